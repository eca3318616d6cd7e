internal import StaticLink

/// What a linker would do with a line, in a sentence.
struct Verdict: CustomStringConvertible {
  private let verdict: LinkPlan.Verdict
  private let errors: Int
  private let linker: LinkerIdentity

  init(of plan: LinkPlan, by linker: LinkerIdentity) {
    verdict = plan.verdict
    errors = plan.findings.count { $0.severity == .error }
    self.linker = linker
  }

  var description: String {
    let count = errors == 1 ? "1 error" : "\(errors) errors"
    switch verdict {
    case .links:
      return "\(linker.displayName) would link this" + (errors > 0 ? ", but: \(count)" : "")
    case .fails:
      return "\(linker.displayName) would fail: "
        + (errors > 0 ? count : "nothing that counts here")
    }
  }
}

extension LinkerIdentity {
  /// `GNU ld 2.40`.
  var displayName: String {
    "\(family.displayName) \(version)"
  }
}
