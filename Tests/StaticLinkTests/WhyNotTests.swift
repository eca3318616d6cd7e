import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

/// Why something is not in a link, each reason shown by the real linker first.
@Suite("Why something is not in the link")
struct WhyNotTests {
  private let world: World

  init() throws { world = try World() }

  private func explain(_ words: String...) throws -> LinkExplanation {
    try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(words), asGiven: true)
  }

  /// The obstacle that keeps a member out which the linker does not take either.
  private func obstacle(
    _ symbol: ByteString, _ words: [String], links: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> LinkExplanation.Obstacle? {
    let map = try world.map(words)
    #expect(map.linked == links, sourceLocation: sourceLocation)
    #expect(map.reasons["libx.a(libx.a.0.o)"] == nil, sourceLocation: sourceLocation)
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(words), asGiven: true)
    let obstacles = link.why(.symbol(symbol)).obstacles
    return obstacles.first { $0.place?.path == "libx.a" }
  }

  @Test("nobody refers to it")
  func unreferenced() throws {
    try world.object("main.o", "main:")
    try world.archive("libx.a", "x:")
    let found = try obstacle("x", ["main.o", "libx.a"], links: true)
    #expect(found?.reason == .unreferenced)
    #expect(found?.place?.member == "libx.a.0.o")
    #expect(try explain("main.o", "libx.a").why(.symbol("x")).verdict == .notInLink)
  }

  @Test("only a weak reference")
  func weak() throws {
    try world.bench.object(
      "main.o", "int x(void) __attribute__((weak)); int main(void) { return x ? x() : 0; }")
    try world.archive("libx.a", "x:")
    let found = try obstacle("x", ["main.o", "libx.a"], links: true)
    #expect(found?.reason == .weakOnly)
    #expect(found?.other?.path == "main.o")
  }

  @Test("the archive stands left of the only reference")
  func order() throws {
    try world.object("main.o", "main: x")
    try world.archive("libx.a", "x:")
    let found = try obstacle("x", ["libx.a", "main.o"], links: false)
    #expect(found?.reason == .wrongOrder)
    #expect(found?.other?.path == "main.o")
  }

  @Test("an earlier definition")
  func earlier() throws {
    try world.object("main.o", "main: x")
    try world.archive("libfirst.a", "x:")
    try world.archive("libx.a", "x:")
    let words = ["main.o", "libfirst.a", "libx.a"]
    let found = try obstacle("x", words, links: true)
    #expect(found?.reason == .otherDefinition)
    #expect(found?.other?.path == "libfirst.a")
    #expect(try explain("main.o", "libfirst.a", "libx.a").why(.symbol("x")).verdict == .inLink)
  }

  @Test("a COMMON symbol does not extract a function")
  func common() throws {
    try world.bench.object(
      "main.o", "int x; int main(void) { return x; }", flags: ["-fcommon"])
    try world.archive("libx.a", "x:")
    let found = try obstacle("x", ["main.o", "libx.a"], links: true)
    #expect(found?.reason == .common)
  }

  @Test("a COMDAT group that another object had first")
  func group() throws {
    let inline = "inline __attribute__((noinline)) int twice(int v) { return 2 * v; }\n"
    for name in ["main", "other"] {
      try world.bench.object(
        "\(name).o", inline + "int \(name)() { return twice(\(name.count)); }", language: "cc",
        compiler: "g++")
    }
    let link = try explain("main.o", "other.o")
    let answer = link.why(.symbol("_Z5twicei"))
    #expect(answer.verdict == .inLink)
    #expect(answer.obstacles.map(\.reason) == [.droppedGroup])
    #expect(answer.obstacles.first?.place?.path == "other.o")
    let symbols = try world.bench.run("nm", "main.o", "other.o").outputText
    #expect(symbols.split(separator: "\n").count { $0.hasSuffix(" W _Z5twicei") } == 2)
  }

  @Test("a library that is not on the line, one that was passed over, and nothing at all")
  func elsewhere() throws {
    try world.object("main.o", "main: used")
    try world.archive("sys/liba.a", "used:", "x:")
    try world.archive("sys/libb.a", "used: x", "x:")
    let given = try explain("main.o")
    let missing = given.why(.symbol("x")).obstacles
    #expect(missing.map(\.reason) == [.notOnLine, .notOnLine])
    #expect(missing.map(\.place?.path) == ["sys/liba.a", "sys/libb.a"])
    #expect(given.why(.symbol("nosuch")).obstacles.map(\.reason) == [.unknown])
    let link = try Resolver(files: world.files(), evidence: world.evidence)
      .explain(world.request(["main.o"]))
    #expect(link.why(.library("a")).verdict == .inLink)
    let passed = link.why(.library("b"))
    #expect(passed.obstacles.map(\.reason) == [.rejected])
    #expect(passed.obstacles.first?.detail?.contains("a was taken instead") == true)
  }

  @Test("a symbol that is wanted and defined nowhere")
  func undefined() throws {
    try world.object("main.o", "main: nowhere")
    let answer = try explain("main.o").why(.symbol("nowhere"))
    #expect(answer.obstacles.map(\.reason) == [.undefined])
    #expect(answer.obstacles.first?.other?.path == "main.o")
  }

  @Test("the linker's own symbols are in every link")
  func linkers() throws {
    try world.bench.object(
      "main.o",
      "extern char _GLOBAL_OFFSET_TABLE_[]; int main(void) "
        + "{ return (int)(long)_GLOBAL_OFFSET_TABLE_; }", flags: ["-fno-pic", "-mcmodel=large"])
    #expect(
      try explain("main.o").why(.symbol("_GLOBAL_OFFSET_TABLE_")).verdict == .definedByLinker)
  }

  @Test("a member and a library tell of all their symbols")
  func summary() throws {
    try world.object("main.o", "main: x1 ; x0:")
    try world.archive("libfirst.a", "x1:")
    try world.archive("libx.a", "x0: ; x1: ; x2:")
    let words = ["main.o", "libfirst.a", "libx.a"]
    #expect(try world.map(words).reasons["libx.a(libx.a.0.o)"] == nil)
    let link = try explain("main.o", "libfirst.a", "libx.a")
    for subject: LinkExplanation.Subject in [.library("x"), .member("libx.a.0.o", of: "libx.a")] {
      let answer = link.why(subject)
      #expect(answer.verdict == .notInLink)
      #expect(answer.obstacles.map(\.reason) == [.otherDefinition, .unreferenced])
      #expect(answer.obstacles.map(\.symbols) == [["x0", "x1"], ["x2"]])
    }
  }
}
