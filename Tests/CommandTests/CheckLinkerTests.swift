import BinaryHarness
import Foundation
import Testing

/// Lines of linkers themselves, and linkers that the driver is asked to run.
@Suite("check of a linker's line")
struct CheckLinkerTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object(
      "start.o", "int a(void); void _start(void) { a(); for (;;); }", flags: ["-ffreestanding"])
    try bench.archive("liba.a", compiling: [("a.o", "int b(void); int a(void) { return b(); }")])
    try bench.archive("libb.a", compiling: [("b.o", "int b(void) { return 0; }")])
    try bench.run("mkdir", "shared")
    try bench.run("gcc", "-shared", "-nostdlib", "-o", "shared/libb.so", "b.o")
  }

  /// The linkers that stand on this machine, by family.
  static let linkers = [
    ("bfd", "ld.bfd"), ("gold", "ld.gold"), ("lld", "ld.lld"), ("mold", "ld.mold"),
  ]
  .filter { (try? Command([$0.1, "--version"]).run().succeeded) == true }

  static let lines = [
    "start.o liba.a libb.a", "start.o -L. -la -lb", "start.o liba.a", "start.o -L. -la -lnosuch",
    "start.o liba.a gone.o",
    // Without -static, a shared object may serve -l; where it has to stand depends on the linker.
    "start.o liba.a -Lshared -lb", "-static start.o liba.a -Lshared -lb",
    "start.o liba.a -Lshared -lb -static", "start.o liba.a -Lshared -Bstatic -lb",
  ]

  @Test("no driver adds anything", arguments: linkers, lines)
  func line(_ linker: (family: String, name: String), _ line: String) throws {
    let words = [linker.name, "-o", "app"] + line.split(separator: " ").map(String.init)
    let real = try Command(words, in: bench.path).run()
    let check = try bench.check(words)
    #expect(check.status == (real.succeeded ? 0 : 1), "\(words): \(check.errorText)")
    try? FileManager.default.removeItem(atPath: bench.file("app"))
    #expect(try bench.check(words).output == check.output)
    #expect(!bench.exists("app"))
  }

  static let otherOutputs = [
    "-shared start.o liba.a", "-shared -Wl,-z,defs start.o liba.a",
    "-shared -Wl,-z,defs start.o liba.a libb.a", "-r start.o liba.a", "-r start.o gone.o",
  ]

  @Test("a driver's line is judged whatever it makes", arguments: linkers, otherOutputs)
  func output(_ linker: (family: String, name: String), _ line: String) throws {
    let words =
      ["gcc", "-fuse-ld=" + linker.family, "-o", "app"]
      + line.split(separator: " ").map(String.init)
    let real = try Command(words, in: bench.path).run()
    let check = try bench.check(words)
    #expect(check.status == (real.succeeded ? 0 : 1), "\(words): \(check.errorText)")
  }

  @Test("the document names the linker and no driver", arguments: linkers)
  func document(_ linker: (family: String, name: String)) throws {
    let answer = try bench.check(
      ["--format", "json", linker.name, "-o", "app", "start.o", "liba.a", "libb.a"])
    let object = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    #expect((object?["linker"] as? [String: Any])?["name"] as? String == linker.family)
    #expect(object?["driver"] == nil)
    #expect(object?["line"] as? [String] == ["start.o", "liba.a", "libb.a"])
    let members = (object?["libraries"] as? [[String: Any]] ?? []).map { $0["path"] as? String }
    #expect(members == ["start.o", "liba.a", "libb.a"])
  }

  @Test(
    "what the compiler tells its linker is judged as the compiler's own line", arguments: linkers)
  func commandOfDriver(_ linker: (family: String, name: String)) throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    for libraries in [["liba.a", "libb.a"], ["liba.a"]] {
      let driven = ["-static", "-fuse-ld=\(linker.family)", "-o", "app", "main.o"] + libraries
      let shown = try Command(["gcc", "-###"] + driven, in: bench.path).run().errorText
      let collect = try #require(shown.split(separator: "\n").last { $0.contains("/collect2 ") })
      let words = collect.split(separator: " ")
        .map { $0.trimmingCharacters(in: ["\""]) }
        .filter { !$0.contains("plugin") && !$0.hasPrefix("-fuse-ld") }
      let pasted = try bench.check([linker.name] + words.dropFirst())
      let asked = try bench.check(["--linker", linker.family, "main.o"] + libraries)
      let real = try Command(["gcc"] + driven, in: bench.path).run()
      #expect(asked.status == (real.succeeded ? 0 : 1), "\(asked.errorText)\(real.errorText)")
      #expect(pasted.output == asked.output && pasted.errors == asked.errors, "\(pasted.errorText)")
    }
  }

  @Test("a linker that is replaced is asked again")
  func replaced() throws {
    try bench.write("ld", "#!/bin/sh\necho 'GNU ld (test) 1.0'\n")
    try bench.run("chmod", "+x", "ld")
    let words = ["./ld", "start.o", "liba.a", "libb.a"]
    let environment = ["XDG_CACHE_HOME": bench.file("cache")]
    let first = try bench.check(words, environment: environment)
    #expect(first.outputText == "GNU ld 1.0 would link this\n", "\(first.errorText)")
    try bench.write("ld", "#!/bin/sh\necho 'GNU ld (test) 2.0.0'\n")
    let second = try bench.check(words, environment: environment)
    #expect(second.outputText == "GNU ld 2.0.0 would link this\n")
    try bench.write("ld", "#!/bin/sh\necho 'weld 3'\n")
    #expect(try bench.check(words, environment: environment).status == 2)
  }

  /// What each family prints for `--version`, without the number.
  static let banners = [
    ("bfd", "GNU ld (GNU Binutils) ", "2.40"), ("gold", "GNU gold (GNU Binutils 9.9) ", "1.16"),
    ("lld", "Ubuntu LLD ", "21.1.8"), ("mold", "mold ", "1.10.9"),
  ]

  @Test("a linker that is newer than the rules is said to be so", arguments: banners)
  func newer(_ banner: (family: String, text: String, known: String)) throws {
    let program = "ld.\(banner.family)"
    let real = try #require(
      Self.linkers.first { $0.0 == banner.family }.map { try Command(["which", $0.1]).run() })
    let environment = [
      "XDG_CACHE_HOME": bench.file("cache"),
      "PATH": "\(bench.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
    ]
    try bench.object("main.o", "int main(void) { return 0; }")
    for version in [banner.known, "99.1"] {
      // Copied by another process: a script that this one has open for writing cannot be run.
      try bench.write(
        "script",
        """
        #!/bin/sh
        case "$*" in
        --version) echo '\(banner.text)\(version)' ;;
        *) exec \(real.outputText.dropLast()) "$@" ;;
        esac
        """)
      try bench.run("install", "-m", "755", "script", program)
      let isNews = version != banner.known
      for words in [["./\(program)", "start.o", "liba.a", "libb.a"], ["main.o"]] {
        // GCC looks for a linker where it is installed before it looks in PATH.
        let asked = words.count == 1 ? ["--linker", banner.family, "-B."] + words : words
        for command in ["check", "resolve"] {
          let told = try Staticld.run(
            [command, "-v"] + asked, in: bench.path, environment: environment)
          #expect(told.succeeded, "\(told.errorText)")
          #expect(
            told.errorText.contains("\(version) is newer than ") == isNews,
            "\(command) \(asked): \(told.errorText)")
          let quiet = try Staticld.run([command] + asked, in: bench.path, environment: environment)
          #expect(quiet.succeeded && !quiet.errorText.contains("newer than"))
        }
      }
    }
  }
}
