package import StaticLink

/// Findings as compilers print them.
package struct FindingText {
  package var isColored: Bool

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  /// Of one kind at most `limit`; the count of the rest is exact.
  package func text(of findings: [Finding], limit: Int?) -> String {
    var text = ""
    var printed: [Finding.ID: Int] = [:]
    for finding in findings {
      printed[finding.id, default: 0] += 1
      if let limit, printed[finding.id]! > limit { continue }
      text += self.text(of: finding)
    }
    guard let limit else { return text }
    for id in Finding.ID.allCases {
      if let count = printed[id], count > limit {
        text += "staticld: note: \(count - limit) more [\(id.rawValue)]; --all prints them\n"
      }
    }
    return text
  }

  private func text(of finding: Finding) -> String {
    let place = finding.place?.short ?? "staticld"
    let severity = finding.severity.rawValue + ": "
    let color =
      switch finding.severity {
      case .error: "1;31"
      case .warning: "1;35"
      case .note: "1;36"
      }
    var result =
      "\(place): " + paint(severity, color) + Demangler.demangleQuoted(finding.message)
      + " [\(finding.id.rawValue)]\n"
    if let hint = finding.hint { result += "  hint: \(Demangler.demangleQuoted(hint))\n" }
    return result
  }

  package func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
