import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("The compiler driver's arguments")
struct DriverGrammarTests {
  static let linkRows: [(String, [LinkArgument])] = [
    (
      "-lz -l m -l:libx.a",
      [
        .library("z", isFileName: false), .library("m", isFileName: false),
        .library("libx.a", isFileName: true),
      ]
    ),
    ("a.o -Ld -L e", [.searchDirectory("d"), .searchDirectory("e"), .file("a.o")]),
    (
      "-Wl,--start-group,liba.a,-lfoo,--end-group",
      [.startGroup, .file("liba.a"), .library("foo", isFileName: false), .endGroup]
    ),
    ("-Wl,-u -Wl,sym", [.undefined("sym")]),
    ("-Wl,-u,a,-ub,--undefined=c", [.undefined("a"), .undefined("b"), .undefined("c")]),
    ("-Wl,-z,muldefs -Wl,-z -Wl,now", [.allowMultipleDefinitions, .other(["-z", "now"])]),
    ("-Wl,-u a.o -Wl,sym", [.undefined("a.o"), .file("sym")]),
    ("-Xlinker -u -Xlinker a,b", [.undefined("a,b")]),
    ("-u a -ub -e c --entry=d", [.undefined("a"), .undefined("b"), .entry("c"), .entry("d")]),
    (
      "-T s -z now -s -rdynamic",
      [
        .script("s", ["-T", "s"]), .other(["-z", "now"]), .other(["-s"]),
        .other(["-export-dynamic"]),
      ]
    ),
    (
      "--whole-archive a.a --no-whole-archive",
      [.wholeArchive(true), .file("a.a"), .wholeArchive(false)]
    ),
    (
      "-( a.a -) --start-group b.a --end-group",
      [.startGroup, .file("a.a"), .endGroup, .startGroup, .file("b.a"), .endGroup]
    ),
    (
      "-Bstatic -dn -non_shared -Bdynamic -dy -call_shared",
      [
        .searchStatic(true), .searchStatic(true), .searchStatic(true), .searchStatic(false),
        .searchStatic(false), .searchStatic(false),
      ]
    ),
    (
      "--push-state --as-needed --no-as-needed --pop-state",
      [.pushState, .asNeeded(true), .asNeeded(false), .popState]
    ),
    ("--start-lib a.o --end-lib", [.startLib, .file("a.o"), .endLib]),
    (
      "--undefined=a --undefined b --require-defined=c --require-defined d",
      [.undefined("a"), .undefined("b"), .requireDefined("c"), .requireDefined("d")]
    ),
    (
      "--defsym=a=1 --wrap=f --wrap g",
      [.other(["--defsym=a=1"]), .define("a", uses: []), .wrap("f"), .wrap("g")]
    ),
    (
      "-m elf_x86_64 -dynamic-linker /ld.so",
      [.other(["-m", "elf_x86_64"]), .other(["-dynamic-linker", "/ld.so"])]
    ),
    (
      "--allow-multiple-definition --library=z --library-path=d",
      [.allowMultipleDefinitions, .library("z", isFileName: false), .searchDirectory("d")]
    ),
    (
      "-Map=m --gc-sections --exclude-libs ALL",
      [
        .other(["-Map=m"]), .setting(.gcSections(true), ["--gc-sections"]),
        .setting(.excludeLibraries("ALL"), ["--exclude-libs", "ALL"]),
      ]
    ),
    (
      "-R f --version-script=v --dynamic-list=d",
      [
        .justSymbols("f", ["-R", "f"]), .setting(.versionScript("v"), ["--version-script=v"]),
        .setting(.dynamicList("d"), ["--dynamic-list=d"]),
      ]
    ),
    (
      "-plugin p -plugin-opt=x -rpath /x -soname s -h s",
      [
        .other(["-plugin", "p"]), .other(["-plugin-opt=x"]), .other(["-rpath", "/x"]),
        .other(["-soname", "s"]), .other(["-h", "s"]),
      ]
    ),
    ("--hash-style=gnu --build-id", [.other(["--hash-style=gnu"]), .other(["--build-id"])]),
    (
      "-Wl,--whole-archive a.a -Wl,--no-whole-archive",
      [.wholeArchive(true), .file("a.a"), .wholeArchive(false)]
    ),
    ("-Wl,-rpath,/x -Wl,-rpath=/y", [.other(["-rpath", "/x"]), .other(["-rpath=/y"])]),
    ("dir.c/a.o lib.so.6 script", [.file("dir.c/a.o"), .file("lib.so.6"), .file("script")]),
  ]

  @Test("what reaches the linker", arguments: linkRows)
  func linker(line: String, expected: [LinkArgument]) throws {
    let parsed = try parse(line)
    #expect(parsed.arguments == expected)
    #expect(parsed.skipped == [])
    #expect(parsed.driverOptions == [])
  }

  @Test(
    "what the driver itself must be told",
    arguments: [
      "-pthread", "-fopenmp", "-fopenmp=libomp", "-nostdlib", "-nostartfiles", "-nodefaultlibs",
      "-nolibc", "-static-libgcc", "-static-libstdc++", "-B dir", "-Bdir", "--sysroot=/x",
      "--sysroot /x", "-m32", "-mx32", "-march=native", "-mabi=lp64", "-target x", "--target=x",
      "-fuse-ld=lld", "-specs=s", "--specs=s", "-specs s", "-p", "-pg", "-fsanitize=address",
      "-stdlib=libc++", "-rtlib=compiler-rt", "-unwindlib=none", "-shared-libgcc", "-flto",
      "-flto=auto", "-fno-lto", "-fuse-linker-plugin", "-Ofast", "-fwhatever", "-mwhatever",
    ])
  func driver(words: String) throws {
    let parsed = try parse(words + " a.o")
    #expect(parsed.driverOptions.map(\.description).joined(separator: " ") == words)
    #expect(parsed.arguments == [.file("a.o")])
    #expect(parsed.skipped == [])
  }

  @Test(
    "what concerns only the compiler",
    arguments: [
      "-O2", "-O", "-g", "-g3", "-ggdb", "-Wall", "-Wextra", "-w", "-DX=1", "-D X", "-UX", "-U X",
      "-Iinc", "-I inc", "-std=c11", "-c", "-x c", "-MD", "-MF f", "-MT t", "-isystem d",
      "-include f.h", "-arch x", "-Xclang -y", "-Xpreprocessor -z", "-fPIC", "-fPIE",
      "-fvisibility=hidden", "-pipe", "-v", "-Wa,--noexecstack", "-Wp,-DX", "-J mod", "--param a=1",
      "-nope", "--nobody-knows", "-mllvm -x", "-fno-strict-aliasing", "-ansi", "-pedantic",
    ])
  func skipped(words: String) throws {
    let parsed = try parse(words + " a.o")
    #expect(parsed.skipped.map(\.description).joined(separator: " ") == words)
    #expect(parsed.arguments == [.file("a.o")])
    #expect(parsed.driverOptions == [])
  }

  @Test(
    "the requested kind of file",
    arguments: [
      ("-static", .static), ("--static", .static), ("-static-pie", .staticPIE), ("-pie", .dynamic),
      ("-shared", .shared), ("-r", .relocatable), ("-static -static-pie", .staticPIE),
      ("-no-pie", nil), ("", nil), ("-Wl,-static", nil),
    ] as [(String, RequestedMode?)])
  func mode(words: String, expected: RequestedMode?) throws {
    #expect(try parse(words + " a.o").requestedMode == expected)
  }

  @Test(
    "the compiler in front",
    arguments: [
      ("gcc", "gcc"), ("x86_64-linux-gnu-gcc-12", "x86_64-linux-gnu-gcc-12"),
      ("clang++", "clang++"),
      ("/opt/x/bin/musl-gcc", "/opt/x/bin/musl-gcc"), ("ccache g++", "g++"), ("cc", "cc"),
      ("clang-14", "clang-14"), ("gfortran", "gfortran"), ("staticld-cc", "staticld-cc"),
      ("gcc.o", nil), ("libgcc.a", nil), ("-gcc", nil), ("-lgcc", nil), ("gcc.so", nil),
    ] as [(String, String?)])
  func compiler(words: String, expected: String?) throws {
    #expect(try parse(words + " a.o").compiler == expected.map { ByteString($0) })
  }

  @Test(
    "a source file is sent to the compiler",
    arguments: ["a.c", "b.cc", "c.cpp", "d.f90", "e.s", "f.S", "g.C"])
  func source(name: String) throws {
    let error = try #require(throws: ArgumentError.self) { try parse("a.o " + name) }
    #expect(error == .sourceFile(ByteString(name)))
    #expect(error.description.contains("compile it first"))
  }

  @Test("the last output is recorded")
  func output() throws {
    #expect(try parse("-o a -ob main.o").output == "b")
    #expect(try parse("a.o").output == nil)
  }

  @Test(
    "a value that is not there is missed", arguments: ["-o", "-L", "-l", "-Xlinker", "-I", "-u"])
  func missing(option: String) {
    #expect(throws: ArgumentError.missingValue(option: ByteString(option))) {
      try parse("a.o " + option)
    }
  }

  @Test("hostile words are words")
  func hostile() throws {
    let hostile = [ByteString("a\nb.o"), ByteString([0xff, 0xfe, 0x2e, 0x6f]), ByteString("")]
    let parsed = try ParsedLine(parsing: hostile, files: MemoryFiles())
    #expect(parsed.arguments == hostile.map { .file($0) })
    let option = ByteString([0x2d, 0x57, 0x6c, 0x2c, 0x2d, 0x75, 0x2c, 0xff])
    let other = try ParsedLine(parsing: [option], files: MemoryFiles())
    #expect(other.arguments == [.undefined(ByteString([0xff]))])
    let error = ArgumentError.sourceFile(ByteString("a\nerror: b.c"))
    #expect(!error.description.contains("\n"))
  }
}
