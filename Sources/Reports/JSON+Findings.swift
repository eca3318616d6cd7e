internal import ObjectFiles
package import StaticLink

extension JSON {
  /// A place as the schemas of all commands write it.
  package static func place(_ place: Place) -> JSON {
    var entries = name("path", place.path)
    if let member = place.member { entries += name("member", member) }
    if let offset = place.offset { entries.append(("offset", .integer(offset))) }
    return .object(entries)
  }

  /// A finding as the schemas of all commands write it.
  package static func finding(_ finding: Finding) -> JSON {
    var entries: [(key: String, value: JSON)] = [
      ("id", .string(finding.id.rawValue)),
      ("severity", .string(finding.severity.rawValue)),
      ("message", .string(finding.message)),
    ]
    if let place = finding.place { entries.append(("place", JSON.place(place))) }
    if let hint = finding.hint { entries.append(("hint", .string(hint))) }
    return .object(entries)
  }
}
