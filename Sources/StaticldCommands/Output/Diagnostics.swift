internal import Glibc
internal import StaticLink

/// Messages in the form of compilers, on standard error.
struct Diagnostics {
  enum Color: String, CaseIterable {
    case auto, always, never
  }

  var isColored: Bool

  static var standard: Diagnostics { Diagnostics(.auto) }

  init(_ color: Color) {
    isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: isatty(2) == 1 && getenv("NO_COLOR") == nil
      }
  }

  func error(_ message: String, hint: String? = nil) {
    raw("staticld: " + paint("error: ", "1;31") + message + "\n")
    if let hint { raw("  hint: \(hint)\n") }
  }

  func raw(_ text: String) {
    _ = Output.writeAll(Array(text.utf8), to: 2)
  }

  /// Prints findings, of one kind at most `limit`; the count of the rest is exact.
  func findings(_ findings: [Finding], limit: Int?) {
    var printed: [Finding.ID: Int] = [:]
    for finding in findings {
      printed[finding.id, default: 0] += 1
      if let limit, printed[finding.id]! > limit { continue }
      raw(text(finding))
    }
    guard let limit else { return }
    for id in Finding.ID.allCases {
      if let count = printed[id], count > limit {
        raw("staticld: note: \(count - limit) more [\(id.rawValue)]; --all prints them\n")
      }
    }
  }

  private func text(_ finding: Finding) -> String {
    let place = finding.place?.short ?? "staticld"
    let severity = finding.severity.rawValue + ": "
    let color =
      switch finding.severity {
      case .error: "1;31"
      case .warning: "1;35"
      case .note: "1;36"
      }
    var result =
      "\(place): " + paint(severity, color) + finding.message + " [\(finding.id.rawValue)]\n"
    if let hint = finding.hint { result += "  hint: \(hint)\n" }
    return result
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
