internal import ArgumentParser
internal import ObjectFiles
internal import Reports
internal import StaticLinkToolchain

struct LogCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Tell what the drop-in for CC and LD did, from its log.",
    usage: "staticld log [OPTIONS] [FILE]",
    discussion: """
      Reads the file that $STATICLD_LOG names, or FILE. Each link is a line: how it ended, what \
      it made and what was done to it.

      Exit status: 0 done; 2 wrong usage or an unreadable log.
      """)

  enum Format: String, CaseIterable {
    case text, json
  }

  static let takesNames = true
  static let ownOptions =
    AnswerOptions.own
    + OwnOptions(flags: ["--link-commands", "--mended", "--failed"], valued: [])

  @Flag(help: "Print every link as JSON in the style of compile_commands.json.")
  var linkCommands = false

  @Flag(help: "Only links that were put right.")
  var mended = false

  @Flag(help: "Only links that failed.")
  var failed = false

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(PackageResources.log_schema_json)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .text
    guard words.link.count <= 1 else { throw CommandFailure("one log at a time") }
    guard let path = words.link.first ?? Environment.current.nonEmpty("STATICLD_LOG") else {
      throw CommandFailure(
        "no log", hint: "build with STATICLD_LOG=links.jsonl, then staticld log links.jsonl")
    }
    let links = try LoggedLink.read(path).filter(isWanted)
    if linkCommands {
      try answer.destination.write(JSON.array(links.map(\.linkCommand)).document())
    } else if format == .json {
      try answer.destination.write(
        JSON.object([
          ("schema", .string("staticld/1")), ("command", .string("log")),
          ("links", .array(links.map(\.json))),
        ]).document())
    } else {
      try answer.destination.write(Array(links.map(\.text).joined().utf8))
    }
    return 0
  }

  private func isWanted(_ link: LoggedLink) -> Bool {
    if !mended, !failed { return true }
    return mended && link.result == "mended" || failed && link.result == "failed"
  }
}
