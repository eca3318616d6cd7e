import BinaryHarness
import Foundation
import Testing

/// What cannot be combined is refused with the reason, and nothing is written.
@Suite("refused combinations")
struct RefusalTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("a.o", "int b(void); int a(void) { return b(); }")
    try bench.object("b.o", "int b(void) { return 1; }")
    try bench.write("out.o", "as it was")
  }

  private func refuse(
    _ words: [String], status: Int32, saying texts: String..., environment: [String: String] = [:]
  ) throws {
    let outcome = try bench.tryCombine(["-o", "out.o"] + words, environment: environment)
    #expect(outcome.ending == .exit(status), "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    for text in texts { #expect(outcome.errorText.contains(text), "\(outcome.errorText)") }
    #expect(try bench.bytes(of: "out.o") == Array("as it was".utf8))
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.path)
    #expect(!names.contains { $0.contains(".staticld-") })
  }

  @Test("a symbol to keep that nobody defines")
  func unknown() throws {
    try refuse(["--keep", "nowhere", "a.o"], status: 1, saying: "'nowhere'", "[unresolved-symbol]")
    try refuse(["--keep", "b", "a.o"], status: 1, saying: "'b'", "only referred to")
    try refuse(["--keep", "a", "--keep-pattern", "z*", "a.o"], status: 1, saying: "'z*'")
    try refuse(["--keep", "a", "--rename", "q=r", "a.o"], status: 1, saying: "'q'")
  }

  @Test("definitions that would meet, in the inputs or by their new names")
  func duplicates() throws {
    try bench.run("cp", "b.o", "c.o")
    try bench.archive("libc2.a", ["c.o"])
    try refuse(
      ["--keep", "a", "a.o", "b.o", "libc2.a"], status: 1,
      saying: "libc2.a(c.o): error: 'b' is defined in b.o, too [duplicate-symbol]")
    try refuse(
      ["--keep", "b", "--rename", "a=b", "a.o", "b.o"], status: 1, saying: "'a' cannot be named 'b'"
    )
    try refuse(["--rename", "a=b", "a.o", "b.o"], status: 1, saying: "another definition")
  }

  @Test("bytecode and no machine code")
  func bytecode() throws {
    try bench.object("lto.o", "int l(void) { return 1; }", flags: ["-flto"])
    try bench.archive("liblto.a", ["a.o", "lto.o"], ar: "gcc-ar")
    try refuse(
      ["--keep", "a", "liblto.a"], status: 1, saying: "liblto.a(lto.o)", "[lto-only-member]")
    guard Compilers.c.contains("clang") else { return }
    try bench.object("bitcode.o", "int l(void) { return 1; }", compiler: "clang", flags: ["-flto"])
    try refuse(["--keep", "a", "a.o", "bitcode.o"], status: 1, saying: "bitcode.o", "LLVM")
  }

  @Test("objects for two machines, and for one that the linker does not know")
  func machines() throws {
    try bench.object("arm.o", "int f(void) { return 1; }", compiler: "aarch64-linux-gnu-gcc")
    try refuse(
      ["--keep", "a", "a.o", "arm.o"], status: 1, saying: "arm.o", "AArch64",
      "[incompatible-object]")
    try refuse(["--keep", "f", "arm.o"], status: 1, saying: "AArch64", "--cc")
  }

  @Test("what is defined in a discarded section, in GNU ld's own words")
  func linker() throws {
    for (name, value) in [("g", 1), ("h", 2)] {
      try bench.object(
        "\(name).o",
        """
        .section .text.group,"axG",@progbits,group,comdat
        inner\(value): ret
        .section .data.\(name),"aw",@progbits
        .quad inner\(value)
        .globl \(name)
        \(name): ret

        """, language: "s")
    }
    try refuse(["--keep", "g", "g.o", "h.o"], status: 1, saying: "-r fails", "discarded section")
  }

  @Test("inputs that cannot be read: file, member and offset")
  func unreadable() throws {
    try refuse(["--keep", "a", "gone.o"], status: 2, saying: "gone.o")
    try refuse(["--keep", "a", "out.o"], status: 2, saying: "out.o", "[malformed-file]")
    try bench.write("cut.o", bytes: Array(try bench.bytes(of: "b.o").prefix(300)))
    try bench.archive("libcut.a", ["a.o", "cut.o"])
    let offset = try #require(
      try bench.run("grep", "-abo", "cut.o/", "libcut.a").outputText.split(separator: ":").first)
    try refuse(
      ["--keep", "a", "libcut.a"], status: 2, saying: "libcut.a(cut.o) at offset \(offset)",
      "[malformed-file]")
    var broken = try bench.bytes(of: "b.o")
    // sh_size of section 1 (gABI, "Sections"): the code reaches beyond the end of the file.
    let headers = broken[40..<48].reversed().reduce(0) { $0 << 8 | Int($1) }
    broken[headers + 64 + 36] = 1
    try bench.write("wide.o", bytes: broken)
    try refuse(["--keep", "b", "wide.o"], status: 2, saying: "wide.o: section 1 is cut off")
    let whole = try bench.bytes(of: "libcut.a")
    try bench.write("short.a", bytes: Array(whole.dropLast(20)))
    try refuse(["--keep", "a", "short.a"], status: 2, saying: "short.a", "cut off")
    try bench.run("gcc", "-shared", "-nostdlib", "-o", "libs.so", "b.o")
    try refuse(["--keep", "a", "libs.so"], status: 2, saying: "libs.so", "shared object")
  }

  @Test("wrong usage")
  func usage() throws {
    try refuse(["a.o"], status: 2, saying: "--keep")
    try refuse(["--keep", "a"], status: 2, saying: "no object")
    try refuse(["--keep", "a", "--rename", "a", "a.o"], status: 2, saying: "old=new")
    try refuse(["--keep", "a", "--no-such-option", "a.o"], status: 2, saying: "--no-such-option")
    try refuse(["--keep-list", "gone.txt", "a.o"], status: 2, saying: "gone.txt")
    try refuse(["--keep", "a", "--format", "runes", "a.o"], status: 2, saying: "runes")
    #expect(try bench.tryCombine(["--keep", "a", "a.o"]).ending == .exit(2))
    #expect(try bench.tryCombine(["--keep", "a", "-o", "out.x", "a.o"]).ending == .exit(2))
    #expect(try bench.tryCombine(["--keep", "a", "-o", "gone/x.o", "a.o"]).ending == .exit(2))
  }

  @Test("tools that are not binutils'")
  func tools() throws {
    try bench.script(
      "objcopy/objcopy", "#!/bin/sh\necho llvm-objcopy, compatible with GNU objcopy\n")
    try bench.script("ld/ld.bfd", "#!/bin/sh\necho 'GNU ld (GNU Binutils) 2.25'\n")
    try bench.script("ld/driver", "#!/bin/sh\nbasename \"${1#*=}\"\n")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    try refuse(
      ["--keep", "a", "--cc", bench.file("ld/driver"), "a.o"], status: 2, saying: "GNU objcopy",
      environment: ["PATH": bench.file("objcopy") + ":" + path])
    try refuse(
      ["--keep", "a", "--cc", bench.file("ld/driver"), "a.o"], status: 2, saying: "2.25",
      "--force-group-allocation", environment: ["PATH": bench.file("ld") + ":" + path])
    try refuse(["--keep", "a", "--cc", "no-such-cc", "a.o"], status: 2, saying: "no-such-cc")
  }

  @Test("an objcopy that leaves a symbol global is not believed")
  func lazyTool() throws {
    try bench.script(
      "lazy/objcopy",
      """
      #!/bin/sh
      case $1 in --version) exec /usr/bin/objcopy "$@";; esac
      for last; do before=$previous; previous=$last; done
      exec cp "$before" "$last"

      """)
    try bench.script("lazy/driver", "#!/bin/sh\nbasename \"${1#*=}\"\n")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    try refuse(
      ["--keep", "a", "--cc", bench.file("lazy/driver"), "a.o", "b.o"], status: 2, saying: "'b'",
      environment: ["PATH": bench.file("lazy") + ":" + path])
  }
}
