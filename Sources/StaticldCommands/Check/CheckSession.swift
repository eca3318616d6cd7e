internal import ObjectFiles
internal import StaticLink

/// A check of one line, as the user's options want it.
struct CheckSession {
  var toolchain: ToolchainOptions?
  var line: LineOptions?
  var severities = Severities(chosen: [:])
  /// Findings printed of each kind; `nil`: all.
  var limit: Int? = FindingOptions.usualLimit
  var color = Diagnostics.Color.auto
  var isVerbose = false
  /// Whether what would mend a line that fails is looked for.
  var givesHints = true
  var wantsBindings = false
  var format = CheckCommand.Format.text
  var destination = Output.standard

  /// - Returns: the exit status.
  func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    let diagnostics = Diagnostics(color)
    let link = try LineSession(
      words, command: "check", toolchain: toolchain, line: line, wantsBindings: wantsBindings)
    var request = link.request
    request.allowsLibraryMode = false
    request.wantsAnalysis = true
    request.wantsLibraries = format == .json
    request.isLast = true
    request.compareLinkers(severities, through: link)
    var plan = link.resolver.judge(request)
    if plan.verdict == .fails, givesHints {
      plan = LineHints(link: link, request: request).added(to: plan)
    }
    plan.findings = severities.applied(to: plan.findings)

    let shown = plan.findings.filter {
      isVerbose || !$0.isPrintedByLinker || $0.severity == .error
    }
    if isVerbose, let note = link.profileNote { diagnostics.raw("staticld: \(note)\n") }
    if format == .text { diagnostics.findings(shown, limit: limit) }
    try destination.write(text(of: plan, shown, link))
    return plan.findings.contains { $0.severity == .error } ? 1 : 0
  }

  private func text(of plan: LinkPlan, _ shown: [Finding], _ link: LineSession) -> [UInt8] {
    let linker = link.toolchain.linker
    switch format {
    case .json:
      return PlanJSON(command: "check", plan: plan, link: link, wantsBindings: wantsBindings)
        .document()
    case .sarif:
      return SarifDocument(findings: plan.findings, linker: linker.displayName).document()
    case .github:
      return Array(GitHubText(findings: shown, limit: limit).text.utf8)
    case .text:
      return Array("\(Verdict(of: plan, by: linker))\n".utf8)
    }
  }
}

extension ResolveRequest {
  /// Other linkers are looked at where they may differ, always where the user says what differing is
  /// worth, and never where it is ignored.
  fileprivate mutating func compareLinkers(_ severities: Severities, through link: LineSession) {
    let choice = severities.chosen[.linkersDisagree]
    if case .some(.none) = choice { return }
    otherLinkers = { link.view(of: $0) }
    demandsAgreement = choice != nil
  }
}
