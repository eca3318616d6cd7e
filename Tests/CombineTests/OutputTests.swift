import BinaryHarness
import LinkerObservers
import Foundation
import Testing

/// The file that is made, and what is said of it.
@Suite("output of combine")
struct OutputTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("one/same.o", "int f(void); int one(void) { return f() + 1; }")
    try bench.object("two/same.o", "int f(void) { return 10; } int unused(void) { return 2; }")
    try bench.archive("libs.a", ["one/same.o", "two/same.o"])
    try bench.object(
      "main.o", "#include <stdio.h>\nint one(void); int main(void) { printf(\"%d\\n\", one()); }")
  }

  @Test("members of one name are both kept; an archive has one member and an index")
  func sameNames() throws {
    try bench.archive("thin.a", ["one/same.o", "two/same.o"], operation: "qcsT")
    for archive in ["libs.a", "thin.a"] {
      try bench.combine("--keep", "one", "-o", "libout.a", archive)
      #expect(try bench.run("ar", "t", "libout.a").outputText == "libout.o\n")
      #expect(try bench.run("nm", "-s", "libout.a").outputText.contains("one in libout.o"))
      #expect(try bench.run(.bfd, ["main.o", "libout.a"], driver: "gcc") == "11\n")
    }
    try bench.combine("--keep", "one", "-o", "out.o", "one/same.o", "two/same.o")
    #expect(try bench.run(.bfd, ["main.o", "out.o"], driver: "gcc") == "11\n")
  }

  @Test("the same bytes from the same inputs, elsewhere and later")
  func deterministic() throws {
    try bench.combine("--keep", "one", "-o", "libout.a", "libs.a")
    try bench.run("mkdir", "elsewhere")
    try bench.run("cp", "libs.a", "elsewhere/libs.a")
    try bench.run("touch", "-d", "2001-01-01", "elsewhere/libs.a")
    let outcome = try bench.tryCombine(
      ["--keep", "one", "-o", "elsewhere/libout.a", "elsewhere/libs.a"],
      environment: ["TMPDIR": bench.file("elsewhere"), "SOURCE_DATE_EPOCH": "1"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try bench.bytes(of: "libout.a") == bench.bytes(of: "elsewhere/libout.a"))
    let left = try FileManager.default.contentsOfDirectory(atPath: bench.file("elsewhere"))
    #expect(left.sorted() == ["libout.a", "libs.a"])
  }

  @Test("an input may be replaced, and an input whose name begins with a dash")
  func replaced() throws {
    try bench.combine("--keep", "one", "--keep", "f", "-o", "libs.a", "libs.a")
    #expect(try bench.globals(of: "libs.a") == ["f", "one"])
    try bench.run("cp", "libs.a", "./-dash.a")
    try bench.combine("--keep", "one", "-o", "out.o", "--", "-dash.a")
    #expect(try bench.globals(of: "out.o") == ["one"])
  }

  @Test("--gc-sections leaves out what nobody uses", arguments: ObservedLinker.installed)
  func garbage(_ linker: ObservedLinker) throws {
    try bench.archive(
      "libparts.a",
      compiling: [
        ("used.o", "int one(void) { return 3; }"),
        ("unused.o", "int table[1000] = {1}; int other(void) { return table[3]; }"),
      ])
    try bench.combine("--keep", "one", "-o", "out.o", "libparts.a")
    #expect(
      try bench.run(linker, ["main.o", "out.o"], ["-static", "-Wl,--gc-sections"], driver: "gcc")
        == "3\n")
    let names = try bench.run("nm", "app.\(linker.rawValue)").outputText
    #expect(names.contains(" one\n") && !names.contains(" other\n"))
  }

  @Test("bytecode beside machine code is left out: it knows nothing of local symbols")
  func fatBytecode() throws {
    let source = "int shared(void) { return VALUE; } int NAME(void) { return shared(); }"
    for (name, value) in [("x", 1), ("y", 2)] {
      try bench.object(
        "\(name).o", source,
        flags: ["-flto", "-ffat-lto-objects", "-DNAME=\(name)", "-DVALUE=\(value)"])
      try bench.combine("--keep", name, "-o", "\(name)-all.o", "\(name).o")
    }
    try bench.object(
      "xy.o",
      "#include <stdio.h>\nint x(void), y(void); int main(void) { printf(\"%d %d\\n\", x(), y()); }",
      flags: ["-flto"])
    let said = try bench.run(.bfd, ["xy.o", "x-all.o", "y-all.o"], ["-flto"], driver: "gcc")
    #expect(said == "1 2\n")
  }

  @Test("debug information of local functions, in every linker's program", arguments: Compilers.c)
  func debugInformation(_ compiler: String) throws {
    for name in ["x", "y"] {
      try bench.object(
        "\(name).o",
        "__attribute__((noinline)) int deep(int v) { return v * 3; }\n"
          + "int \(name)(int v) { return deep(v) + 1; }\n",
        compiler: compiler, flags: ["-g", "-O1", "-ffunction-sections"])
      try bench.combine("--keep", name, "-o", "\(name)-all.o", "\(name).o")
    }
    try bench.object(
      "xy.o",
      "int x(int), y(int); int main(int c, char **v) { return x(c) + y(c) - 8; }")
    for linker in ObservedLinker.installed {
      _ = try bench.run(linker, ["xy.o", "x-all.o", "y-all.o"], driver: "gcc")
      let addresses = try bench.run("nm", "app.\(linker.rawValue)").outputText
        .split(separator: "\n").filter { $0.hasSuffix(" deep") }.map { String($0.prefix(16)) }
      let lines = try bench.run(
        ["addr2line", "-s", "-f", "-e", "app.\(linker.rawValue)"] + addresses)
      #expect(
        lines.outputText.split(separator: "\n").sorted() == ["deep", "deep", "x.o.c:1", "y.o.c:1"],
        "\(linker)")
    }
  }

  @Test("another machine's objects, through its own driver")
  func foreign() throws {
    let driver = "aarch64-linux-gnu-gcc"
    try bench.object(
      "arm.o", "int g(void) { return 1; } int f(void) { return g(); }", compiler: driver)
    try bench.object("main-arm.o", "int f(void); int main(void) { return f(); }", compiler: driver)
    try bench.combine("--cc", driver, "--keep", "f", "-o", "libarm.a", "arm.o")
    try bench.run(driver, "-static", "-o", "app", "main-arm.o", "libarm.a")
    #expect(try bench.globals(of: "libarm.a") == ["f"])
  }

  @Test("the report says what became of every symbol, and validates")
  func report() throws {
    let schema = try Staticld.run(["combine", "--schema"])
    let words = ["--format", "json", "--keep", "one", "--prefix", "my_", "-o", "out.o"]
    let answer = try bench.tryCombine(words + ["libs.a"])
    #expect(try JSONSchema.errors(in: answer.output, against: schema.output, bench) == "")
    let said = try JSONDecoder().decode(Report.self, from: Data(answer.output))
    #expect(said.verdict == "combined" && said.objects == 2)
    #expect(said.kept?.map(\.symbol) == ["one"] && said.kept?.first?.newName == "my_one")
    #expect(said.localized?.map(\.symbol) == ["f", "unused"])
    #expect(said.localized?.first?.place?.member == "same.o")
    let refusal = try bench.tryCombine(words + ["libs.a", "one/same.o"])
    #expect(refusal.ending == .exit(1))
    #expect(try JSONSchema.errors(in: refusal.output, against: schema.output, bench) == "")
    let refused = try JSONDecoder().decode(Report.self, from: Data(refusal.output))
    #expect(refused.findings.map(\.id) == ["duplicate-symbol"])
    let text = try bench.combine("--verbose", "--keep", "one", "-o", "out.o", "libs.a").errorText
    #expect(
      text == "out.o: combined from 2 objects\n  kept 1: one\n  made local 2: f, unused\n")
  }

  @Test("an executable stack that an object asks for by its silence is told")
  func messages() throws {
    try bench.object("silent.o", ".globl s\ns: ret\n", language: "s")
    let outcome = try bench.combine("--keep", "one", "-o", "out.o", "libs.a", "silent.o")
    #expect(outcome.errorText.contains("executable stack"), "\(outcome.errorText)")
  }

  private struct Report: Decodable {
    var verdict: String
    var objects: Int?
    var kept: [Symbol]?
    var localized: [Symbol]?
    var findings: [Finding]
  }
  private struct Symbol: Decodable {
    var symbol: String
    var newName: String?
    var place: Place?
  }
  private struct Place: Decodable { var member: String? }
  private struct Finding: Decodable { var id: String }
}
