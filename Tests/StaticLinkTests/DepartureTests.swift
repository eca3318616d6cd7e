import BinaryHarness
import Foundation
import ObjectFiles
import StaticLink
import Testing

/// What would go if nobody referred to a symbol: GNU ld links the same files without the references.
@Suite("What a reference brings")
struct DepartureTests {
  private let world: World

  init() throws { world = try World() }

  /// Random libraries of members with two functions each, which call each other; some functions
  /// are in a library in front of the others, too.
  private func make(_ generator: inout SeededGenerator) throws -> [String] {
    let count = 32
    func calls(_ number: Int) -> String {
      (0..<number).map { _ in "f\(Int.random(in: 0..<count, using: &generator))" }
        .joined(separator: " ")
    }
    try world.object("main.o", "main: \(calls(3))")
    var members = [[String]](repeating: [], count: 5)
    for pair in 0..<(count / 2) {
      let number = Int.random(in: 0...2, using: &generator)
      members[1 + pair % 4].append("f\(2 * pair): \(calls(number)); f\(2 * pair + 1): \(calls(1))")
      if pair % 2 == 0 { members[0].append("f\(2 * pair): \(calls(1))") }
    }
    for (library, members) in members.enumerated() {
      try world.archive("libr\(library).a", members: members)
    }
    return ["main.o", "--start-group"] + (0..<5).map { "libr\($0).a" } + ["--end-group"]
  }

  /// The same files in a directory below, with every reference to a symbol led elsewhere.
  private func withoutReferences(to symbol: String, _ words: [String]) throws -> WitnessMap {
    let script = """
      set -e; rm -rf cut; mkdir cut; for o in *.o; do
        if nm "$o" | grep -q ' U \(symbol)$'
        then objcopy --redefine-sym \(symbol)=gone "$o" "cut/$o"; else cp "$o" "cut/$o"; fi
      done
      for a in *.a; do (cd cut && ar qcs "$a" $(ar t "../$a")); done
      """
    try world.bench.run("sh", "-c", script)
    return try world.map(words + ["-Wl,--defsym,gone=0"], in: "cut")
  }

  @Test("exactly the members that ld's map loses", arguments: [1, 2, 3] as [UInt64])
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let words = try make(&generator)
    var request = world.request(words)
    request.arguments.append(.allowMultipleDefinitions)
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(request, asGiven: true)
    let linkWords = words.map { LinkArgument(word: $0).word } + ["-Wl,-z,muldefs"]
    let whole = try world.map(linkWords)
    #expect(whole.linked)
    let members = link.graph.nodes.filter { $0.place.member != nil }.map(\.place.short)
    #expect(Set(members) == Set(whole.reasons.keys))
    var losses = 0
    let answers = (0..<32).map { link.why(.symbol(ByteString("f\($0)"))) }
      .filter { $0.verdict == .inLink }
    for answer in answers.prefix(6) {
      guard case .symbol(let symbol) = answer.subject else { continue }
      let departure = try link.departure(of: answer)
      let rest = try withoutReferences(to: symbol.description, linkWords)
      #expect(rest.linked)
      let lost = Set(whole.reasons.keys).subtracting(rest.reasons.keys)
      let gained = Set(rest.reasons.keys).subtracting(whole.reasons.keys)
      #expect(Set(departure.goes.map { link.graph.nodes[$0].place.short }) == lost, "\(symbol)")
      #expect(Set(departure.comes.map(\.short)) == gained, "\(symbol)")
      losses += lost.count
      // Asking must not change what was asked.
      #expect(link.why(.symbol(symbol)).nodes == answer.nodes)
    }
    #expect(losses > 1, "the case shows nothing")
  }

  /// `f` comes along with `x`; without `x` it is found in the library in front.
  @Test("what would come instead")
  func instead() throws {
    try world.object("main.o", "main: x late")
    try world.archive("libalt.a", "f:")
    try world.archive("libpair.a", "x: ; f:")
    try world.archive("liblate.a", "late: f")
    let words = ["main.o", "--start-group", "libalt.a", "libpair.a", "liblate.a", "--end-group"]
    let linkWords = words.map { LinkArgument(word: $0).word }
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(words), asGiven: true)
    #expect(try world.map(linkWords).reasons["libalt.a(libalt.a.0.o)"] == nil)
    let departure = try link.departure(of: link.why(.symbol("x")))
    #expect(departure.goes.map { link.graph.nodes[$0].place.short } == ["libpair.a(libpair.a.0.o)"])
    #expect(departure.comes.map(\.short) == ["libalt.a(libalt.a.0.o)"])
    let rest = try withoutReferences(to: "x", linkWords)
    #expect(rest.reasons["libalt.a(libalt.a.0.o)"] != nil)
    #expect(rest.reasons["libpair.a(libpair.a.0.o)"] == nil)
  }

  @Test("a root stays, a member of it goes with its option")
  func roots() throws {
    try world.object("main.o", "main: a")
    try world.archive("liba.a", "a:", "u: v", "v:")
    let words = ["main.o", "-uu", "liba.a"]
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(words), asGiven: true)
    let goes = try link.departure(of: link.why(.symbol("u"))).goes
    #expect(goes.map { link.graph.nodes[$0].place.member } == ["liba.a.1.o", "liba.a.2.o"])
    let stays = try link.departure(of: link.why(.symbol("main")))
    #expect(stays.isRoot)
    #expect(stays.goes == [])
  }

  @Test("sizes are those of size(1)")
  func sizes() throws {
    try world.bench.object(
      "main.o",
      """
      int zero[100]; int number = 7; const char text[] = "some text"; int tentative[25];
      __thread int local = 1; __thread int none[3];
      int main(void) { return number; }
      """, flags: ["-fno-common"])
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(["main.o"]), asGiven: true)
    let graph = try link.measuredGraph()
    let columns = try world.bench.run("size", "main.o").outputText
      .split(separator: "\n")[1].split(separator: "\t").prefix(3)
      .map { UInt64($0.trimmingCharacters(in: .whitespaces)) }
    let bytes = graph.nodes[0].bytes
    #expect([bytes.text, bytes.data, bytes.bss] == columns)
    #expect(try link.bytes(of: [0]) == bytes)
  }

  @Test("a dropped COMDAT group costs nothing")
  func groups() throws {
    let inline = "inline __attribute__((noinline)) int twice(int v) { return 2 * v; }\n"
    for name in ["main", "mine"] {
      try world.bench.object(
        "\(name).o", inline + "int \(name)() { return twice(1); }", language: "cc",
        compiler: "g++")
    }
    let graph = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(["main.o", "mine.o"]), asGiven: true).measuredGraph()
    #expect(graph.nodes[1].bytes.text < graph.nodes[0].bytes.text)
  }
}
