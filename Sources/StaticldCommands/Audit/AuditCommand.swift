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

  static let ownOptions = OwnOptions(
    flags: ["--all", "--schema", "--help", "-h", "--version"],
    valued: ["--cc", "--sysroot", "--format", "--output"])

  @Option(
    help: ArgumentHelp(
      "The compiler driver that will link (default: $CC, then cc).",
      valueName: "driver"))
  var cc: String?

  @Option(help: ArgumentHelp("The driver's --sysroot.", valueName: "directory"))
  var sysroot: String?

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Audit every module that pkg-config would find.")
  var all = false

  @Flag(help: "Print the JSON schema of this command's output.")
  var schema = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    let output = Output(path: self.output.map { ByteString($0) })
    if schema {
      try output.write(PackageResources.audit_schema_json)
      return 0
    }
    guard words.link.isEmpty == all else {
      throw CommandFailure(
        all ? "--all and modules" : "no module", hint: "staticld audit zlib, or --all")
    }
    let format: AuditSession.Format =
      try ResolveSession.choice("--format", format) ?? .text
    let session = try AuditSession(options: self)
    let verdicts = try session.verdicts(words.link)
    try output.write(
      format == .json ? AuditJSON(verdicts: verdicts).document() : AuditText.of(verdicts))
    return verdicts.contains { $0.kind == .lies || $0.kind == .impossible } ? 1 : 0
  }
}
