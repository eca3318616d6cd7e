internal import ObjectFiles
internal import Reports
internal import StaticLink

/// Findings as a SARIF 2.1.0 log, for the places that gather what analyzers find.
struct SarifDocument {
  let findings: [Finding]
  /// Which linker the line was judged for, in words.
  let linker: String

  func document() -> [UInt8] {
    let ids = Finding.ID.allCases.filter { id in findings.contains { $0.id == id } }
    let driver: JSON = .object([
      ("name", .string("staticld")), ("version", .string(Version.text)),
      ("rules", .array(ids.map(rule))),
    ])
    let run: JSON = .object([
      ("tool", .object([("driver", driver)])),
      // How the linker would fare is no failure of the analysis.
      ("invocations", .array([.object([("executionSuccessful", .bool(true))])])),
      ("results", .array(findings.map { result($0, ids) })),
      ("columnKind", .string("unicodeCodePoints")),
      ("properties", .object([("linker", .string(linker))])),
    ])
    return JSON.object([
      (
        "$schema",
        .string(
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        )
      ),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ]).document()
  }

  private func rule(_ id: Finding.ID) -> JSON {
    .object([
      ("id", .string(id.rawValue)),
      ("shortDescription", text(id.summary)),
      ("defaultConfiguration", .object([("level", .string(id.severity.rawValue))])),
    ])
  }

  private func result(_ finding: Finding, _ rules: [Finding.ID]) -> JSON {
    var message = Demangler.demangleQuoted(finding.message)
    if let hint = finding.hint { message += "\nhint: " + Demangler.demangleQuoted(hint) }
    var entries: [(key: String, value: JSON)] = [
      ("ruleId", .string(finding.id.rawValue)),
      ("ruleIndex", .integer(UInt64(rules.firstIndex(of: finding.id) ?? 0))),
      ("level", .string(finding.severity.rawValue)), ("message", text(message)),
    ]
    if let place = finding.place { entries.append(("locations", .array([location(place)]))) }
    return .object(entries)
  }

  private func text(_ text: String) -> JSON { .object([("text", .string(text))]) }

  private func location(_ place: Place) -> JSON {
    var entries: [(key: String, value: JSON)] = [
      (
        "physicalLocation",
        .object([
          ("artifactLocation", .object([("uri", .string(SarifDocument.uri(of: place.path)))]))
        ])
      )
    ]
    if let member = place.member {
      entries.append(
        (
          "logicalLocations",
          .array([
            .object([
              ("name", .string(member.description)),
              ("fullyQualifiedName", .string(place.short)), ("kind", .string("module")),
            ])
          ])
        ))
    }
    return .object(entries)
  }

  /// A path as a URI reference (RFC 3986): any byte that is not unreserved goes by its number, so
  /// names that are no UTF-8 pass, too.
  private static func uri(of path: ByteString) -> String {
    var text = path.isAbsolutePath ? "file://" : ""
    let digits = Array("0123456789ABCDEF")
    for byte in path.bytes {
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80,
        scalar.properties.isAlphabetic || "0123456789-._~/+".unicodeScalars.contains(scalar)
      {
        text.unicodeScalars.append(scalar)
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }
}
