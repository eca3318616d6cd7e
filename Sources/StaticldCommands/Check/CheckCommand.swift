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
  static func runPlain(_ words: CommandWords) throws(CommandFailure) -> Int32? {
    try CheckSession().run(words)
  }

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(Schema.check)
      return 0
    }
    var session = CheckSession()
    session.format = try OptionValue.of("--format", format) ?? .text
    session.limit = try findings.limit()
    session.color = try findings.chosenColor()
    session.severities = try severities.chosen()
    session.toolchain = toolchain
    session.line = line
    session.wantsBindings = listing.bindings
    session.givesHints = !noHints
    session.isVerbose = findings.verbose
    session.destination = answer.destination
    return try session.run(words)
  }
}
