import BinaryHarness
import ObjectFiles
import Testing

@Suite("Scripts that cannot be read")
struct ScriptErrorTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private func message(_ text: String) throws -> String {
    let error = try #require(throws: ObjectFileError.Problem.self) {
      try LinkerScript(text: Array(text.utf8))
    }
    guard case .script(let message) = error else { throw error }
    return message
  }

  /// Whether ld refuses the script itself, whatever it thinks of the files in it.
  private func linkerRefuses(_ text: String) throws -> Bool {
    try bench.write("script", text)
    let link = try Command(["ld", "-r", "-o", "out", "script"], in: bench.path).run()
    return link.errorText.contains("syntax error") || link.errorText.contains("EOF in comment")
  }

  @Test(
    "the line is named",
    arguments: [
      ("INPUT(a.a)\nFROBNICATE(b.a)\n", 2), ("\n\nsome text", 3), ("INPUT(a.a)\nINPUT b.a", 2),
      ("INPUT(a.a)\n/* open\n", 2), ("\nINPUT(a.a\nb.a", 2), ("EXTERN(\n", 1),
      ("INPUT(a.a) )", 1), ("\nINPUT(AS_NEEDED(a.so)", 2), ("\nINPUT", 2),
    ])
  func line(_ text: String, line: Int) throws {
    #expect(try linkerRefuses(text))
    #expect(try message(text).contains("line \(line)"))
  }

  /// GNU ld 2.40 drops the lonely quotation mark; here it is an error, because the name is not
  /// what anybody meant.
  @Test("a quoted name that does not end")
  func quote() throws {
    #expect(try message("INPUT(a.a)\nINPUT(\"b.a)\n").contains("line 2"))
  }

  @Test("layout commands are refused by name", arguments: ["SECTIONS", "MEMORY", "PHDRS"])
  func layout(_ command: String) throws {
    let message = try message("INPUT(a.a)\n\(command) { }\n")
    #expect(message.contains("line 2"))
    #expect(message.contains(command))
  }

  @Test("a hostile word cannot forge a line of the message")
  func forged() throws {
    let message = try message("\"x\nerror: all is lost\" y")
    #expect(!message.contains("\n"))
  }
}
