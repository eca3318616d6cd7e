import BinaryHarness
import Foundation
import Testing

/// Options and settings: what they choose, what they write and which of them wins.
@Suite("options")
struct OptionTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
  }

  @Test("-o of a pasted line is never written, and the driver's name selects --cc")
  func pastedLine() throws {
    let outcome = try bench.resolve(
      "gcc", "-O2", "-static", "-o", "app", "main.o", "liba.a", "libb.a")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(!bench.exists("app"))
    let words = outcome.outputText.split(whereSeparator: \.isWhitespace)
    #expect(!words.contains("app") && !words.contains("-o") && !words.contains("-static"))
    #expect(!words.contains("gcc"))
    #expect(try bench.linkShellLine(outcome.output).succeeded)
  }

  @Test("-- ends staticld's own options")
  func separator() throws {
    let outcome = try bench.resolve("--format", "shell", "--", "main.o", "liba.a", "libb.a")
    #expect(outcome.succeeded, "\(outcome.errorText)")
  }

  /// Two libraries in one directory that both have `b`.
  private func makeRivals() throws {
    try bench.write("rivals/.keep", "")
    try bench.run("cp", "libb.a", "rivals/libone.a")
    try bench.run("mv", "libb.a", "rivals/libtwo.a")
  }

  @Test("--prefer and --exclude settle a tie", arguments: ["one", "two"])
  func rivals(_ wanted: String) throws {
    try makeRivals()
    let other = wanted == "one" ? "two" : "one"
    for choice in [["--prefer", wanted], ["--exclude", other]] {
      let outcome = try Staticld.run(
        ["resolve"] + choice + ["main.o", "liba.a", "-Lrivals"], in: bench.path)
      #expect(outcome.succeeded, "\(outcome.errorText)")
      #expect(outcome.outputText.contains(wanted), "\(choice): \(outcome.outputText)")
      #expect(!outcome.outputText.contains(other), "\(choice): \(outcome.outputText)")
      #expect(!outcome.errorText.contains("ambiguous-provider"), "\(choice)")
    }
  }

  @Test("a tie is reported, and broken the same way every time")
  func tie() throws {
    try makeRivals()
    let outcomes = try (0..<2).map { _ in try bench.resolve("main.o", "liba.a", "-Lrivals") }
    #expect(outcomes.allSatisfy { $0.errorText.contains("ambiguous-provider") })
    #expect(outcomes[0].output == outcomes[1].output)
  }

  @Test("--output writes the answer and nothing else")
  func output() throws {
    let plain = try bench.resolve("main.o", "liba.a", "libb.a")
    let outcome = try bench.resolve("--output", "line.txt", "main.o", "liba.a", "libb.a")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(try bench.bytes(of: "line.txt") == plain.output)
  }

  @Test("--output leaves what was there when there is no answer, and no other file behind")
  func outputOnFailure() throws {
    try bench.write("line.txt", "before")
    let before = try FileManager.default.contentsOfDirectory(atPath: bench.path).sorted()
    #expect(try bench.resolve("--output", "line.txt", "main.o", "gone.a").ending == .exit(2))
    #expect(try bench.resolve("--output", "line.txt", "main.o").ending == .exit(1))
    #expect(try bench.bytes(of: "line.txt") == Array("before".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path).sorted() == before)
  }

  @Test("--output into a directory that is not there")
  func outputNowhere() throws {
    let outcome = try bench.resolve("--output", "no/line.txt", "main.o", "liba.a", "libb.a")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errorText.contains("no/line.txt"))
  }

  @Test("an option beats the environment, which beats staticld.toml")
  func precedence() throws {
    try bench.write("staticld.toml", "cc = \"cc-from-file\"\n")
    let file = try bench.resolve("main.o", "liba.a", "libb.a", environment: ["CC": ""])
    #expect(file.ending == .exit(2))
    #expect(file.errorText.contains("cc-from-file"), "\(file.errorText)")
    let environment = try bench.resolve(
      "main.o", "liba.a", "libb.a", environment: ["CC": "cc-from-environment"])
    #expect(environment.ending == .exit(2))
    #expect(environment.errorText.contains("cc-from-environment"), "\(environment.errorText)")
    let option = try bench.resolve(
      "--cc", "gcc", "main.o", "liba.a", "libb.a", environment: ["CC": "cc-from-environment"])
    #expect(option.succeeded, "\(option.errorText)")
  }

  @Test("settings in the XDG configuration directory count, the project's beat them")
  func userSettings() throws {
    try bench.write("xdg/staticld/staticld.toml", "cc = \"cc-of-the-user\"\n")
    let settings = ["XDG_CONFIG_HOME": bench.file("xdg"), "CC": ""]
    let user = try bench.resolve("main.o", "liba.a", "libb.a", environment: settings)
    #expect(user.errorText.contains("cc-of-the-user"), "\(user.errorText)")
    try bench.write("staticld.toml", "cc = \"gcc\"\n")
    let project = try bench.resolve("main.o", "liba.a", "libb.a", environment: settings)
    #expect(project.succeeded, "\(project.errorText)")
  }

  @Test("a settings file that is no TOML, or has an unknown key, is named")
  func badSettings() throws {
    for text in ["cc = ", "no_such_key = 1\n"] {
      try bench.write("staticld.toml", text)
      let outcome = try bench.resolve("main.o", "liba.a", "libb.a")
      #expect(outcome.ending == .exit(2), "\(text)")
      #expect(outcome.errorText.contains("staticld.toml"), "\(outcome.errorText)")
    }
  }

  @Test("--verbose tells the evidence on standard error and changes no answer")
  func verbose() throws {
    let plain = try bench.resolve("main.o", "liba.a", "-L.")
    let verbose = try bench.resolve("--verbose", "main.o", "liba.a", "-L.")
    #expect(verbose.output == plain.output)
    #expect(verbose.errorText.contains("libb.a"))
    #expect(try bench.resolve("-v", "main.o", "liba.a", "-L.").errors == verbose.errors)
  }
}
