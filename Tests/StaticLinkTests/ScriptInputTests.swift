import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("Libraries that are scripts")
struct ScriptInputTests {
  private let world: World

  init() throws {
    world = try World()
    try world.object("main.o", "main: f")
    // Not named as a library, so that only the script leads there.
    try world.archive("sys/real-f.a", "f: g")
    try world.archive("sys/real-g.a", "g: h", "unused:")
    try world.archive("sys/libh.a", "h:")
  }

  @Test("a script that is found by the search, with names beside it")
  func discovered() throws {
    try world.bench.write("sys/libf.a", "/* GNU ld script */\nGROUP ( real-f.a real-g.a )\n")
    let plan = try world.resolve("main.o")
    #expect(plan.line.contains(.library("f", isFileName: false)))
    #expect(plan.unresolved.isEmpty)
    try world.expectLinks(plan)
  }

  @Test("a script that asks for a library by -l")
  func library() throws {
    try world.bench.write("sys/libf.a", "INPUT ( real-f.a -lgee )\n")
    try world.bench.run("cp", "sys/real-g.a", "sys/libgee.a")
    try world.expectLinks(world.resolve("main.o"))
    try world.expectLinks(world.resolve("main.o", "-lf"))
  }

  @Test("a directory that a script adds")
  func searchDirectory() throws {
    try world.archive("extra/libfar.a", "f:")
    try world.bench.write("script", "SEARCH_DIR(extra) INPUT(-lfar)\n")
    #expect(try world.link(["main.o", "script"]).succeeded)
    try world.expectLinks(world.resolve("main.o", "script"))
  }

  @Test("symbols that a script asks for or defines")
  func symbols() throws {
    try world.object("plain.o", "main: given")
    try world.bench.write("script", "EXTERN(unused)\ngiven = 0;\n")
    let plan = try world.resolve("plain.o", "script", "sys/real-g.a", "sys/libh.a")
    let members = plan.libraries.first { $0.path == "sys/real-g.a" }?.members
    #expect(members?.map(\.reason.symbol) == ["unused"])
    try world.expectLinks(plan)
  }
}
