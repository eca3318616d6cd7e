internal import ArgumentParser
internal import ObjectFiles
internal import PythonEmbedding

struct PythonBuildCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make one static executable of Python, extension modules and packages.",
    usage: "staticld python build [OPTIONS] -o APP",
    discussion: """
      The executable opens no file of Python. Extension modules come from manifests of staticld \
      capture, packages from wheels, from --path or from the interpreter's own directories.

        staticld capture -o captured -- pip wheel -w wheels ./mypackage
        staticld python build --manifest captured/manifest.json \\
            --wheel wheels/*.whl --entry mypackage.main:run -o app

      Exit status: 0 made; 1 it cannot be made of this; 2 wrong usage or unreadable input.
      """)

  static let takesNames = true
  static let ownOptions =
    ToolchainOptions.own + LineOptions.own + PackageOptions.own
    + OwnOptions(
      flags: ["--repl", "--strip", "--help", "-h", "--verbose", "-v"],
      valued: ["--entry", "--script", "--manifest", "--work", "-o", "--output"])

  @Option(
    help: ArgumentHelp(
      "Where to call in: a function's result is the exit status.",
      valueName: "module[:function]"))
  var entry: String?

  @Option(help: ArgumentHelp("A Python file that is the program.", valueName: "file"))
  var script: String?

  @Flag(help: "The program is an interpreter with all its options (default).")
  var repl = false

  @Option(
    help: ArgumentHelp(
      "A manifest.json of staticld capture; may be repeated.",
      valueName: "file"))
  var manifest: [String] = []

  @OptionGroup var packages: PackageOptions
  @OptionGroup var toolchain: ToolchainOptions
  @OptionGroup var line: LineOptions

  @Flag(help: "Leave symbols for debuggers out.")
  var strip = false

  @Option(
    help: ArgumentHelp(
      "Keep what stands between, for the next time.",
      valueName: "directory"))
  var work: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The executable to make.",
      valueName: "file"))
  var output: String?

  @Flag(name: [.customShort("v"), .long], help: "Name everything that is taken or left out.")
  var verbose = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    guard let output else {
      throw CommandFailure("no -o", hint: "staticld python build --package numpy -o app")
    }
    guard [entry != nil, script != nil, repl].count(where: { $0 }) <= 1 else {
      throw CommandFailure("only one of --entry, --script and --repl can be the program")
    }
    return try PythonBuildSession(
      options: self, archives: words.link, output: ByteString(output)
    ).run()
  }
}
