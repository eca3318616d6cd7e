import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

/// Why something is in a link: chains of references, with the linker's map as the witness.
@Suite("Why something is in the link")
struct WhyTests {
  private let world: World

  init() throws { world = try World() }

  private func explain(_ words: String..., asGiven: Bool = false) throws -> LinkExplanation {
    try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(words), asGiven: asGiven)
  }

  @Test("a chain leads from an object over members to the definition")
  func chain() throws {
    try world.object("main.o", "main: a")
    try world.archive("liba.a", "a: b")
    try world.archive("sys/libb.a", "b:")
    let link = try explain("main.o", "liba.a")
    let answer = link.why(.symbol("b"))
    #expect(answer.verdict == .inLink)
    #expect(
      link.text(answer.chains.chains.first) == [
        "main.o -a-> liba.a(liba.a.0.o)", "liba.a(liba.a.0.o) -b-> libb.a(sys_libb.a.0.o)",
      ])
    #expect(answer.extraction == nil)
    #expect(link.graph.nodes[answer.chains.chains[0].nodes[0]].root?.kind == .object)
  }

  /// The linker meets the longer way first: `t` is wanted by p2 before libq is opened.
  @Test("the shortest chain is told, and the linker's own beside it")
  func shortest() throws {
    try world.object("main.o", "main: p q")
    try world.archive("libp.a", "p: p2")
    try world.archive("libr.a", "p2: t")
    try world.archive("libq.a", "q: t")
    try world.archive("libt.a", "t:")
    let words = ["main.o", "libp.a", "libr.a", "libq.a", "libt.a"]
    let link = try explain("main.o", "libp.a", "libr.a", "libq.a", "libt.a")
    let answer = link.why(.symbol("t"), limit: 10, countsRest: true)
    #expect(
      answer.chains.chains.map { $0.nodes.map { link.graph.nodes[$0].place.short } } == [
        ["main.o", "libq.a(libq.a.0.o)", "libt.a(libt.a.0.o)"],
        ["main.o", "libp.a(libp.a.0.o)", "libr.a(libr.a.0.o)", "libt.a(libt.a.0.o)"],
      ])
    #expect(answer.chains.leftOut == 0)
    #expect(answer.chains.isExact)
    #expect(
      link.text(answer.extraction).last == "libr.a(libr.a.0.o) -t-> libt.a(libt.a.0.o)")
    let map = try world.map(words)
    #expect(map.reasons["libt.a(libt.a.0.o)"] == "libr.a(libr.a.0.o) (t)")
  }

  @Test("the chains that are not printed are counted")
  func counted() throws {
    // Every way through four layers of three members: 81 chains.
    try world.object("main.o", "main: a0 a1 a2")
    try world.archive(
      "libl.a",
      members: (0..<3).map { "a\($0): b0 b1 b2" } + (0..<3).map { "b\($0): c0 c1 c2" }
        + (0..<3).map { "c\($0): d0 d1 d2" } + (0..<3).map { "d\($0): t" } + ["t:"])
    let answer = try explain("main.o", "libl.a").why(.symbol("t"), limit: 5, countsRest: true)
    #expect(answer.chains.chains.count == 5)
    #expect(answer.chains.leftOut == 76)
    #expect(answer.chains.isExact)
  }

  @Test("a cycle on the way does not keep the chains from ending")
  func cycle() throws {
    try world.object("main.o", "main: a")
    try world.archive("liba.a", "a: b", "c: a t")
    try world.archive("libb.a", "b: c a", "t: b")
    let link = try explain("main.o", "liba.a", "libb.a")
    let answer = link.why(.symbol("t"), limit: 10, countsRest: true)
    #expect(
      answer.chains.chains.map { $0.nodes.map { link.graph.nodes[$0].place.member?.description } }
        == [[nil, "liba.a.0.o", "libb.a.0.o", "liba.a.1.o", "libb.a.1.o"]])
    #expect(
      link.graph.libraryCycles.map { $0.map { link.graph.libraries[$0].name } } == [["a", "b"]])
  }

  @Test("a member that nobody needs for the symbol asked for")
  func otherSymbol() throws {
    try world.object("main.o", "main: a")
    try world.archive("liba.a", "a: ; beside:")
    let link = try explain("main.o", "liba.a")
    let answer = link.why(.symbol("beside"))
    #expect(answer.verdict == .inLink)
    #expect(link.text(answer.chains.chains.first) == ["main.o -a-> liba.a(liba.a.0.o)"])
  }

  @Test("options and whole archives are roots")
  func roots() throws {
    try world.object("main.o", "main:")
    try world.archive("liba.a", "a: b", "b:")
    try world.archive("libw.a", "w:")
    let link = try explain(
      "main.o", "-ua", "liba.a", "--whole-archive", "libw.a", "--no-whole-archive")
    func root(_ symbol: ByteString) -> LinkGraph.Root? {
      link.why(.symbol(symbol)).chains.chains.first.flatMap { link.graph.nodes[$0.nodes[0]].root }
    }
    #expect(root("a")?.kind == .undefinedOption)
    #expect(root("b")?.symbol == "a")
    #expect(root("w")?.kind == .wholeArchive)
    #expect(try explain("libw.a").graph.nodes.map(\.root?.kind) == [.given])
  }

  @Test("libraries and members by all their names")
  func names() throws {
    try world.object("main.o", "main: a b")
    try world.archive("liba.a", "a:")
    try world.archive("sys/libb.a", "b:")
    let link = try explain("main.o", "liba.a")
    for name: ByteString in ["b", "libb.a", "sys/libb.a"] {
      #expect(link.why(.library(name)).verdict == .inLink, "\(name)")
    }
    #expect(link.subjects(named: "-lb") == [.library("b")])
    #expect(link.subjects(named: "b") == [.symbol("b"), .library("b")])
    #expect(
      link.subjects(named: "liba.a(liba.a.0.o)") == [.member("liba.a.0.o", of: "liba.a")])
    #expect(link.subjects(named: "liba.a.0.o") == [.member("liba.a.0.o", of: nil)])
    #expect(link.subjects(named: "main.o") == [.member("main.o", of: nil)])
    #expect(link.subjects(named: "f(int)") == [.symbol("f(int)")])
    #expect(link.why(.member("liba.a.0.o", of: "a")).verdict == .inLink)
    #expect(link.why(.member("liba.a.0.o", of: "b")).verdict == .notInLink)
  }
}

extension LinkExplanation {
  /// A chain, a step a line.
  func text(_ chain: LinkGraph.Chain?) -> [String] {
    guard let chain else { return [] }
    return zip(chain.nodes, chain.nodes.dropFirst()).enumerated().map { step, ends in
      let symbols = chain.uses[step].map { graph.name($0.symbol).description }
      return graph.nodes[ends.0].place.short + " -\(symbols.joined(separator: ","))-> "
        + graph.nodes[ends.1].place.short
    }
  }
}
