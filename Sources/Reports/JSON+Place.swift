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
}
