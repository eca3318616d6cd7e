internal import ArgumentParser
internal import ObjectFiles

struct AuditCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Compare .pc files with what their archives really need.",
    usage: "staticld audit [OPTIONS] MODULE…\n       staticld audit [OPTIONS] --all",
    discussion: """
      A MODULE is a name as pkg-config takes it, or a .pc file. What pkg-config --static --libs \
      prints for it is linked in memory, behind the whole of the module's own archives.

      Exit status: 0 all are true; 1 some lie; 2 wrong usage or an unreadable file.
      """)

  static let takesNames = true

  static let ownOptions =
    ToolchainOptions.own + AnswerOptions.own + OwnOptions(flags: ["--all"], valued: [])

  @OptionGroup var toolchain: ToolchainOptions

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @Flag(help: "Audit every module that pkg-config would find.")
  var all = false

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    let output = answer.destination
    if answer.schema {
      try output.write(PackageResources.audit_schema_json)
      return 0
    }
    guard words.link.isEmpty == all else {
      throw CommandFailure(
        all ? "--all and modules" : "no module", hint: "staticld audit zlib, or --all")
    }
    let format: AuditSession.Format = try OptionValue.of("--format", format) ?? .text
    let session = try AuditSession(options: self)
    let verdicts = try session.verdicts(words.link)
    try output.write(
      format == .json ? AuditJSON(verdicts: verdicts).document() : AuditText.of(verdicts))
    return verdicts.contains { $0.kind == .lies || $0.kind == .impossible } ? 1 : 0
  }
}
