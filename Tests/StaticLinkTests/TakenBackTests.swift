import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("Choices that are taken back")
struct TakenBackTests {
  private let world: World

  init() throws {
    world = try World()
    try world.object("main.o", "main: f own; own:")
  }

  /// The choice was the better one by order, and the report says why it is not in the line.
  private func expectSecond(
    _ plan: LinkPlan, saying why: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(plan.chosen == ["sys/libb.a"], sourceLocation: sourceLocation)
    let rejected = plan.discovered.first?.rejected ?? []
    #expect(rejected.map(\.path) == ["sys/liba.a"], sourceLocation: sourceLocation)
    #expect(rejected.first?.why.contains(why) == true, sourceLocation: sourceLocation)
    #expect(plan.steps.contains { $0.contains("take back") }, sourceLocation: sourceLocation)
    try world.expectLinks(plan, sourceLocation: sourceLocation)
  }

  @Test("it would define something twice")
  func duplicates() throws {
    try world.archive("sys/liba.a", "f: ; own:")
    try world.archive("sys/libb.a", "f:")
    #expect(try !world.link(["main.o", "sys/liba.a"]).succeeded)
    try expectSecond(world.resolve("main.o"), saying: "own")
  }

  @Test("what it needs defines something twice")
  func duplicatesFartherOn() throws {
    try world.archive("sys/liba.a", "f: deeper")
    try world.archive("sys/libb.a", "f:")
    try world.archive("sys/libc_.a", "deeper: ; own:")
    let plan = try world.resolve("main.o")
    withKnownIssue("only the choice itself is taken back, not the one that led to it") {
      try expectSecond(plan, saying: "deeper")
    }
    #expect(plan.verdict == .fails)
  }

  @Test("it would need what nothing defines")
  func deadEnd() throws {
    try world.archive("sys/liba.a", "f: nowhere")
    try world.archive("sys/libb.a", "f:")
    try expectSecond(world.resolve("main.o"), saying: "nowhere")
  }

  @Test("a dead end is taken when there is no other way, and the missing symbol is named")
  func onlyDeadEnd() throws {
    try world.archive("sys/liba.a", "f: nowhere")
    let plan = try world.resolve("main.o")
    #expect(plan.verdict == .fails)
    #expect(plan.chosen == ["sys/liba.a"])
    #expect(plan.unresolved.map(\.symbol) == ["nowhere"])
    #expect(plan.unresolved.first?.referrers.first?.path == "sys/liba.a")
  }

  @Test("its index says more than its members do")
  func staleIndex() throws {
    try world.archive("sys/liba.a", "f:")
    try world.archive("sys/libb.a", "f:")
    // The same length under another name: the index is not written anew.
    let bytes = try world.bench.bytes(of: "sys/liba.a")
    let index = try #require(try ArchiveIndexPatch.renamingInMembers("f", to: "e", bytes))
    try world.bench.write("sys/liba.a", bytes: index)
    try expectSecond(world.resolve("main.o"), saying: "do not define")
  }
}

/// Makes an archive of which the index is out of date.
enum ArchiveIndexPatch {
  /// Renames a symbol of one letter in the string tables of members, leaving the index as it was.
  static func renamingInMembers(
    _ name: String, to other: String, _ bytes: [UInt8]
  ) throws -> [UInt8]? {
    let file = MemoryFile(path: "lib.a", bytes: bytes)
    let archive = try Archive(path: "lib.a", file: file)
    let pattern = [0] + Array(name.utf8) + [0]
    let start = Int(archive.firstMember)
    guard
      let found = (start..<(bytes.count - pattern.count)).first(where: {
        Array(bytes[$0..<($0 + pattern.count)]) == pattern
      })
    else { return nil }
    var copy = bytes
    copy.replaceSubrange((found + 1)..<(found + 1 + name.utf8.count), with: Array(other.utf8))
    return copy
  }
}
