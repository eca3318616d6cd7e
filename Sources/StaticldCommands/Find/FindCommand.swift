internal import ArgumentParser
internal import ObjectFiles

struct FindCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Tell which libraries define a symbol.",
    usage: "staticld find [OPTIONS] SYMBOL…\n       staticld find [OPTIONS] --undefined FILE",
    discussion: """
      Looks into every library of the directories given by -L and of those that the driver's \
      linker searches. A SYMBOL with ::, (, * or ? is a pattern for demangled names; foo::bar \
      means every overload.

      Exit status: 0 all are found; 1 some are not; 2 wrong usage or an unreadable file.
      """)

  static let takesNames = true

  static let ownOptions =
    ToolchainOptions.own + AnswerOptions.own
    + OwnOptions(flags: ["--all"], valued: ["--max", "--undefined", "-L"], joined: ["-L"])

  @OptionGroup var toolchain: ToolchainOptions

  @Option(
    name: .customShort("L", allowingJoined: true),
    help: ArgumentHelp("A directory to search first; may be repeated.", valueName: "directory"))
  var directory: [String] = []

  @Option(
    help: ArgumentHelp(
      "Find all that an object or archive leaves undefined; may be repeated.", valueName: "file"))
  var undefined: [String] = []

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @Option(help: ArgumentHelp("Definitions printed of each symbol (default: 20).", valueName: "n"))
  var max: Int?

  @Flag(help: "Print every definition.")
  var all = false

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    let output = answer.destination
    if answer.schema {
      try output.write(PackageResources.find_schema_json)
      return 0
    }
    guard !words.link.isEmpty || !undefined.isEmpty else {
      throw CommandFailure("no symbol", hint: "staticld find inflate")
    }
    if let max, max < 0 { throw CommandFailure("--max wants a number that is not negative") }
    return try FindSession(options: self, names: words.link).run(to: output)
  }
}
