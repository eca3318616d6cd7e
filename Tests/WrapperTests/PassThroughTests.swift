import BinaryHarness
import Foundation
import Testing

/// Calls that the drop-in has no business with.
@Suite("What passes through untouched")
struct PassThroughTests {
  private let project: WrapperBench

  init() throws { project = try WrapperBench() }

  /// A compiler that tells how it was called, first in PATH.
  private func stub(_ name: String = "cc", status: Int = 7) throws -> [String: String] {
    try project.bench.write(
      "stub.c",
      """
      #include <stdio.h>
      extern char **environ;
      int main(int argc, char **argv) {
        for (int i = 0; i < argc; i++) printf("%s\\n", argv[i]);
        for (char **e = environ; *e; e++) printf("%s\\n", *e);
        return \(status);
      }
      """)
    try project.bench.run("mkdir", "-p", "stubs")
    try project.bench.run("gcc", "-o", "stubs/" + name, "stub.c")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["PATH": project.bench.file("stubs") + ":" + path]
  }

  static let calls: [[String]] = [
    ["-c", "x.c", "-o", "x.o"], ["-S", "x.c"], ["-E", "-"], ["-M", "x.c"], ["--version"],
    ["-print-prog-name=ld"], ["-dumpmachine"], ["-###", "main.o"], ["-v", "main.o", "-o", "app"],
    ["-Xlinker", "x", "-c", "x.c"], ["-x", "c", "-", "-fsyntax-only"], [],
    ["-c", "a b", "", "-O2"],
  ]

  @Test("arguments and environment of a call that links nothing", arguments: calls)
  func untouched(words: [String]) throws {
    let environment = try stub()
    let direct = try Command(
      [project.bench.file("stubs/cc")] + words, in: project.bench.path, environment: environment
    ).run()
    let outcome = try project.run(words, environment: environment)
    #expect(outcome.status == 7)
    #expect(lines(outcome) == lines(direct))
  }

  /// The harness passes its variables in any order.
  private func lines(_ outcome: Outcome) -> [String] {
    outcome.outputText.components(separatedBy: "\n").sorted()
  }

  @Test("arguments and environment of a link of objects that works")
  func untouchedLink() throws {
    let environment = try stub(status: 0)
    let words = ["main.o", "libpicture.a", "-lz", "-o", "app"]
    let direct = try Command(
      [project.bench.file("stubs/cc")] + words, in: project.bench.path, environment: environment
    ).run()
    let outcome = try project.run(words, environment: environment)
    #expect(outcome.succeeded)
    #expect(lines(outcome) == lines(direct))
  }

  @Test("a response file may say that nothing is linked")
  func responseFile() throws {
    let environment = try stub()
    try project.bench.write("words", "-c x.c\n-o 'x.o'\n")
    let outcome = try project.run(["@words"], environment: environment)
    #expect(!outcome.outputText.contains("STATICLD_REAL_LINKER"))
    try project.bench.write("words", "x.o\n-o 'x'\n")
    #expect(try project.run(["@words"], environment: environment).status == 7)
  }

  @Test(
    "what the real tools say of themselves",
    arguments: [
      ["-Wl,--version"], ["-Wl,-v", "main.o"], ["-Wl,--help"], ["-fuse-ld=mold", "-Wl,--version"],
      ["-print-search-dirs"], ["-print-file-name=libc.a"],
    ])
  func questions(words: [String]) throws {
    let real = try project.real(words: words)
    let outcome = try project.run(words)
    #expect(outcome.status == real.status)
    #expect(outcome.outputText == real.outputText)
    // A driver tells the names of its temporary files.
    #expect(
      outcome.errorText.split(separator: "\n").count == real.errorText.split(separator: "\n").count)
  }

  static let workingLinks: [[String]] = [
    ["main.o", "libpicture.a", "-lz"], ["-static", "main.o", "libpicture.a", "-lz"],
    ["-static-pie", "main.o", "libpicture.a", "-lz"], ["-shared", "position.o"],
    ["-r", "main.o", "picture.o"], ["-static", "main.c", "picture.c", "-lz", "-flto"],
    ["-B.", "main.o", "libpicture.a", "-lz"], ["-fuse-ld=gold", "main.o", "libpicture.a", "-lz"],
    ["-fuse-ld=lld", "main.o", "libpicture.a", "-lz", "-Wl,--trace"],
    ["-fuse-ld=mold", "main.o", "libpicture.a", "-lz"],
    ["-nostdlib", "-nostartfiles", "-Wl,-e,main", "-shared", "position.o"],
  ]

  /// Where links are recorded, the drop-in stands in the linker's place from the first.
  @Test(
    "links that work give the same file and say the same", arguments: workingLinks, [false, true])
  func links(words: [String], isRecorded: Bool) throws {
    try project.bench.write("position.c", "int position(void) { return 1; }\n")
    try project.bench.run("gcc", "-fPIC", "-c", "position.c")
    // The names of temporary files are in the symbol tables of what is compiled on the way.
    let line = words + ["-o", "app"] + (words.contains("-flto") ? ["-s"] : [])
    let real = try project.real(words: line)
    #expect(real.succeeded, "\(real.errorText)")
    let bytes = try project.bench.bytes(of: "app")
    let outcome = try project.run(
      line, environment: isRecorded ? ["STATICLD_LOG": project.bench.file("log")] : [:])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try project.bench.bytes(of: "app") == bytes)
    #expect(outcome.outputText == real.outputText)
    #expect(outcome.errorText == real.errorText)
  }

  @Test("clang and its linkers")
  func clang() throws {
    for words in [[], ["-fuse-ld=lld"], ["-fuse-ld=mold"]] {
      let line = words + ["main.o", "libpicture.a", "-o", "app"]
      guard try project.real("clang", ["--version"]).succeeded else { return }
      #expect(try !project.real("clang", line).succeeded)
      let outcome = try project.run(line, environment: ["STATICLD_CC": "clang"])
      #expect(outcome.succeeded, "\(words): \(outcome.errorText)")
      #expect(outcome.errorText.hasSuffix("staticld: note: added -lz\n"), "\(outcome.errorText)")
    }
  }

  @Test("a failing compilation fails as ever")
  func failingCompilation() throws {
    try project.bench.write("wrong.c", "int main(void) { return nothing; }\n")
    let words = ["-static", "wrong.c", "-o", "app"]
    let real = try project.real(words: words)
    let outcome = try project.run(words)
    #expect(outcome.status == real.status)
    #expect(outcome.errorText == real.errorText)
  }
}
