import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("Spelling of link lines")
struct SpellingTests {
  /// Every case, with names that need care.
  static let line: [LinkArgument] = [
    .searchDirectory("/opt/a b"), .file("main.o"), .file("dir,x/lib,z.a"), .file("gen.c"),
    .library("z", isFileName: false), .library("libz.a", isFileName: true), .startGroup,
    .file("a.a"), .endGroup, .wholeArchive(true), .wholeArchive(false), .asNeeded(true),
    .asNeeded(false), .searchStatic(true), .searchStatic(false), .pushState, .popState, .startLib,
    .endLib, .undefined("sym"), .undefined("f(a, b)"), .requireDefined("r"), .entry("start"),
    .wrap("malloc"), .allowMultipleDefinitions, .other(["--defsym=a=b"]), .define("a", uses: ["b"]),
    .other(["-z", "now"]), .other(["-Map", "m,1"]),
    .setting(.gcSections(true), ["--gc-sections"]),
    .script("script", ["-T", "script"]), .undefined(ByteString([0xff, 0x0a])), .file("a\nb.o"),
    .file(ByteString([0xfe, 0x2e, 0x6f])),
  ]

  @Test("a spelled line means what it meant")
  func roundTrip() throws {
    let files = MemoryFiles()
    let driver = LineSpelling.driver.words(for: SpellingTests.line, driverOptions: ["-pthread"])
    let parsed = try ParsedLine(parsing: driver, files: files)
    #expect(parsed.arguments == SpellingTests.line)
    #expect(parsed.driverOptions == ["-pthread"])
    #expect(parsed.skipped == [])
    let linker = LineSpelling.linker.words(for: SpellingTests.line)
    #expect(try LinkerGrammar.parse(linker, files: files).arguments == SpellingTests.line)
  }

  @Test(
    "words are what a person would write",
    arguments: [
      (.library("z", isFileName: false), ["-lz"]),
      (.library("libz.a", isFileName: true), ["-l:libz.a"]),
      (.searchDirectory("/x"), ["-L/x"]), (.file("a.o"), ["a.o"]), (.file("-a.o"), ["./-a.o"]),
      (.file("@a.o"), ["./@a.o"]), (.startGroup, ["-Wl,--start-group"]),
      (.undefined("s"), ["-Wl,-u,s"]), (.undefined("a,b"), ["-Xlinker", "-u", "-Xlinker", "a,b"]),
      (.other(["-z", "now"]), ["-Wl,-z,now"]),
    ] as [(LinkArgument, [String])])
  func words(argument: LinkArgument, expected: [String]) {
    #expect(LineSpelling.driver.words(for: [argument]).map(\.description) == expected)
  }

  static let hostile: [ByteString] = [
    "plain", "a b", "a\tb", "it's", "say \"x\"", "back\\slash", "$HOME", "$(x)", "*", "?", "[a]",
    "#c", "a#b", "", "a\nb", "-Wl,-u,x", "~", "a;b", "a&b", "{a,b}", "!x", "\\", "'", "%", "`x`",
    ByteString([0xff, 0x20, 0xfe]), ByteString([0x0b, 0x0c, 0x0d]),
  ]

  @Test("a shell reads back what was quoted")
  func shell() throws {
    let text = try WordFormat.shell.text(of: SpellingTests.hostile)
    let script: ByteString = "for w in "
    let child = ChildProcess(
      "/bin/sh", ["-c", script + text + "; do printf '%s\\0' \"$w\"; done"], environment: .current)
    let words = ByteString(try child.run().output).split(separator: 0).dropLast()
    #expect(Array(words) == SpellingTests.hostile)
  }

  @Test("a response file reads back what was quoted")
  func responseFile() throws {
    let text = try WordFormat.rsp.text(of: SpellingTests.hostile)
    #expect(ResponseWords.split(text.bytes) == SpellingTests.hostile)
    #expect(try WordFormat.rsp.text(of: ["a", "b c"]) == "a\nb\\ c\n")
  }

  @Test("GNU ld reads back what was quoted", .enabled(if: isInstalled("ld.bfd")))
  func linkerReads() throws {
    let scratch = Scratch()
    let words = SpellingTests.hostile.map { "/nonexistent/" + $0 }
    scratch.write(try WordFormat.rsp.text(of: words).bytes, to: "r")
    let linker = try #require(ExecutableSearch(environment: .current).find("ld.bfd"))
    let child = ChildProcess(
      linker, ["@" + scratch["r"]], environment: Environment(["LC_ALL": "C"]))
    let complaint = try ByteString(child.run().errors)
    let missing = words.map { linker + ": cannot find " + $0 + ": No such file or directory\n" }
    // The name that is empty is that of the directory.
    let expected = missing.filter { !$0.description.contains("/nonexistent/: ") }
    for line in expected {
      let pieces = complaint.bytes.split(separator: line.bytes, omittingEmptySubsequences: false)
      let isThere = pieces.count > 1
      #expect(isThere, "\(line.forMessage) is not in \(complaint.forMessage)")
    }
  }

  @Test("make reads back what was quoted", .enabled(if: isInstalled("make")))
  func make() throws {
    let scratch = Scratch()
    let words: [ByteString] = ["-lz", "-Wl,-rpath,$ORIGIN", "a#b", "a;b", "*", "-Wl,-("]
    let value = try WordFormat.make.text(of: words)
    let rule: ByteString = "\nall:\n\t@printf '%s\\n' $(V)\n"
    scratch.write(("V = " + value + rule).bytes, to: "Makefile")
    let make = try #require(ExecutableSearch(environment: .current).find("make"))
    let child = ChildProcess(make, ["-s", "-C", scratch.path], environment: .current)
    #expect(ByteString(try child.run().output).split(separator: 0x0a).dropLast() == words[...])
  }

  @Test(
    "args refuses what would need quoting and names the way out",
    arguments: ["a b", "", "a'b", "\"", "a\\b", "*", "a?", "[a", "$x", "a\nb", "~", "`x`", "a;b"])
  func args(word: String) throws {
    let error = try #require(throws: SpellingError.self) {
      try WordFormat.args.text(of: ["fine", ByteString(word)])
    }
    #expect(error.word == ByteString(word))
    #expect(error.description.contains("rsp"))
    #expect(!error.description.contains("\n"))
  }

  @Test("args joins plain words")
  func plain() throws {
    let words: [ByteString] = ["-L/x", "a.o", "-lstdc++", "-Wl,--start-group", "-l:libz.a"]
    #expect(
      try WordFormat.args.text(of: words) == "-L/x a.o -lstdc++ -Wl,--start-group -l:libz.a")
  }

  @Test("make refuses what it cannot hold", arguments: ["a b", "a\nb", "a'b", "a\\b"])
  func impossible(word: String) {
    #expect(throws: SpellingError.self) { try WordFormat.make.text(of: [ByteString(word)]) }
  }
}
