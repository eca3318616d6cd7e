import BinaryHarness

/// The object model of SARIF 2.1.0 that Debian packages (python3-sarif-python-om, made from the
/// standard's schema): which properties an object may have and which it must.
enum SarifModel {
  private static let script = """
    import attr, json, sarif_om as om
    classes = dict(runs=om.Run, tool=om.Tool, driver=om.ToolComponent, rules=om.ReportingDescriptor,
        shortDescription=om.MultiformatMessageString, message=om.Message, results=om.Result,
        defaultConfiguration=om.ReportingConfiguration, invocations=om.Invocation,
        locations=om.Location, physicalLocation=om.PhysicalLocation,
        artifactLocation=om.ArtifactLocation, logicalLocations=om.LogicalLocation)
    def walk(value, cls, path):
        if isinstance(value, list):
            for one in value: walk(one, cls, path)
        elif cls is None:
            print(path, 'is no object of the model')
        else:
            fields = {f.metadata['schema_property_name']: f for f in attr.fields(cls)}
            for name, field in fields.items():
                if field.default is attr.NOTHING and name not in value: print(path, 'wants', name)
            for name, inner in value.items():
                if name not in fields: print(path, 'knows no', name)
                elif name != 'properties' and isinstance(inner, (dict, list)):
                    walk(inner, classes.get(name), path + '.' + name)
    document = json.load(open('answer.json'))
    document.pop('$schema')
    walk(document, om.SarifLog, 'log')
    """

  /// What is wrong with a document, a line an error; empty when nothing is.
  static func errors(in document: [UInt8], _ bench: Workbench) throws -> String {
    try bench.write("answer.json", bytes: document)
    let outcome = try Python.run(
      script, importing: "sarif_om", package: "python3-sarif-python-om", in: bench)
    return outcome.outputText + outcome.errorText
  }
}
