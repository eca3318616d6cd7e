import ObjectFiles
import StaticLink
import Testing

@testable import StaticLinkToolchain

@Suite("What drivers show")
struct DriverTests {
  private func line(_ name: String) throws -> DriverLine {
    let command = try #require(DriverTranscript(captured(name)).linkerCommand)
    return try #require(try DriverLine(command, placeholders: ("first.o", "second.o")))
  }

  private func library(_ name: ByteString) -> LinkArgument { .library(name, isFileName: false) }

  /// Startup files and directories aside: what makes one driver's line differ from another's.
  private func tail(_ line: DriverLine) -> [LinkArgument] {
    line.after.filter { if case .file = $0 { false } else { true } }
  }

  @Test("gcc")
  func gcc() throws {
    let line = try line("gcc-12.txt")
    #expect(line.program == "/usr/lib/gcc/x86_64-linux-gnu/12/collect2")
    let lib: ByteString = "/usr/lib/gcc/x86_64-linux-gnu/12"
    let crt = lib + "/../../../x86_64-linux-gnu"
    #expect(
      line.before == [
        .other(["-plugin", lib + "/liblto_plugin.so"]), .other(["--build-id"]),
        .other(["-m", "elf_x86_64"]), .other(["--hash-style=gnu"]),
        .asNeeded(true), .searchStatic(true), .setting(.staticOutput, ["-static"]),
        .file(crt + "/crt1.o"), .file(crt + "/crti.o"),
        .file(lib + "/crtbeginT.o"), .searchDirectory(lib), .searchDirectory(crt),
        .searchDirectory(lib + "/../../../../lib"), .searchDirectory("/lib/x86_64-linux-gnu"),
        .searchDirectory("/lib/../lib"), .searchDirectory("/usr/lib/x86_64-linux-gnu"),
        .searchDirectory("/usr/lib/../lib"), .searchDirectory(lib + "/../../.."),
      ])
    #expect(
      line.after == [
        .startGroup, library("gcc"), library("gcc_eh"), library("c"), .endGroup,
        .file(lib + "/crtend.o"), .file(crt + "/crtn.o"),
      ])
    #expect(line.switches.emulation == "elf_x86_64")
    #expect(!line.switches.isPIE)
  }

  @Test("g++ adds its library")
  func gxx() throws {
    let line = try line("gxx-12.txt")
    #expect(Array(tail(line).prefix(3)) == [library("stdc++"), library("m"), .startGroup])
  }

  @Test("only g++ moves -lm and -lc behind its own libraries")
  func deferred() throws {
    #expect(try line("gxx-12.txt").deferred == ["m", "c"])
    for other in ["gcc-12.txt", "gfortran-12.txt", "clang-21.txt", "musl-gcc-12.txt"] {
      #expect(try line(other).deferred == [], "\(other)")
    }
  }

  @Test("gfortran adds its libraries")
  func gfortran() throws {
    #expect(
      try tail(line("gfortran-12.txt")) == [
        library("gfortran"), library("m"), .startGroup, library("gcc"), library("gcc_eh"),
        library("quadmath"), library("m"), library("gcc"), library("gcc_eh"), library("c"),
        .endGroup,
      ])
  }

  @Test("clang runs the linker itself and quotes every word")
  func clang() throws {
    let line = try line("clang-21.txt")
    #expect(line.program == "/usr/bin/ld.gold")
    #expect(line.switches.emulation == "elf_x86_64")
    #expect(line.before.contains(.file("/lib/x86_64-linux-gnu/crt1.o")))
    #expect(
      tail(line) == [.startGroup, library("gcc"), library("gcc_eh"), library("c"), .endGroup])
  }

  @Test("a cross gcc")
  func cross() throws {
    let line = try line("aarch64-gcc-12.txt")
    #expect(line.switches.emulation == "aarch64linux")
    #expect(line.switches.sysroot == "")
    #expect(line.before.contains(.searchStatic(true)))
    #expect(!line.before.contains { if case .notModelled = $0 { true } else { false } })
  }

  @Test("musl-gcc, whose linker looks only where it is told")
  func musl() throws {
    let line = try line("musl-gcc-12.txt")
    #expect(line.switches.hasNoDefaultDirectories)
    #expect(
      try DriverTranscript(captured("musl-gcc-12.txt")).configurationFiles == [
        "/usr/lib/x86_64-linux-musl/musl-gcc.specs"
      ])
    #expect(line.before.contains(.searchDirectory("/usr/lib/x86_64-linux-musl")))
    #expect(line.before.contains(.searchDirectory("/usr/lib/gcc/x86_64-linux-gnu/12/.")))
    #expect(line.before.contains(.file("/usr/lib/x86_64-linux-musl/Scrt1.o")))
  }

  @Test("position-independent and dynamic lines")
  func modes() throws {
    #expect(try line("gcc-12-static-pie.txt").switches.isPIE)
    let dynamic = try line("gcc-12-dynamic.txt")
    #expect(dynamic.switches.isPIE)
    #expect(dynamic.before.contains(.other(["-dynamic-linker", "/lib64/ld-linux-x86-64.so.2"])))
    #expect(dynamic.after.contains(library("gcc_s")))
  }

  @Test("a directory's name with quotes, blanks and dollars")
  func quoted() throws {
    #expect(
      try line("gcc-12-quoted.txt").before.contains(.searchDirectory("/tmp/probe/w/a \"b$")))
  }

  @Test("a name with a newline does not end the command")
  func newline() {
    let text = Array("prose\n \"/usr/bin/ld\" \"a\nb.o\" c\n \"as\" d\n".utf8)
    #expect(DriverTranscript(text).linkerCommand == ["/usr/bin/ld", "a\nb.o", "c"])
    #expect(DriverTranscript(Array(" \"open".utf8)).commands == [["open"]])
    #expect(DriverTranscript([]).linkerCommand == nil)
  }

  @Test(
    "linkers are known by their banners",
    arguments: [
      ("GNU ld (GNU Binutils for Debian) 2.40\nCopyright", .bfd, "2.40"),
      ("GNU ld version 2.30-113.el8", .bfd, "2.30-113.el8"),
      ("GNU gold (GNU Binutils for Debian 2.40) 1.16", .gold, "1.16"),
      ("LLD 14.0.6 (compatible with GNU linkers)", .lld, "14.0.6"),
      ("Debian LLD 14.0.6 (compatible with GNU linkers)", .lld, "14.0.6"),
      ("mold 1.10.1 (compatible with GNU ld)", .mold, "1.10.1"),
      ("mold 2.4.0 (abc; compatible with GNU ld)", .mold, "2.4.0"),
    ] as [(String, LinkerIdentity.Family, String)])
  func banner(text: String, family: LinkerIdentity.Family, version: String) throws {
    let identity = try #require(LinkerBanner.identify(Array(text.utf8)))
    #expect(identity.family == family)
    #expect(identity.version == version)
  }

  @Test("other linkers are not taken for one of them")
  func otherBanner() {
    #expect(LinkerBanner.identify(Array("Wild version 0.5".utf8)) == nil)
    #expect(LinkerBanner.identify([]) == nil)
  }

  @Test("GNU ld's script")
  func script() throws {
    let script = DefaultScript(verbose: try captured("ld-2.40-verbose.txt"))
    #expect(script.searchDirectories.count == 12)
    #expect(script.searchDirectories.first == "=/usr/local/lib/x86_64-linux-gnu")
    #expect(
      script.symbols == [
        "__bss_start", "__etext", "__executable_start", "__fini_array_end", "__fini_array_start",
        "__init_array_end", "__init_array_start", "__preinit_array_end", "__preinit_array_start",
        "__rela_iplt_end", "__rela_iplt_start", "__tdata_start", "_edata", "_end", "_etext",
        "edata", "end", "etext",
      ])
    #expect(DefaultScript(verbose: []).symbols == [])
  }

  @Test("the user's own directories go in front of the driver's")
  func completeLine() {
    let toolchain = Toolchain(
      driver: "/usr/bin/cc", linker: LinkerIdentity(family: .bfd, version: "2", path: "/ld"),
      mode: .static, before: [.file("crt1.o"), .searchDirectory("/driver")],
      after: [library("c")], deferredLibraries: [], searchDirectories: [], sysroot: "",
      linkerDefinedSymbols: [])
    let whole = toolchain.completeLine(
      around: [.searchDirectory("/user"), .file("a.o")], leadingSearchDirectories: 1)
    #expect(
      whole == [
        .file("crt1.o"), .searchDirectory("/user"), .searchDirectory("/driver"), .file("a.o"),
        library("c"),
      ])
  }
}
