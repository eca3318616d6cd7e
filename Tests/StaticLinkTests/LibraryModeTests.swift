import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("Libraries without a program")
struct LibraryModeTests {
  private let world: World

  init() throws {
    world = try World()
  }

  /// Every function of the given archives can be used by a program of its own.
  private func expectServes(
    _ functions: [String], _ plan: LinkPlan, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(plan.verdict == .links, "\(plan.findings)", sourceLocation: sourceLocation)
    for function in functions {
      try world.object("program.o", "main: \(function)")
      let link = try world.link(["program.o"] + plan.words)
      #expect(
        link.succeeded, "\(function) by \(plan.words)\n\(link.errorText)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("every member is served, not only those that other members use")
  func everyMember() throws {
    try world.archive("liba.a", "a1: z1", "a2: y1", "a3:")
    try world.archive("sys/libz.a", "z1: y2")
    try world.archive("sys/liby.a", "y1:", "y2:")
    let plan = try world.resolve("liba.a")
    #expect(plan.chosen == ["sys/libz.a", "sys/liby.a"])
    try expectServes(["a1", "a2", "a3"], plan)
  }

  @Test("archives that need each other are grouped, because any member may come first")
  func cycle() throws {
    try world.archive("liba.a", "a1: b1", "a2:")
    try world.archive("libb.a", "b1:", "b2: a2")
    for words in [["liba.a", "libb.a"], ["libb.a", "liba.a"]] {
      try expectServes(["a1", "a2", "b1", "b2"], world.resolve(world.request(words)))
    }
  }

  /// Taken whole, the given archive defines what the found library needs; used in part, it stands
  /// in front of it.
  @Test("a found library that needs a given archive is served, too")
  func backwards() throws {
    try world.archive("liba.a", "a1: z1", "a2:")
    try world.archive("sys/libz.a", "z1: a2")
    try expectServes(["a1", "a2"], world.resolve("liba.a"))
  }

  @Test("random libraries", arguments: 1...8 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let given = (0..<3).flatMap { library in (0..<2).map { "g\(library)m\($0)" } }
    let found = (0..<2).flatMap { library in (0..<2).map { "f\(library)m\($0)" } }
    func member(_ name: String) -> String {
      let needed = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        (given + found)[Int.random(in: 0..<(given.count + found.count), using: &generator)]
      }
      return "\(name): \(needed.joined(separator: " "))"
    }
    var libraries: [String] = []
    for library in 0..<3 {
      let members = [0, 1].map { member("g\(library)m\($0)") }
      libraries.append(try world.archive("libg\(library).a", members: members))
    }
    for library in 0..<2 {
      try world.archive(
        "sys/libf\(library).a", members: [0, 1].map { member("f\(library)m\($0)") })
    }
    libraries.shuffle(using: &generator)
    try expectServes(given, world.resolve(world.request(libraries)))
  }

  @Test("--root narrows what has to be served")
  func roots() throws {
    try world.archive("liba.a", "a1: z1", "a2: nowhere")
    try world.archive("sys/libz.a", "z1:")
    let all = try world.resolve("liba.a")
    #expect(all.verdict == .fails)
    #expect(all.unresolved.map(\.symbol) == ["nowhere"])
    let narrowed = try world.resolve("liba.a", roots: ["a1"])
    #expect(narrowed.chosen == ["sys/libz.a"])
    try expectServes(["a1"], narrowed)
    let members = narrowed.libraries.first { $0.path == "liba.a" }?.members
    #expect(members?.count == 1)
    #expect(members?.first?.reason.symbol == "a1")
  }

  @Test("main is demanded of nobody")
  func main() throws {
    try world.archive("liba.a", "a1: main")
    try expectServes(["a1"], world.resolve("liba.a"))
  }

  @Test("an archive that is given twice is not in its own way")
  func givenTwice() throws {
    try world.archive("liba.a", "a1: b1", "a2:")
    try world.archive("libb.a", "b1: a2")
    let plan = try world.resolve("liba.a", "libb.a", "liba.a")
    #expect(plan.findings.isEmpty, "\(plan.findings)")
    try expectServes(["a1", "a2", "b1"], plan)
  }

  /// The first of two COMDAT copies is kept when both are in a link, and the second one's needs go
  /// with it; a program that uses the second library alone keeps them.
  @Test("a copy that would be dropped beside another one is served by itself")
  func comdat() throws {
    func object(_ name: String, _ function: String, body: String) throws {
      try world.bench.object(
        name,
        """
        extern "C" int helper();
        inline int copied() { \(body) }
        extern "C" int \(function)() { return copied(); }
        """, language: "cc", compiler: "g++")
    }
    try object("a.o", "a1", body: "return 1;")
    try object("b.o", "b1", body: "return helper();")
    try world.bench.archive("liba.a", ["a.o"])
    try world.bench.archive("libb.a", ["b.o"])
    try world.archive("sys/libh.a", "helper:")
    let plan = try world.resolve("liba.a", "libb.a")
    withKnownIssue("what is open is looked for in one link that has all members") {
      #expect(plan.chosen == ["sys/libh.a"])
    }
    try expectServes(["a1"], plan)
  }
}
