import BinaryHarness
import Foundation
import Testing

/// Who defines a symbol, among libraries of the test's own and those installed.
@Suite("find")
struct FindTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func find(_ words: String...) throws -> Outcome {
    try Staticld.run(["find", "-L."] + words, in: bench.path)
  }

  @Test("tells member and strength of every definition")
  func strengths() throws {
    try bench.archive(
      "libx.a",
      compiling: [
        ("strong.o", "int xsym(void) { return 0; }"),
        ("weak.o", "__attribute__((weak)) int xsym(void) { return 1; }"),
        ("hidden.o", "__attribute__((visibility(\"hidden\"))) int xsym(void) { return 2; }"),
        (
          "ifunc.o",
          "static int f(void) { return 0; } static void *pick(void) { return f; }"
            + " int xsym(void) __attribute__((ifunc(\"pick\")));"
        ),
        ("reference.o", "int xsym(void); int other(void) { return xsym(); }"),
      ])
    try bench.object("common.o", "int xsym;", flags: ["-fcommon"])
    try bench.run("ar", "qs", "libx.a", "common.o")
    let outcome = try find("xsym")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(
      outcome.outputText == """
        libx.a(strong.o): xsym: strong
        libx.a(weak.o): xsym: weak
        libx.a(hidden.o): xsym: strong, hidden
        libx.a(ifunc.o): xsym: ifunc
        libx.a(common.o): xsym: common

        """)
  }

  @Test("foo@@VER defines foo, foo@VER does not")
  func versions() throws {
    try bench.archive(
      "libv.a",
      compiling: [
        ("new.o", "int vnew(void) { return 0; } __asm__(\".symver vnew,vsym@@V2\");"),
        ("old.o", "int vold(void) { return 0; } __asm__(\".symver vold,vsym@V1\");"),
      ])
    let outcome = try find("vsym")
    #expect(outcome.outputText == "libv.a(new.o): vsym: strong\n")
  }

  @Test("a symbol nobody has: status 1; no symbol at all: status 2")
  func missing() throws {
    let outcome = try find("no_such_symbol_anywhere")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("no_such_symbol_anywhere"))
    #expect(try find().ending == .exit(2))
    #expect(try find("--no-such-option", "x").ending == .exit(2))
    #expect(try find("--undefined", "gone.o").ending == .exit(2))
  }

  @Test("C++ names are found by a pattern of what they mean")
  func patterns() throws {
    try bench.object(
      "p.o", "namespace find_me { int over(int) { return 0; } int over(double) { return 1; } }",
      language: "cc", compiler: "g++")
    try bench.archive("libp.a", ["p.o"])
    let all =
      "libp.a(p.o): find_me::over(double): strong\nlibp.a(p.o): find_me::over(int): strong\n"
    #expect(try find("find_me::over").outputText == all)
    #expect(try find("find_me::*").outputText == all)
    #expect(
      try find("find_me::over(int)").outputText == "libp.a(p.o): find_me::over(int): strong\n")
    #expect(try find("find_me::ov").ending == .exit(1))
  }

  @Test("package and version come from dpkg")
  func package() throws {
    let version = try Command(["dpkg-query", "-W", "-f", "${Version}", "zlib1g-dev"]).run()
    #expect(
      try find("inflate").outputText
        == "libz.a(inflate.o): inflate: strong, zlib1g-dev \(version.outputText)\n")
  }

  @Test("a shared object is told where no archive has the symbol")
  func shared() throws {
    try bench.object("s.o", "int only_shared(void) { return 0; }", flags: ["-fPIC"])
    try bench.run("gcc", "-shared", "-o", "libs.so", "s.o")
    #expect(try find("only_shared").outputText == "libs.so: only_shared: strong, shared\n")
    try bench.archive("libt.a", ["s.o"])
    #expect(try find("only_shared").outputText == "libt.a(s.o): only_shared: strong\n")
  }

  @Test("--undefined finds what an object or an archive lacks")
  func undefined() throws {
    try bench.makeChain()
    let outcome = try find("--undefined", "main.o")
    #expect(outcome.outputText == "liba.a(a.o): a: strong\n")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try find("--undefined", "liba.a").outputText == "libb.a(b.o): b: strong\n")
    try bench.object(
      "weak.o", "int gone_weak(void) __attribute__((weak)); int x(void) { return gone_weak(); }")
    #expect(try find("--undefined", "weak.o").succeeded)
  }
}
