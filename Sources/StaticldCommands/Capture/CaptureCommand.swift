internal import ArgumentParser
internal import BuildWrapper
internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

struct CaptureCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Run a build and keep what it links as static libraries.",
    usage: "staticld capture -o DIR [--modules | --executables | --all] -- COMMAND [ARGUMENTS]",
    discussion: """
      Every shared object that the build links becomes an archive of the objects that went into \
      it, also where the build deletes them. DIR/manifest.json lists them, with what they need.

      Exit status: the build's own; 2 wrong usage, or nothing could be captured at all.
      """)

  static let ownOptions = OwnOptions(
    flags: ["--modules", "--executables", "--all", "--schema"], valued: ["-o", "--output"])

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The directory for archives and manifest.json.", valueName: "dir"))
  var output: String?

  @Flag(help: "Keep shared objects: modules and libraries (default).")
  var modules = false

  @Flag(help: "Keep executables.")
  var executables = false

  @Flag(help: "Keep both.")
  var all = false

  @Flag(help: "Print the JSON schema of manifest.json.")
  var schema = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if schema {
      try Output.standard.write(PackageResources.capture_schema_json)
      return 0
    }
    guard [modules, executables, all].filter({ $0 }).count <= 1 else {
      throw CommandFailure("--modules, --executables and --all exclude each other")
    }
    guard let output else { throw CommandFailure("no directory to write to", hint: usageHint) }
    guard !words.link.isEmpty else { throw CommandFailure("no command to run", hint: usageHint) }
    let session = try CaptureSession(directory: ByteString(output), command: words.link)
    return try session.run(kinds)
  }

  private var kinds: Set<CapturedLink.Kind> {
    all ? [.sharedObject, .executable] : executables ? [.executable] : [.sharedObject]
  }

  private var usageHint: String { "staticld capture -o captured -- make" }
}
