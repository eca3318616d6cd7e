internal import Reports

/// The JSON schemas of answers about a whole link, which share their definitions.
enum Schema {
  static var resolve: [UInt8] { withPlanDefinitions(PackageResources.resolve_schema_json) }
  static var check: [UInt8] { withPlanDefinitions(PackageResources.check_schema_json) }

  /// A document that stands alone: the definitions take the place of its last brace.
  private static func withPlanDefinitions(_ schema: [UInt8]) -> [UInt8] {
    let lines = PackageResources.plan_defs_json.split(separator: 0x0a)
    let definitions = lines.joined(separator: Array("\n  ".utf8))
    let head = schema.prefix(upTo: schema.lastIndex(of: 0x7d) ?? schema.endIndex)
    return head.dropLast() + Array(",\n  \"$defs\": ".utf8) + definitions + Array("\n}\n".utf8)
  }
}
