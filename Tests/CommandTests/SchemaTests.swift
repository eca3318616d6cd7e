import BinaryHarness
import Foundation
import Testing

/// Every JSON answer validates against the schema that the same binary prints.
@Suite("JSON schema")
struct SchemaTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
    try bench.makeMissing()
    try bench.makeChain()
    try bench.object("again.o", "int a(void) { return 1; }")
    try bench.write("text.o", "no object\n")
  }

  /// Link arguments for one answer of each kind.
  static let questions: [[String]] = [
    ["main.o", "liba.a", "libb.a"],
    ["--verbose", "main.o", "-L."],
    ["--bindings", "main.o", "liba.a", "libb.a"],
    ["main.o"],
    ["--allow-unresolved", "main.o", "liba.a"],
    ["main.o", "again.o", "liba.a", "libb.a"],
    ["liba.a", "-L."],
    ["--whole-archive", "libb.a"],
    ["--allow-unresolved", "libfoo.a"],
  ]

  @Test("the answer validates", arguments: questions)
  func validates(_ question: [String]) throws {
    let schema = try Staticld.run(["resolve", "--schema"])
    #expect(schema.succeeded, "\(schema.errorText)")
    let answer = try Staticld.run(
      ["resolve", "--format", "json"] + question, in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    if answer.output.isEmpty { return }  // a refusal has nothing on stdout
    #expect(try JSONSchema.errors(in: answer.output, against: schema.output, bench) == "")
  }

  /// Link arguments for one judgement of each kind.
  static let lines: [[String]] = [
    ["main.o", "liba.a", "libb.a"], ["--bindings", "main.o", "libb.a", "liba.a"],
    ["main.o", "again.o", "liba.a", "libb.a"], ["main.o", "-lnosuch"], ["main.o", "text.o"],
    ["liba.a"], ["--linker", "gold", "main.o", "liba.a"], ["ld", "-o", "x", "main.o", "liba.a"],
  ]

  @Test("a judgement validates, of a line that fails too", arguments: lines)
  func judgement(_ line: [String]) throws {
    let schema = try Staticld.run(["check", "--schema"])
    let answer = try Staticld.run(["check", "--format", "json"] + line, in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    #expect(try JSONSchema.errors(in: answer.output, against: schema.output, bench) == "")
  }

  @Test(
    "the answers of why, find, graph and audit validate",
    arguments: [
      ["find", "inflate", "std::terminate", "nosuch"], ["find", "--undefined", "main.o", "-L."],
      ["why", "b", "--all", "--size", "main.o", "liba.a", "libb.a"],
      ["why", "inflate", "main.o", "liba.a", "libb.a"],
      ["why", "b", "--as-given", "libb.a", "main.o", "liba.a"],
      ["why", "--library", "c", "--member", "nosuch.o", "-u", "b", "main.o", "liba.a", "libb.a"],
      ["graph", "main.o", "liba.a", "libb.a"],
      ["graph", "--level", "member", "liba.a", "libb.a"],
      ["audit", "zlib"], ["audit", "lie.pc"],
    ])
  func others(_ question: [String]) throws {
    try bench.write("lie.pc", "Name: a\nLibs: -L\(bench.path) -la\n")
    let schema = try Staticld.run([question[0], "--schema"])
    let answer = try Staticld.run(
      [question[0], "--format", "json"] + question.dropFirst(), in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    #expect(try JSONSchema.errors(in: answer.output, against: schema.output, bench) == "")
  }

  @Test("the keys stand in the documented order")
  func keyOrder() throws {
    let answer = try bench.resolve("--format", "json", "main.o", "liba.a", "libb.a")
    let text = answer.outputText
    let keys = [
      "schema", "command", "linker", "driver", "mode", "verdict", "line", "libraries",
      "unresolved", "duplicates", "findings", "stats",
    ]
    let object = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    #expect(Set(object.map { $0.keys.map { $0 } } ?? []) == Set(keys))
    #expect(object?["schema"] as? String == "staticld/1")
    #expect(object?["command"] as? String == "resolve")
    let places = keys.compactMap { text.range(of: "\"\($0)\"")?.lowerBound }
    #expect(places.count == keys.count)
  }
}
