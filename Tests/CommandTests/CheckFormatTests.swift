import BinaryHarness
import Foundation
import Testing

/// The forms in which `check` says what it found.
@Suite("formats of check")
struct CheckFormatTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
    try bench.object(
      "cxx.o", "namespace n { int f(int, char *); } int main() { return n::f(1, 0); }",
      language: "cc", compiler: "g++")
  }

  @Test("C++ names are for people in text, and what the linker sees in JSON")
  func demangled() throws {
    let text = try bench.check(["cxx.o"]).errorText
    #expect(text.contains("undefined symbol 'n::f(int, char*)'"), "\(text)")
    let json = try bench.check(["--format", "json", "cxx.o"]).outputText
    #expect(json.contains("\"symbol\": \"_ZN1n1fEiPc\""), "\(json)")
    #expect(!json.contains("n::f"))
  }

  @Test("color only where somebody looks, or when asked for")
  func colors() throws {
    func isColored(_ options: String...) throws -> Bool {
      try bench.check(options + ["main.o"]).errors.contains(0x1b)
    }
    #expect(try !isColored())
    #expect(try isColored("--color", "always"))
    #expect(try !isColored("--color", "never"))
  }

  @Test("the document of a line that cannot be read says what is wrong and where")
  func unreadable() throws {
    try bench.write("bad.o", "nonsense here\n")
    for (word, id, path) in [
      ("bad.o", "malformed-file", "bad.o"), ("gone.o", "missing-library", "gone.o"),
      ("-lnosuch", "missing-library", nil),
    ] {
      let answer = try bench.check(["--format", "json", "main.o", word])
      #expect(answer.status == 1 && answer.errors.isEmpty, "\(answer.errorText)")
      let object = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
      #expect(object?["verdict"] as? String == "fails")
      let findings = object?["findings"] as? [[String: Any]] ?? []
      #expect(findings.map { $0["id"] as? String } == [id])
      #expect((findings.first?["place"] as? [String: Any])?["path"] as? String == path)
    }
  }

  @Test("bindings are told of lines that fail, too")
  func bindings() throws {
    let answer = try bench.check(["--format", "json", "--bindings", "main.o", "liba.a"])
    let object = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    let bindings = object?["bindings"] as? [[String: Any]] ?? []
    let a = try #require(bindings.first { $0["symbol"] as? String == "a" })
    #expect((a["chosen"] as? [String: Any])?["member"] as? String == "a.o")
  }

  @Test("GitHub's workflow commands, escaped as it wants them")
  func github() throws {
    let name = "odd:a,b%c.o"
    try bench.run("cp", "cxx.o", name)
    let text = try bench.check(["--format", "github", name]).outputText
    #expect(
      text == "::error file=odd%3Aa%2Cb%25c.o,title=staticld%3A unresolved-symbol::"
        + "odd:a,b%25c.o: undefined symbol 'n::f(int, char*)'\n")
    let hinted = try bench.check(["--format", "github", "main.o", "libb.a", "liba.a"]).outputText
    let lines = hinted.split(separator: "\n")
    // LLD and mold take this order, which is the warning.
    #expect(
      lines.map { $0.prefix { $0 != " " } } == ["::error", "::warning", "::error"], "\(hinted)")
    #expect(hinted.contains("%0Ahint: "), "\(hinted)")
    #expect(try bench.check(["--format", "github", "main.o", "liba.a", "libb.a"]).output.isEmpty)
    let warning = try bench.check(["--format", "github", "--warn", "unresolved-symbol", "cxx.o"])
    #expect(warning.outputText.hasPrefix("::warning "))
  }

  @Test(
    "SARIF validates against the standard's schema and is the same each time",
    arguments: [
      ["main.o", "liba.a", "libb.a"], ["main.o", "libb.a", "liba.a"], ["cxx.o"],
      ["main.o", "-lnosuch", "gone o%.o"], ["--warn", "unresolved-symbol", "main.o", "liba.a"],
    ])
  func sarif(_ line: [String]) throws {
    let answer = try bench.check(["--format", "sarif"] + line)
    #expect(answer.output == (try bench.check(["--format", "sarif"] + line).output))
    let schema = Staticld.packageRoot + "/Tests/CommandTests/Sarif/sarif-schema-2.1.0.json"
    let errors = try JSONSchema.errors(
      in: answer.output, against: [UInt8](Data(contentsOf: URL(fileURLWithPath: schema))), bench)
    #expect(errors == "", "\(answer.outputText)")
    let document = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    let run = (document?["runs"] as? [[String: Any]])?.first
    let results = run?["results"] as? [[String: Any]] ?? []
    let json = try bench.check(["--format", "json"] + line)
    let plain = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let findings = plain?["findings"] as? [[String: Any]] ?? []
    #expect(
      results.map { $0["ruleId"] as? String } == findings.map { $0["id"] as? String })
    #expect(
      results.map { $0["level"] as? String } == findings.map { $0["severity"] as? String })
    // Each result names the rule that its index points to.
    let driver = (run?["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = driver?["rules"] as? [[String: Any]] ?? []
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
  }
}
