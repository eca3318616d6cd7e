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

      Nothing is added and nothing moved. A file that is missing or damaged is a finding: the \
      linker would fail on it.

      Exit status: 0 the linker would succeed; 1 it would fail; 2 wrong usage, or the answer \
      cannot be written.
      """)

  enum Format: String, CaseIterable {
    case text, json
  }

  static let ownOptions =
    ToolchainOptions.own + LineOptions.own + FindingOptions.own + AnswerOptions.own

  @OptionGroup var toolchain: ToolchainOptions
  @OptionGroup var line: LineOptions
  @OptionGroup var findings: FindingOptions

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(Schema.check)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .text
    let limit = try findings.limit()
    let color = try findings.chosenColor()
    let link = try LineSession(words, command: "check", toolchain: toolchain, line: line)
    var request = link.request
    request.allowsLibraryMode = false
    let plan = link.resolver.judge(request)
    switch format {
    case .json:
      try answer.destination.write(
        PlanJSON(command: "check", plan: plan, link: link, wantsBindings: line.bindings)
          .document())
    case .text:
      let isColored = answer.output == nil && color.paints(1)
      let text = CheckText(
        plan: plan, linker: link.toolchain.linker, isVerbose: findings.verbose,
        findings: FindingText(isColored: isColored), limit: limit)
      try answer.destination.write(Array(text.text.utf8))
    }
    return plan.verdict == .links ? 0 : 1
  }
}
