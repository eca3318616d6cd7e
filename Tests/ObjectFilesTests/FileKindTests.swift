import BinaryHarness
import ObjectFiles
import Testing

@Suite("What a file is")
struct FileKindTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private func kind(_ name: String) throws -> FileKind? {
    FileKind(firstBytes: try bench.bytes(of: name).prefix(FileKind.neededBytes))
  }

  @Test("files that tools make")
  func kinds() throws {
    try bench.object("a.o", "int a;")
    try bench.object("bitcode.o", "int a;", compiler: "clang", flags: ["-flto"])
    try bench.object("slim.o", "int a;", flags: ["-flto"])
    try bench.archive("lib.a", ["a.o"])
    try bench.archive("thin.a", ["a.o"], operation: "qcsT")
    try bench.write("script.a", "/* GNU ld script */\nGROUP ( a.o )\n")
    try bench.run("sh", "-c", "gzip -c a.o > a.gz")
    #expect(try kind("a.o") == .elf)
    #expect(try kind("bitcode.o") == .bitcode)
    #expect(try kind("slim.o") == .elf)
    #expect(try kind("lib.a") == .archive)
    #expect(try kind("thin.a") == .thinArchive)
    #expect(try kind("script.a") == .text)
    #expect(try kind("a.gz") == nil)
  }

  @Test("GCC's bytecode without machine code is told apart from the fat kind")
  func slimLTO() throws {
    try bench.object("slim.o", "int f(void) { return 0; }", flags: ["-flto"])
    try bench.object(
      "fat.o", "int f(void) { return 0; }", flags: ["-flto", "-ffat-lto-objects"])
    let slim = try bench.elf(reading: "slim.o")
    let fat = try bench.elf(reading: "fat.o")
    #expect(slim.isSlimLTO)
    #expect(!fat.isSlimLTO)
    #expect((0..<fat.symbols.count).contains { fat.symbols.name($0) == "f" })
    // ld without the compiler's plugin says the same of both.
    for (name, isUsable) in [("slim.o", false), ("fat.o", true)] {
      let link = try Command(["ld", "-o", "app", "-e", "f", name], in: bench.path).run()
      let isWarned = link.errorText.contains("plugin needed to handle lto object")
      #expect(isWarned == !isUsable, "\(link.errorText)")
    }
  }

  @Test("executables and core dumps take no part in a link")
  func executable() throws {
    try bench.object("main.o", "int main(void) { return 0; }")
    try bench.run("gcc", "-static", "-no-pie", "-o", "app", "main.o")
    let error = #expect(throws: ObjectFileError.Problem.self) { try bench.elf(reading: "app") }
    guard case .notLinkable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
