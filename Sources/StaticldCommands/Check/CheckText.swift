internal import StaticLink

/// A judgement for people: what is wrong, then the verdict.
struct CheckText {
  let plan: LinkPlan
  let linker: LinkerIdentity
  let isVerbose: Bool
  let findings: FindingText
  let limit: Int?

  var text: String {
    // The linker itself prints the warnings of glibc; they are repeated only on demand.
    let shown = plan.findings.filter { isVerbose || $0.id != .runtimeFiles }
    return findings.text(of: shown, limit: limit) + "staticld: \(verdict)\n"
  }

  private var verdict: String {
    guard plan.verdict == .fails else { return "\(linker.displayName) would link this" }
    let errors = plan.findings.count { $0.severity == .error }
    let count = errors == 1 ? "1 error" : "\(errors) errors"
    return "\(linker.displayName) would fail: \(count)"
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
