import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("The order of libraries")
struct OrderTests {
  private let world: World

  init() throws {
    world = try World()
  }

  @Test("an order that links is kept as it is")
  func kept() throws {
    try world.object("main.o", "main: a b")
    try world.archive("liba.a", "a: c")
    try world.archive("libb.a", "b:")
    try world.archive("libc_.a", "c:")
    for words in [
      ["main.o", "libb.a", "liba.a", "libc_.a"], ["main.o", "liba.a", "libc_.a", "libb.a"],
      ["main.o", "liba.a", "libb.a", "libc_.a", "liba.a"],
      ["main.o", "--start-group", "libc_.a", "liba.a", "--end-group", "libb.a"],
    ] {
      let plan = try world.resolve(world.request(words))
      #expect(plan.line == words.map(LinkArgument.init(word:)))
      try world.expectLinks(plan)
    }
  }

  @Test("an order that does not link is mended")
  func mended() throws {
    try world.object("main.o", "main: a1")
    var words = ["main.o"]
    for number in (1...12).reversed() {
      let needed = number < 12 ? "a\(number + 1)" : ""
      words.append(try world.archive("liba\(number).a", "a\(number): \(needed)"))
    }
    #expect(try !world.link(words).succeeded)
    let plan = try world.resolve(world.request(words))
    #expect(plan.words == ["main.o"] + (1...12).map { "liba\($0).a" })
    try world.expectLinks(plan)
  }

  @Test("objects behind the libraries come first")
  func objectsFirst() throws {
    try world.object("main.o", "main: a")
    try world.object("more.o", "more: b")
    try world.archive("liba.a", "a: more")
    try world.archive("libb.a", "b:")
    let words = ["libb.a", "liba.a", "main.o", "more.o"]
    #expect(try !world.link(words).succeeded)
    try world.expectLinks(world.resolve(world.request(words)))
  }

  @Test("a short cycle is broken by repeating a library")
  func repetition() throws {
    try world.object("main.o", "main: a1")
    try world.archive("liba.a", "a1: b1", "a2:")
    try world.archive("libb.a", "b1: a2")
    for words in [["main.o", "liba.a", "libb.a"], ["main.o", "libb.a", "liba.a"]] {
      #expect(try !world.link(words).succeeded)
      let plan = try world.resolve(world.request(words))
      #expect(plan.words == ["main.o", "liba.a", "libb.a", "liba.a"])
      try world.expectLinks(plan)
    }
  }

  @Test("a cycle that two repetitions do not break is grouped")
  func grouped() throws {
    try world.object("main.o", "main: a1")
    try world.archive("liba.a", "a1: b1", "a2: b2", "a3:")
    try world.archive("libb.a", "b1: a2", "b2: a3")
    let words = ["main.o", "liba.a", "libb.a"]
    // A repetition of three libraries would be longer than a group.
    #expect(try !world.link(words + ["liba.a", "libb.a"]).succeeded)
    let plan = try world.resolve(world.request(words))
    #expect(
      plan.words == ["main.o", "-Wl,--start-group", "liba.a", "libb.a", "-Wl,--end-group"])
    try world.expectLinks(plan)
  }

  @Test("only what needs itself stands in a group")
  func partlyGrouped() throws {
    try world.object("main.o", "main: x a1")
    try world.archive("libx.a", "x: a1")
    try world.archive("liba.a", "a1: b1", "a2: b2", "a3: z")
    try world.archive("libb.a", "b1: a2", "b2: a3")
    try world.archive("libz.a", "z:")
    let plan = try world.resolve("main.o", "libz.a", "libb.a", "liba.a", "libx.a")
    let group = try #require(plan.line.firstIndex(of: .startGroup))
    let end = try #require(plan.line.firstIndex(of: .endGroup))
    #expect(Set(plan.words[(group + 1)..<end]) == ["liba.a", "libb.a"])
    try world.expectLinks(plan)
  }

  /// Random libraries that need each other: whatever gcc can link in a group, the plan links
  /// without help, and what it cannot link fails here, too.
  @Test("random libraries", arguments: 1...12 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = (0..<4).flatMap { library in (0..<3).map { "l\(library)m\($0)" } }
    func some(_ count: Int) -> String {
      (0..<count).map { _ in names[Int.random(in: 0..<names.count, using: &generator)] }
        .joined(separator: " ")
    }
    try world.object("main.o", "main: \(some(2))")
    var libraries: [String] = []
    for library in 0..<4 {
      let members = (0..<3).map {
        "l\(library)m\($0): \(some(Int.random(in: 0...2, using: &generator)))"
      }
      libraries.append(try world.archive("lib\(library).a", members: members))
    }
    libraries.shuffle(using: &generator)
    let grouped = ["-Wl,--start-group"] + libraries + ["-Wl,--end-group"]
    #expect(try world.link(["main.o"] + grouped).succeeded)
    let plan = try world.resolve(world.request(["main.o"] + libraries))
    try world.expectLinks(plan)
    // Four libraries have two cycles at most, and none costs more than a group.
    #expect(plan.words.count <= 1 + libraries.count + 2 * 2)
    // Nothing is rearranged without need.
    if try world.link(["main.o"] + libraries).succeeded {
      #expect(plan.words == ["main.o"] + libraries)
    }
  }
}
