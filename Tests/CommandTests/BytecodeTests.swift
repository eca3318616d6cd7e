import BinaryHarness
import Testing

/// What is said of objects that hold a compiler's intermediate code, by linker and by plugin.
@Suite("Bytecode")
struct BytecodeTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("start.o", "int a(void); void _start(void) { a(); }")
  }

  private func check(_ linker: String, _ words: String...) throws -> Outcome {
    try Staticld.run(["check", linker] + words, in: bench.path)
  }

  private func link(_ linker: String, _ words: String...) throws -> Outcome {
    try Command([linker, "-o", "app"] + words, in: bench.path).run()
  }

  private func makeSlim() throws {
    try bench.object("a.o", "int a(void) { return 0; }", flags: ["-flto"])
    try bench.archive("liba.a", ["a.o"], ar: "gcc-ar")
  }

  @Test("LLD passes GCC's over in silence: the member that has the symbol is named")
  func lld() throws {
    try makeSlim()
    let outcome = try check("ld.lld", "start.o", "liba.a")
    #expect(outcome.status == 1)
    #expect(
      (outcome.outputText + outcome.errorText).contains(
        "liba.a(a.o): error: defines 'a' in GCC LTO bytecode only, which lld does not read here"))
    #expect((outcome.outputText + outcome.errorText).contains("[lto-only-member]"))
    #expect((outcome.outputText + outcome.errorText).contains("-ffat-lto-objects"))
    #expect(try link("ld.lld", "start.o", "liba.a").status == 1)
  }

  @Test(
    "an object that nobody wants is no error but for mold",
    arguments: ["ld.bfd", "ld.gold", "ld.lld", "ld.mold"])
  func unwanted(_ linker: String) throws {
    try makeSlim()
    try bench.object("only.o", "void _start(void) { }")
    let outcome = try check(linker, "only.o", "a.o")
    #expect(outcome.status == (try link(linker, "only.o", "a.o").succeeded ? 0 : 1))
    #expect((outcome.outputText + outcome.errorText).contains("[lto-only-member]"))
  }

  @Test("resolve counts on the plugin that gcc loads, unless it is told to load none")
  func plugin() throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: ["-flto"])
    try makeSlim()
    let found = try bench.resolve("main.o", "-L.", "-la")
    #expect(found.status == 0)
    #expect(found.outputText == "-L. main.o -la\n")
    #expect(found.errorText.contains("[not-modelled]"))
    #expect(try bench.linkShellLine(found.output).succeeded)
    let refused = try bench.resolve("--cc", "gcc", "-fno-use-linker-plugin", "main.o", "-L.", "-la")
    #expect(refused.errorText.contains("main.o: warning: holds GCC LTO bytecode"))
  }

  @Test("an archive whose index does not list bytecode")
  func index() throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: ["-flto"])
    try bench.object("a.o", "int a(void) { return 0; }", flags: ["-flto"])
    try bench.archive("liba.a", ["a.o"], ar: "llvm-ar")
    let outcome = try Staticld.run(["check", "main.o", "liba.a"], in: bench.path)
    #expect(outcome.status == 1)
    #expect((outcome.outputText + outcome.errorText).contains("run gcc-ranlib liba.a"))
    try bench.run("gcc-ranlib", "liba.a")
    #expect(try Staticld.run(["check", "main.o", "liba.a"], in: bench.path).status == 0)
  }

  @Test("LLVM's is read for LLD by its llvm-nm, for nobody else without a plugin")
  func bitcode() throws {
    let flags = ["-flto"]
    try bench.object(
      "a.o", "int b(void); int a(void) { return b(); }", compiler: "clang", flags: flags)
    try bench.object("b.o", "int b(void) { return 0; }", compiler: "clang", flags: flags)
    try bench.object(
      "main.o", "int a(void); void _start(void) { a(); }", compiler: "clang", flags: flags)
    let ar = try bench.run("clang", "-print-prog-name=llvm-ar").outputText
    try bench.archive("liba.a", ["a.o", "b.o"], ar: String(ar.dropLast()))
    for program in ["start.o", "main.o"] {
      let traced = try link("ld.lld", "-t", program, "liba.a")
      let ours = try Staticld.run(
        ["check", "--format", "json", "ld.lld", program, "liba.a"], in: bench.path)
      #expect(traced.status == 0 && ours.status == 0, "\(ours.outputText)")
      for member in ["a.o", "b.o"] {
        #expect(traced.outputText.contains("liba.a(\(member))"))
        #expect(ours.outputText.contains("\"name\": \"\(member)\""), "\(ours.outputText)")
      }
    }
    let missing = try check("ld.lld", "start.o", "a.o")
    #expect(missing.status == 1)
    #expect((missing.outputText + missing.errorText).contains("undefined symbol 'b'"))
    for linker in ["ld.bfd", "ld.gold", "ld.mold"] {
      let outcome = try check(linker, "start.o", "a.o", "b.o")
      #expect(outcome.status == 1)
      #expect(
        (outcome.outputText + outcome.errorText).contains(
          "a.o: error: holds LLVM bytecode and no machine code"))
      #expect(try link(linker, "start.o", "a.o", "b.o").status == 1)
    }
  }
}
