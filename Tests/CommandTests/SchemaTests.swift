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
    try bench.write("schema.json", bytes: schema.output)
    let answer = try Staticld.run(
      ["resolve", "--format", "json"] + question, in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    if answer.output.isEmpty { return }  // a refusal has nothing on stdout
    try bench.write("answer.json", bytes: answer.output)
    let check = try validate()
    #expect(check.succeeded, "\(check.errorText)")
  }

  /// Link arguments for one judgement of each kind.
  static let lines: [[String]] = [
    ["main.o", "liba.a", "libb.a"], ["--bindings", "main.o", "libb.a", "liba.a"],
    ["main.o", "again.o", "liba.a", "libb.a"], ["main.o", "-lnosuch"], ["main.o", "schema.json"],
    ["liba.a"], ["--linker", "gold", "main.o", "liba.a"], ["ld", "-o", "x", "main.o", "liba.a"],
  ]

  @Test("a judgement validates, of a line that fails too", arguments: lines)
  func judgement(_ line: [String]) throws {
    let schema = try Staticld.run(["check", "--schema"])
    try bench.write("schema.json", bytes: schema.output)
    let answer = try Staticld.run(["check", "--format", "json"] + line, in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    try bench.write("answer.json", bytes: answer.output)
    let check = try validate()
    #expect(check.succeeded, "\(check.errorText)")
  }

  @Test(
    "the answers of find and audit validate",
    arguments: [
      ["find", "inflate", "std::terminate", "nosuch"], ["find", "--undefined", "main.o", "-L."],
      ["audit", "zlib"], ["audit", "lie.pc"],
    ])
  func others(_ question: [String]) throws {
    try bench.write("lie.pc", "Name: a\nLibs: -L\(bench.path) -la\n")
    let schema = try Staticld.run([question[0], "--schema"])
    try bench.write("schema.json", bytes: schema.output)
    let answer = try Staticld.run(question + ["--format", "json"], in: bench.path)
    #expect(answer.status == 0 || answer.status == 1, "\(answer.errorText)")
    try bench.write("answer.json", bytes: answer.output)
    let check = try validate()
    #expect(check.succeeded, "\(check.errorText)")
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

  /// Runs the first python3 that has jsonschema; none is a failure of the environment, said aloud.
  private func validate() throws -> Outcome {
    let script = """
      import json, jsonschema
      schema = json.load(open('schema.json'))
      cls = jsonschema.validators.validator_for(schema)
      cls.check_schema(schema)
      errors = list(cls(schema).iter_errors(json.load(open('answer.json'))))
      raise SystemExit('\\n'.join(e.json_path + ': ' + e.message for e in errors) or 0)
      """
    for python in ["python3", "/usr/bin/python3"] {
      let probe = try? Command([python, "-c", "import jsonschema"]).run()
      if probe?.succeeded == true {
        return try Command([python, "-W", "ignore", "-c", script], in: bench.path).run()
      }
    }
    throw HarnessError(
      "no python3 here imports jsonschema: apt-get install python3-jsonschema (or pip install)")
  }
}
