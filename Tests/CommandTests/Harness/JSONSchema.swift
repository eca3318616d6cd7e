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
  package static func errors(
    in document: [UInt8], against schema: [UInt8], _ bench: Workbench
  ) throws -> String {
    try bench.write("schema.json", bytes: schema)
    try bench.write("answer.json", bytes: document)
    let outcome = try Python.run(
      script, importing: "jsonschema", package: "python3-jsonschema", in: bench)
    return outcome.outputText + outcome.errorText
  }
}
