import Foundation

/// Validates documents with Python's jsonschema, which nobody here wrote.
package enum JSONSchema {
  private static let script = """
    import json, jsonschema
    schema = json.load(open('schema.json'))
    cls = jsonschema.validators.validator_for(schema)
    cls.check_schema(schema)
    errors = cls(schema, format_checker=cls.FORMAT_CHECKER).iter_errors(
        json.load(open('answer.json')))
    print('\\n'.join(e.json_path + ': ' + e.message for e in errors), end='')
    """

  /// What is wrong with a document, a line an error; empty when nothing is.
  ///
  /// No python3 with jsonschema is a failure of the environment, said aloud.
  package static func errors(
    in document: [UInt8], against schema: [UInt8], _ bench: Workbench
  ) throws -> String {
    try bench.write("schema.json", bytes: schema)
    try bench.write("answer.json", bytes: document)
    for python in ["python3", "/usr/bin/python3"] {
      let probe = try? Command([python, "-c", "import jsonschema"]).run()
      guard probe?.succeeded == true else { continue }
      let outcome = try Command([python, "-W", "ignore", "-c", script], in: bench.path).run()
      return outcome.outputText + outcome.errorText
    }
    throw HarnessError(
      "no python3 here imports jsonschema: apt-get install python3-jsonschema (or pip install)")
  }
}
