import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("Symbols that are defined twice")
struct DuplicateTests {
  private let world: World

  init() throws {
    world = try World()
  }

  @Test("two objects")
  func objects() throws {
    try world.object("main.o", "main: f; f:")
    try world.object("more.o", "f:")
    let plan = try world.resolve("main.o", "more.o")
    #expect(plan.verdict == .fails)
    #expect(plan.duplicates.map(\.symbol) == ["f"])
    #expect(plan.duplicates.first?.definitions.map(\.place.path) == ["main.o", "more.o"])
    #expect(plan.findingIDs == [.duplicateSymbol])
    #expect(try world.link(["main.o", "more.o"]).errorText.contains("multiple definition of `f'"))
  }

  @Test("two archives that are taken whole")
  func wholeArchives() throws {
    try world.object("main.o", "main: f")
    try world.archive("liba.a", "f:")
    try world.archive("libb.a", "f:", "g:")
    let words = ["main.o", "--whole-archive", "liba.a", "libb.a", "--no-whole-archive"]
    let plan = try world.resolve(world.request(words))
    #expect(plan.verdict == .fails)
    #expect(plan.duplicates.map(\.symbol) == ["f"])
    #expect(try !world.link(words.map { LinkArgument(word: $0).word }).succeeded)
    // Searched, the second one is not needed at all.
    try world.expectLinks(world.resolve("main.o", "liba.a", "libb.a"))
  }

  @Test("the same archive taken whole twice")
  func wholeTwice() throws {
    try world.object("main.o", "main: f")
    try world.archive("liba.a", "f:")
    let words = ["main.o", "--whole-archive", "liba.a", "liba.a", "--no-whole-archive"]
    #expect(try world.resolve(world.request(words)).duplicates.map(\.symbol) == ["f"])
    #expect(try !world.link(words.map { LinkArgument(word: $0).word }).succeeded)
  }

  @Test("in library mode they are latent, because no program has both yet")
  func latent() throws {
    try world.archive("liba.a", "f:", "a:")
    try world.archive("libb.a", "f:", "b:")
    let plan = try world.resolve("liba.a", "libb.a")
    #expect(plan.verdict == .links)
    #expect(plan.duplicates.isEmpty)
    #expect(plan.findingIDs == [.latentDuplicate])
    #expect(plan.findings.first?.message.contains("libb.a(") == true)
  }

  @Test("in library mode an explicit --whole-archive makes them errors")
  func wholeInLibraryMode() throws {
    try world.archive("liba.a", "f:")
    try world.archive("libb.a", "f:")
    let plan = try world.resolve("--whole-archive", "liba.a", "libb.a", "--no-whole-archive")
    #expect(plan.verdict == .fails)
    #expect(plan.findingIDs == [.duplicateSymbol])
  }

  @Test("the first of several definitions is bound, the others are named")
  func bindings() throws {
    try world.object("main.o", "main: f g")
    try world.bench.archive(
      "liba.a", compiling: [("weak.o", "__attribute__((weak)) int f(void) { return 1; }")])
    try world.bench.archive(
      "libb.a",
      compiling: [
        ("weak2.o", "__attribute__((weak)) int f(void) { return 2; } int g(void) { return 3; }")
      ])
    var request = world.request(["main.o", "liba.a", "libb.a"])
    request.wantsBindings = true
    let plan = try world.resolve(request)
    try world.expectLinks(plan)
    let binding = try #require(plan.bindings.first { $0.symbol == "f" })
    #expect(binding.chosen.member == "weak.o")
    #expect(binding.others.map(\.member) == ["weak2.o"])
  }
}
