internal import ArgumentParser
internal import ObjectFiles
internal import StaticLink

struct CheckCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge a link line as it stands: would it link, and what is wrong?",
    usage: "staticld check [OPTIONS] [--] LINK ARGUMENTS…",
    discussion: """
      Takes the arguments of a compiler driver, with the driver in front or not, or a linker's \
      own line with the linker in front:

        staticld check main.o -lfoo -lbar
        staticld check ld.lld -o app crt1.o main.o libc.a

      Nothing is added and nothing moved, but what would mend the line is said. A file that is \
      missing or damaged is a finding: the linker would fail on it.

      Exit status: 0 nothing is found to be an error, so the linker would succeed; 1 it would \
      fail, or --error is met; 2 wrong usage, or the answer cannot be written.
      """)

  enum Format: String, CaseIterable {
    case text, json, sarif, github
  }

  static let ownOptions =
    ToolchainOptions.own + LineOptions.own + BindingOptions.own + SeverityOptions.own
    + FindingOptions.own + AnswerOptions.own + OwnOptions(flags: ["--no-hints"], valued: [])

  @OptionGroup var toolchain: ToolchainOptions
  @OptionGroup var line: LineOptions
  @OptionGroup var listing: BindingOptions
  @OptionGroup var severities: SeverityOptions
  @OptionGroup var findings: FindingOptions

  @Flag(help: "Do not look for what would mend the line.")
  var noHints = false

  @Option(
    help: ArgumentHelp(
      "How to print: text, json, sarif or github (default: text).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  /// ArgumentParser takes as long to find out that there is no option as reading a C library does.
  static var withoutOptions: CheckCommand? {
    var command = CheckCommand()
    command.toolchain = .none
    command.line = .none
    command.listing = .none
    command.severities = .none
    command.findings = .none
    command.noHints = false
    command.format = nil
    command.answer = .none
    return command
  }

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(Schema.check)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .text
    let limit = try findings.limit()
    let diagnostics = Diagnostics(try findings.chosenColor())
    let severities = try severities.chosen()
    let link = try LineSession(
      words, command: "check", toolchain: toolchain, line: line,
      wantsBindings: listing.bindings)
    var request = link.request
    request.allowsLibraryMode = false
    request.wantsAnalysis = true
    request.isLast = true
    request.compareLinkers(severities, through: link)
    var plan = link.resolver.judge(request)
    if plan.verdict == .fails, !noHints {
      plan = LineHints(link: link, request: request).added(to: plan)
    }
    plan.findings = severities.applied(to: plan.findings)

    let shown = plan.findings.filter {
      findings.verbose || !$0.isPrintedByLinker || $0.severity == .error
    }
    if findings.verbose, let note = link.profileNote { diagnostics.raw("staticld: \(note)\n") }
    if format == .text { diagnostics.findings(shown, limit: limit) }
    try answer.destination.write(text(of: plan, shown, link, as: format, limit: limit))
    return plan.findings.contains { $0.severity == .error } ? 1 : 0
  }

  private func text(
    of plan: LinkPlan, _ shown: [Finding], _ link: LineSession, as format: Format, limit: Int?
  ) -> [UInt8] {
    let linker = link.toolchain.linker
    switch format {
    case .json:
      return PlanJSON(command: "check", plan: plan, link: link, wantsBindings: listing.bindings)
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
