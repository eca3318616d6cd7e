import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("--wrap")
struct WrapTests {
  private let world: World

  init() throws {
    world = try World()
  }

  @Test("a reference to __real_x asks for the option")
  func added() throws {
    try world.object("main.o", "main: f __wrap_f; __wrap_f: __real_f")
    try world.archive("liba.a", "f:")
    #expect(try !world.link(["main.o", "liba.a"]).succeeded)
    let plan = try world.resolve("main.o", "liba.a")
    #expect(plan.line.contains(.wrap("f")))
    #expect(plan.steps.contains { $0.contains("--wrap=f") })
    try world.expectLinks(plan)
  }

  @Test("the user's own option is not repeated")
  func given() throws {
    try world.object("main.o", "main: f; __wrap_f: __real_f")
    try world.archive("liba.a", "f:")
    let plan = try world.resolve("main.o", "--wrap=f", "liba.a")
    #expect(plan.words == ["main.o", "-Wl,--wrap=f", "liba.a"])
    try world.expectLinks(plan)
  }

  @Test("what is wrapped is looked for, and so is what wraps it")
  func searched() throws {
    try world.object("main.o", "main: f")
    try world.archive("sys/libreal.a", "f:")
    try world.archive("sys/libwrap.a", "__wrap_f: __real_f")
    let plan = try world.resolve("main.o", "--wrap=f")
    #expect(Set(plan.chosen) == ["sys/libreal.a", "sys/libwrap.a"])
    try world.expectLinks(plan)
  }
}
