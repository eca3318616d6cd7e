internal import Glibc
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// Messages in the form of compilers, on standard error.
struct Diagnostics {
  enum Color: String, CaseIterable {
    case auto, always, never

    /// Whether what goes to a descriptor is colored.
    func paints(_ descriptor: Int32) -> Bool {
      switch self {
      case .always: true
      case .never: false
      case .auto: isatty(descriptor) == 1 && getenv("NO_COLOR") == nil
      }
    }
  }

  var isColored: Bool

  static var standard: Diagnostics { Diagnostics(.auto) }

  init(_ color: Color) {
    isColored = color.paints(2)
  }

  func error(_ message: String, hint: String? = nil) {
    raw("staticld: " + FindingText(isColored: isColored).paint("error: ", "1;31") + message + "\n")
    if let hint { raw("  hint: \(hint)\n") }
  }

  func raw(_ text: String) {
    _ = writeAll(Array(text.utf8), to: 2)
  }

  /// Prints findings, of one kind at most `limit`; the count of the rest is exact.
  func findings(_ findings: [Finding], limit: Int?) {
    raw(FindingText(isColored: isColored).text(of: findings, limit: limit))
  }
}
