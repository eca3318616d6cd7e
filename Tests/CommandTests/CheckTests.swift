import BinaryHarness
import Foundation
import Testing

/// `staticld check` says what the linker does with the same words.
@Suite("check")
struct CheckTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
    try bench.object("again.o", "int a(void) { return 1; }")
    try bench.object("data.o", "int one = 1; int *p = &one;")
    try bench.run("cp", "liba.a", "libcut.a")
    try bench.run("truncate", "-s", "200", "libcut.a")
    try bench.write("text.o", "no object at all\n")
    try bench.object("arm.o", "int b(void) { return 0; }", compiler: "aarch64-linux-gnu-gcc")
    try bench.archive("libarm.a", ["arm.o"])
    try bench.object("thin.o", "int b(void) { return 0; }")
    try bench.archive("libthin.a", ["thin.o"], operation: "qcsT")
    try bench.run("rm", "thin.o")
    try bench.run("gcc", "-shared", "-fPIC", "-o", "libonly.so", "b.o.c")
    try bench.archive("libnoindex.a", ["b.o"], operation: "qcS")
    try bench.run("mkdir", "dir.a")
  }

  /// What stands on the line, and what a failing one is called.
  static let lines: [(words: String, finding: String?)] = [
    ("main.o liba.a libb.a", nil),
    ("main.o -L. -la -lb", nil),
    ("-Wl,--start-group libb.a main.o liba.a -Wl,--end-group", nil),
    ("main.o libb.a liba.a", "unresolved-symbol"),
    ("main.o liba.a", "unresolved-symbol"),
    ("liba.a libb.a", "unresolved-symbol"),
    ("main.o again.o data.o", nil),
    ("main.o again.o a.o b.o", "duplicate-symbol"),
    ("main.o liba.a libb.a -lnosuch", "missing-library"),
    ("main.o liba.a libb.a gone.o", "missing-library"),
    ("main.o liba.a gone/libb.a", "missing-library"),
    ("main.o libcut.a libb.a", "malformed-file"),
    ("main.o text.o liba.a libb.a", "malformed-file"),
    ("main.o dir.a liba.a libb.a", "malformed-file"),
    ("main.o liba.a arm.o", "incompatible-object"),
    ("main.o liba.a libarm.a", "incompatible-object"),
    ("main.o liba.a libthin.a", "thin-member-missing"),
    ("main.o liba.a -L. -lonly", "shared-only-library"),
    ("main.o liba.a libnoindex.a", "index-missing"),
  ]

  @Test("the verdict is the linker's", arguments: lines.indices)
  func verdict(_ index: Int) throws {
    let (line, finding) = Self.lines[index]
    let words = line.split(separator: " ").map(String.init)
    let linker = try Command(["gcc", "-static", "-o", "app"] + words, in: bench.path).run()
    let check = try bench.check(words)
    #expect(check.status == (linker.succeeded ? 0 : 1), "\(line)\n\(linker.errorText)")
    if let finding {
      #expect(check.errorText.contains("[\(finding)]"), "\(line)\n\(check.errorText)")
      #expect(check.outputText.contains(" would fail: "), "\(check.outputText)")
    } else {
      #expect(check.errors.isEmpty, "\(line)\n\(check.errorText)")
      #expect(check.outputText.hasSuffix(" would link this\n"), "\(check.outputText)")
    }
  }

  @Test("a line of the compiler means the same with its name in front")
  func compilerInFront() throws {
    #expect(try bench.check(["gcc", "-static", "-o", "app", "main.o", "liba.a"]).status == 1)
    #expect(
      try bench.check(["gcc", "-static", "-o", "app", "main.o", "liba.a", "libb.a"]).status == 0)
    #expect(!bench.exists("app"))
  }

  @Test("every missing input is named, as the linker names them")
  func allMissing() throws {
    let words = ["main.o", "-lnosuch", "gone.o", "-lneither", "also.a"]
    let linker = try Command(["gcc", "-static"] + words, in: bench.path).run()
    let check = try bench.check(words)
    for name in ["gone.o", "-lnosuch", "-lneither"] {
      #expect(linker.errorText.contains(name))
      #expect(check.errorText.contains(name), "\(check.errorText)")
    }
    #expect(check.outputText.hasSuffix("would fail: 4 errors\n"), "\(check.outputText)")
  }

  @Test(
    "a shared object in a static link is named beside what is missing", arguments: ["bfd", "gold"])
  func sharedBesideMissing(_ linker: String) throws {
    let words = [
      "-fuse-ld=\(linker)", "main.o", "liba.a", "libb.a", "-lnosuch", "libonly.so", "-lneither",
    ]
    let real = try Command(["gcc", "-static"] + words, in: bench.path).run()
    #expect(real.errorText.contains("libonly.so"), "\(real.errorText)")
    let check = try bench.check(words)
    #expect(check.errorText.contains("libonly.so: error: is a shared object in a static link"))
    #expect(check.outputText.hasSuffix("would fail: 3 errors\n"), "\(check.errorText)")
  }

  @Test("usage errors are status 2, and nothing else is")
  func usage() throws {
    for words in [
      [], ["--format", "xml", "main.o"], ["--max", "-1", "main.o"], ["--linker", "weld", "main.o"],
      ["--cc", "no-such-compiler", "main.o"], ["--error", "nonsense", "main.o"],
      ["--error", "runtime-files", "--ignore", "runtime-files", "main.o"],
      ["--linker", "lld", "ld", "main.o"], ["--cc", "gcc", "ld", "main.o"], ["/gone/ld", "main.o"],
      ["--output", "/gone/answer", "main.o"],
    ] {
      let outcome = try bench.check(words)
      #expect(outcome.ending == .exit(2), "\(words)")
      #expect(outcome.output.isEmpty && !outcome.errors.isEmpty, "\(words)")
    }
  }

  @Test("ids decide the status: --error, --warn and --ignore")
  func severities() throws {
    let open = ["main.o", "liba.a"]
    #expect(try bench.check(["--ignore", "unresolved-symbol"] + open).status == 0)
    let warned = try bench.check(["--warn", "unresolved-symbol"] + open)
    #expect(warned.status == 0)
    #expect(warned.errorText.contains("warning: undefined symbol 'b'"), "\(warned.errorText)")

    try bench.object(
      "user.o", "#include <pwd.h>\nint main(void) { return getpwnam(\"x\") != 0; }")
    #expect(try bench.check(["user.o"]).status == 0)
    let strict = try bench.check(["--error", "runtime-files", "user.o"])
    #expect(strict.status == 1)
    #expect(strict.errorText.contains("getpwnam"), "\(strict.errorText)")
  }

  @Test("at most as many of one kind as asked for, and the count is exact")
  func limits() throws {
    let calls = (0..<30).map { "void f\($0)(void);" }.joined()
    let body = (0..<30).map { "f\($0)();" }.joined()
    try bench.object("many.o", "\(calls) int main(void) { \(body) return 0; }")
    func errors(_ options: String...) throws -> Int {
      let answer = try bench.check(options + ["many.o"])
      #expect(answer.outputText.hasSuffix("would fail: 30 errors\n"))
      return answer.errorText.split(separator: "\n").count { $0.contains("error: undefined") }
    }
    #expect(try errors() == 20)
    #expect(try errors("--max", "3") == 3)
    #expect(try errors("--all") == 30)
    #expect(
      try bench.check(["--max", "3", "many.o"]).errorText
        .contains("27 more [unresolved-symbol]; --all prints them"))
  }
}

extension Workbench {
  /// `staticld check` in this directory.
  func check(_ words: [String], environment: [String: String] = [:]) throws -> Outcome {
    try Staticld.run(["check"] + words, in: path, environment: environment)
  }
}
