internal import ObjectFiles
internal import Reports
internal import StaticLink

/// Findings as workflow commands of GitHub Actions.
struct GitHubText {
  let findings: [Finding]
  let limit: Int?

  var text: String {
    var printed: [Finding.ID: Int] = [:]
    return findings.filter { finding in
      printed[finding.id, default: 0] += 1
      return limit.map { printed[finding.id]! <= $0 } ?? true
    }.map(line).joined()
  }

  private func line(_ finding: Finding) -> String {
    let command =
      switch finding.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = ""
    if let place = finding.place {
      properties += "file=" + GitHubText.property(place.path.forMessage) + ","
    }
    properties += "title=" + GitHubText.property("staticld: \(finding.id.rawValue)")
    var message = Demangler.demangleQuoted(finding.message)
    if let place = finding.place { message = "\(place.short): \(message)" }
    if let hint = finding.hint { message += "\nhint: " + Demangler.demangleQuoted(hint) }
    return "::\(command) \(properties)::\(GitHubText.data(message))\n"
  }

  /// A message's escapes: what would end the line, and the sign of escapes itself.
  private static func data(_ text: String) -> String {
    escaped(text, also: [:])
  }

  /// A property ends at a comma or a colon, too.
  private static func property(_ text: String) -> String {
    escaped(text, also: [":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, also: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result += also[scalar] ?? String(scalar)
      }
    }
    return result
  }
}
