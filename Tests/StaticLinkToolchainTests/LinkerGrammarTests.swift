import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("The linker's arguments")
struct LinkerGrammarTests {
  static let rows: [(String, [LinkArgument])] = [
    ("a.o", [.file("a.o")]),
    ("-lz", [.library("z", isFileName: false)]),
    ("-l z", [.library("z", isFileName: false)]),
    ("-l:libz.a", [.library("libz.a", isFileName: true)]),
    ("--library=z", [.library("z", isFileName: false)]),
    ("--library :libz.a", [.library("libz.a", isFileName: true)]),
    ("-library=z", [.library("ibrary=z", isFileName: false)]),
    ("-Ldir", [.searchDirectory("dir")]),
    ("-L dir", [.searchDirectory("dir")]),
    ("--library-path=dir", [.searchDirectory("dir")]),
    ("--start-group a.a --end-group", [.startGroup, .file("a.a"), .endGroup]),
    ("-( a.a -)", [.startGroup, .file("a.a"), .endGroup]),
    ("-start-group -end-group", [.startGroup, .endGroup]),
    ("--whole-archive --no-whole-archive", [.wholeArchive(true), .wholeArchive(false)]),
    ("--whole-arch", [.wholeArchive(true)]),
    ("--as-needed --no-as-needed", [.asNeeded(true), .asNeeded(false)]),
    (
      "-Bstatic -dn -non_shared -static",
      [
        .searchStatic(true), .searchStatic(true), .searchStatic(true), .searchStatic(true),
        .setting(.staticOutput, ["-static"]),
      ]
    ),
    (
      "-Bdynamic -dy -call_shared",
      [.searchStatic(false), .searchStatic(false), .searchStatic(false)]
    ),
    ("--push-state --pop-state", [.pushState, .popState]),
    ("--start-lib a.o --end-lib", [.startLib, .file("a.o"), .endLib]),
    (
      "-u a -ub --undefined=c --undefined d -undefined=e",
      [.undefined("a"), .undefined("b"), .undefined("c"), .undefined("d"), .undefined("e")]
    ),
    ("--require-defined=a -require-defined b", [.requireDefined("a"), .requireDefined("b")]),
    ("-e a -eb --entry=c -entry d", [.entry("a"), .entry("b"), .entry("c"), .entry("d")]),
    ("--wrap=a -wrap b", [.wrap("a"), .wrap("b")]),
    (
      "--allow-multiple-definition -z muldefs -zmuldefs",
      [.allowMultipleDefinitions, .allowMultipleDefinitions, .allowMultipleDefinitions]
    ),
    ("-z now -znow", [.other(["-z", "now"]), .other(["-znow"])]),
    ("-z undefs", [.setting(.definesAll(false), ["-z", "undefs"])]),
    ("-z start-stop-gc", [.setting(.boundsKeepSections(false), ["-z", "start-stop-gc"])]),
    ("--defsym=a=1", [.other(["--defsym=a=1"]), .define("a", uses: [])]),
    ("--defsym a=b+0x10", [.other(["--defsym", "a=b+0x10"]), .define("a", uses: ["b"])]),
    ("-m elf_x86_64 -melf_i386", [.other(["-m", "elf_x86_64"]), .other(["-melf_i386"])]),
    ("-rpath /x -rpath-link=/y", [.other(["-rpath", "/x"]), .other(["-rpath-link=/y"])]),
    ("-soname s -h s -hs", [.other(["-soname", "s"]), .other(["-h", "s"]), .other(["-hs"])]),
    (
      "--build-id --build-id=sha1 a.o",
      [.other(["--build-id"]), .other(["--build-id=sha1"]), .file("a.o")]
    ),
    (
      "--hash-style=gnu --hash-style both",
      [.other(["--hash-style=gnu"]), .other(["--hash-style", "both"])]
    ),
    ("-Map=m -Map m", [.other(["-Map=m"]), .other(["-Map", "m"])]),
    ("-O 2 -O1", [.other(["-O", "2"]), .other(["-O1"])]),
    (
      "-plugin p -plugin-opt=-fresolution=x",
      [.other(["-plugin", "p"]), .other(["-plugin-opt=-fresolution=x"])]
    ),
    ("-dynamic-linker /lib/ld.so", [.other(["-dynamic-linker", "/lib/ld.so"])]),
    ("--sysroot=/x --sysroot /y", [.other(["--sysroot=/x"]), .other(["--sysroot", "/y"])]),
    (
      "--gc-sections --no-gc-sections",
      [
        .setting(.gcSections(true), ["--gc-sections"]),
        .setting(.gcSections(false), ["--no-gc-sections"]),
      ]
    ),
    (
      "--exclude-libs ALL --exclude-libs=ALL",
      [
        .setting(.excludeLibraries("ALL"), ["--exclude-libs", "ALL"]),
        .setting(.excludeLibraries("ALL"), ["--exclude-libs=ALL"]),
      ]
    ),
    (
      "--version-script=v --dynamic-list d",
      [
        .setting(.versionScript("v"), ["--version-script=v"]),
        .setting(.dynamicList("d"), ["--dynamic-list", "d"]),
      ]
    ),
    (
      "-T s -Ts --script=s",
      [.script("s", ["-T", "s"]), .script("s", ["-Ts"]), .script("s", ["--script=s"])]
    ),
    ("-Ttext 0x1000", [.other(["-Ttext", "0x1000"])]),
    (
      "-R f --just-symbols=f",
      [.justSymbols("f", ["-R", "f"]), .justSymbols("f", ["--just-symbols=f"])]
    ),
    ("-r", [.setting(.relocatable, ["-r"])]),
    (
      "--unresolved-symbols=ignore-all",
      [.setting(.allowsUnresolved(true), ["--unresolved-symbols=ignore-all"])]
    ),
    ("--nobody-knows=this -qx", [.notModelled(["--nobody-knows=this"]), .notModelled(["-qx"])]),
    ("-omagic a.o", [.file("a.o")]),
    ("- --", [.file("-"), .notModelled(["--"])]),
  ]

  @Test("every option means what it means to GNU ld", arguments: rows)
  func row(line: String, expected: [LinkArgument]) throws {
    let words = line.split(separator: " ").map { ByteString(String($0)) }
    let parsed = try LinkerGrammar.parse(words, files: MemoryFiles())
    #expect(parsed.arguments == expected)
  }

  @Test("the last output counts")
  func output() throws {
    let words: [ByteString] = ["-o", "a", "-ob", "--output=c"]
    #expect(try LinkerGrammar.parse(words, files: MemoryFiles()).output == "c")
  }

  @Test(
    "a value that is not there is missed", arguments: ["-u", "-l", "-L", "-z", "--defsym", "-o"])
  func missing(option: String) {
    #expect(throws: ArgumentError.missingValue(option: ByteString(option))) {
      try LinkerGrammar.parse(["a.o", ByteString(option)], files: MemoryFiles())
    }
  }

  @Test("a definition without an expression is refused")
  func definition() {
    #expect(throws: ArgumentError.self) {
      try LinkerGrammar.parse(["--defsym=a"], files: MemoryFiles())
    }
  }

  @Test("a linker's own line may be pasted")
  func pasted() throws {
    let line = try parse("/usr/bin/ld.bfd -static -O 2 -e start -o app crt1.o main.c -( -lc")
    #expect(line.linker == "/usr/bin/ld.bfd")
    #expect(line.compiler == nil)
    #expect(line.requestedMode == .static)
    #expect(line.output == "app")
    #expect(
      line.arguments == [
        .searchStatic(true), .setting(.staticOutput, ["-static"]), .other(["-O", "2"]),
        .entry("start"), .file("crt1.o"),
        .file("main.c"), .startGroup, .library("c", isFileName: false),
      ])
  }
}
