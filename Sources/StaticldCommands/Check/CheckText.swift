internal import StaticLink

/// A judgement for people: what is wrong, then the verdict.
struct CheckText {
  let shown: [Finding]
  let verdict: LinkPlan.Verdict
  let linker: LinkerIdentity
  let findings: FindingText
  let limit: Int?

  var text: String {
    findings.text(of: shown, limit: limit) + "staticld: \(summary)\n"
  }

  private var summary: String {
    let errors = shown.count { $0.severity == .error }
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
    let name =
      switch family {
      case .bfd: "GNU ld"
      case .gold: "gold"
      case .lld: "LLD"
      case .mold: "mold"
      }
    return "\(name) \(version)"
  }
}
