import BinaryHarness
import Foundation
import Testing

/// What makes real libraries hard to link statically, each trap by its name: real libraries where
/// the small corpus tier has one, made ones elsewhere.
@Suite("traps")
struct TrapTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// The library names on the line that is printed for an archive taken whole, once it links.
  private func names(whole archive: String, driver: String = "gcc") throws -> [String] {
    let directory = "/usr/lib/x86_64-linux-gnu/"
    let outcome = try bench.resolve(
      "--cc", driver, "--whole-archive", directory + archive)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    try bench.object("main.o", "int main(void) { return 0; }")
    let words = outcome.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    try bench.run([driver, "-static", "-o", "app", "main.o"] + words)
    return words.filter { $0.hasPrefix("-l") }.map { String($0.dropFirst(2)) }
  }

  /// The words of the line for a program, once it links and runs.
  private func words(_ arguments: String...) throws -> [String] {
    let outcome = try Staticld.run(["resolve"] + arguments, in: bench.path)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let words = outcome.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    try bench.run(["gcc", "-static", "-o", "app"] + words)
    #expect(try Command([bench.file("app")]).run().succeeded)
    return words
  }

  @Test("a C library that needs -lstdc++ under gcc: tiff through LERC")
  func cxxBehindC() throws {
    #expect(try names(whole: "libtiff.a").contains("stdc++"))
  }

  @Test(
    "-lm is missing from the .pc file",
    arguments: ["libbrotlienc.a", "libpixman-1.a", "libmp3lame.a"])
  func undeclaredMath(_ archive: String) throws {
    #expect(try names(whole: archive).contains("m"))
  }

  @Test("a .pc file names -lgcc_s and libraries that nothing needs")
  func overdeclared() throws {
    try bench.makeChain()
    try bench.run("mkdir", "-p", "lib/pkgconfig")
    try bench.run("mv", "liba.a", "libb.a", "lib")
    try bench.write(
      "lib/pkgconfig/a.pc",
      "Name: a\nDescription: a\nVersion: 1\nLibs: -L${pcfiledir}/.. -la\n"
        + "Libs.private: -lgcc_s -lsystemd -lz -lb\n")
    let line = try words("main.o", "lib/liba.a")
    #expect(line == ["main.o", "lib/liba.a", "lib/libb.a"])
  }

  @Test("libraries that need each other")
  func cycle() throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try bench.archive(
      "lib/liba.a",
      compiling: [
        ("a.o", "int b(void); int a(void) { return b(); }"), ("a2.o", "int a2(void) { return 0; }"),
      ])
    try bench.archive(
      "lib/libb.a", compiling: [("b.o", "int a2(void); int b(void) { return a2(); }")])
    #expect(try words("main.o", "-Llib", "-la").filter { $0 == "-lb" }.count == 1)
  }

  @Test("libunwind and libgcc_eh both define _Unwind_*: libgcc_eh's come first")
  func unwind() throws {
    let line = try names(whole: "libglog.a", driver: "g++")
    let unwind = try #require(line.firstIndex(of: "unwind"))
    #expect(try #require(line.firstIndex(of: "gcc_eh")) < unwind)
  }

  @Test("a library that has copies of libc's functions does not take them over")
  func copiesOfLibc() throws {
    try bench.object(
      "main.o",
      "#include <unistd.h>\nint extra(void); int main(void)"
        + " { char c; return getentropy(&c, 1) + extra(); }")
    try bench.archive(
      "lib/libcopies.a",
      compiling: [
        ("getentropy.o", "int getentropy(void *p, unsigned long n) { return 1; }")
      ])
    try bench.archive(
      "lib/libextra.a", compiling: [("extra.o", "int extra(void) { return 0; }")])
    #expect(try words("main.o", "-Llib") == ["-Llib", "main.o", "-lextra"])
  }

  @Test("of two providers, the one that leaves libc its own functions")
  func takingOver() throws {
    try bench.object(
      "main.o",
      "#include <unistd.h>\nint extra(void); int main(void)"
        + " { char c; return getentropy(&c, 1) + extra(); }")
    let extra = ("extra.o", "int extra(void) { return 0; }")
    // One member with both, so that who wants the one gets the other.
    let both =
      "int extra(void) { return 1; } int getentropy(void *p, unsigned long n) { return 1; }"
    try bench.archive("lib/liba_bsd.a", compiling: [("both.o", both)])
    try bench.archive("lib/libplain.a", compiling: [extra])
    #expect(try words("main.o", "-Llib").last == "-lplain")
  }

  @Test("OpenBLAS needs gfortran's libraries under gcc")
  func fortranBehindC() throws {
    let line = try names(whole: "openblas-pthread/libopenblas.a")
    #expect(line.contains("gfortran") && line.contains("quadmath"))
  }

  @Test("foo@VERSION defines no foo, foo@@VERSION does")
  func versions() throws {
    let old = "int f_old(void) { return 1; } __asm__(\".symver f_old,f@OLD\");"
    let new = "int f_new(void) { return 0; } __asm__(\".symver f_new,f@@NEW\");"
    try bench.object("main.o", "int f(void); int main(void) { return f(); }")
    try bench.archive("old/libold.a", compiling: [("old.o", old)])
    try bench.archive("new/libnew.a", compiling: [("new.o", new)])
    let refusal = try bench.resolve("main.o", "old/libold.a")
    #expect(refusal.ending == .exit(1))
    #expect(try words("main.o", "old/libold.a", "new/libnew.a").contains("new/libnew.a"))
  }

  @Test("a weak definition is the only provider")
  func weakProvider() throws {
    try bench.object("main.o", "int MPI_Init(void); int main(void) { return MPI_Init(); }")
    try bench.archive(
      "lib/libmpi.a",
      compiling: [("init.o", "int __attribute__((weak)) MPI_Init(void) { return 0; }")])
    #expect(try words("main.o", "-Llib").contains("-lmpi"))
  }

  @Test("a hidden definition counts")
  func hiddenProvider() throws {
    try bench.object("main.o", "int h(void); int main(void) { return h(); }")
    try bench.archive(
      "lib/libh.a",
      compiling: [("h.o", "__attribute__((visibility(\"hidden\"))) int h(void) { return 0; }")])
    #expect(try words("main.o", "-Llib").contains("-lh"))
  }

  @Test("of libraries with the same symbols, the one that is declared wins")
  func families() throws {
    try bench.object("main.o", "int solve(void); int main(void) { return solve(); }")
    try bench.archive(
      "lib/libsolve_seq.a",
      compiling: [("s.o", "int common(void); int solve(void) { return common(); }")])
    for (name, value) in [("common_par", 1), ("common_seq", 0), ("common_any", 1)] {
      try bench.archive(
        "lib/lib\(name).a", compiling: [("\(name).o", "int common(void) { return \(value); }")])
    }
    try bench.write(
      "lib/pkgconfig/solve_seq.pc",
      "Name: s\nDescription: s\nVersion: 1\nLibs: -lsolve_seq\nLibs.private: -lcommon_seq\n")
    #expect(try words("main.o", "-Llib", "-lsolve_seq").last == "-lcommon_seq")
  }

  @Test("members of one name, a member without symbols, and a main of the archive's own")
  func oddArchives() throws {
    try bench.object("one/x.o", "int one(void) { return 0; }")
    try bench.object("two/x.o", "int one(void); int two(void) { return one(); }")
    try bench.object("empty.o", "typedef int nothing;")
    try bench.object("main.o", "int two(void); int main(void) { return two(); }")
    try bench.archive("libodd.a", ["one/x.o", "two/x.o", "empty.o", "main.o"])
    // The program is in the archive: crt1.o asks for main.
    try bench.object("start.o", "int unused;")
    #expect(try words("start.o", "libodd.a") == ["start.o", "libodd.a"])
  }
}
