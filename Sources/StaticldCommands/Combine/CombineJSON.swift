internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// What `combine` did as the document of schema `staticld/1`.
enum CombineJSON {
  static func document(of report: CombinationReport) -> [UInt8] {
    let linker = JSON.object(
      JSON.name("path", report.linker.path) + [("version", .string(report.linker.version))])
    return JSON.object(
      head("combined", report.output) + [
        ("linker", linker), ("objects", .integer(UInt64(report.objects))),
        ("kept", .array(report.kept.map(symbol))),
        ("shared", .array(report.shared.map(symbol))),
        ("localized", .array(report.localized.map(symbol))),
        ("undefined", .array(report.undefined.map(reference))),
        ("sectionSets", .array(report.sectionSets.map(set))),
        ("messages", .array(report.messages.map { .string($0.description) })),
        ("findings", .array([])),
      ]
    ).document()
  }

  static func document(refusing request: CombinationRequest, _ findings: [Finding]) -> [UInt8] {
    JSON.object(
      head("refused", request.output) + [("findings", .array(findings.map(JSON.finding)))]
    ).document()
  }

  private static func head(
    _ verdict: String, _ output: ByteString
  ) -> [(key: String, value: JSON)] {
    [
      ("schema", .string("staticld/1")), ("command", .string("combine")),
      ("verdict", .string(verdict)),
    ] + JSON.name("output", output)
  }

  private static func symbol(_ symbol: CombinationReport.Symbol) -> JSON {
    var entries = JSON.name("symbol", symbol.name)
    if symbol.newName != symbol.name { entries += JSON.name("newName", symbol.newName) }
    entries.append(("strength", .string(symbol.strength.rawValue)))
    if let place = symbol.place { entries.append(("place", JSON.place(place))) }
    return .object(entries)
  }

  private static func reference(_ reference: CombinationReport.Reference) -> JSON {
    .object(JSON.name("symbol", reference.name) + [("weak", .bool(reference.isWeak))])
  }

  private static func set(_ set: CombinationReport.SectionSet) -> JSON {
    .object(JSON.name("name", set.name) + (set.newName.map { JSON.name("newName", $0) } ?? []))
  }
}
