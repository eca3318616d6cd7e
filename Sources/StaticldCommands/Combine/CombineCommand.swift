internal import ArgumentParser
internal import ObjectFiles

struct CombineCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Make one object of several archives and objects, with all but a few symbols local.",
    usage: "staticld combine [OPTIONS] --keep SYMBOL -o OUT.a INPUT…",
    discussion: """
      Two copies of a library, or two modules that define the same names, can then live in one \
      executable. What is not kept by --keep, --keep-pattern, --keep-list or --rename is seen by \
      nobody outside; what the inputs do not define stays undefined.

      Exit status: 0 done; 1 the inputs cannot be combined so; 2 wrong usage, an input that \
      cannot be read or a tool that cannot be used.
      """)

  static let takesNames = true
  static let ownOptions =
    ToolchainOptions.own
    + OwnOptions(
      flags: [
        "--schema", "--help", "-h", "--version", "--verbose", "-v", "--needed", "--share-comdat",
      ],
      valued: [
        "--keep", "--keep-pattern", "--keep-list", "--rename", "--prefix", "-o", "--output",
        "--format",
      ])

  @Option(help: ArgumentHelp("A symbol that stays global; may be repeated.", valueName: "symbol"))
  var keep: [String] = []

  @Option(
    help: ArgumentHelp(
      "Symbols that stay global, by *, ? and […]; may be repeated.", valueName: "pattern"))
  var keepPattern: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with a symbol to keep on each line, # for comments; may be repeated.",
      valueName: "file"))
  var keepList: [String] = []

  @Option(
    help: ArgumentHelp(
      "Another name for a symbol, which a definition of it keeps; may be repeated.",
      valueName: "old=new"))
  var rename: [String] = []

  @Option(help: "Put this in front of every kept symbol that --rename does not name.")
  var prefix: String?

  @Flag(help: "Of archives take only the members that kept symbols and objects lead to.")
  var needed = false

  @Flag(
    help: """
      Let the program share what inline functions, templates and inline variables define, in \
      COMDAT groups as a compiler leaves it.
      """)
  var shareComdat = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The archive (.a) or object (.o) to make.", valueName: "file"))
  var output: String?

  @OptionGroup var toolchain: ToolchainOptions

  @Option(help: ArgumentHelp("How to report: text or json (default: text).", valueName: "format"))
  var format: String?

  @Flag(name: [.customShort("v"), .long], help: "Name every symbol that was made local.")
  var verbose = false

  @Flag(help: "Print the JSON schema of this command's output.")
  var schema = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if schema {
      try Output(path: nil).write(PackageResources.combine_schema_json)
      return 0
    }
    return try CombineSession(options: self, inputs: words.link).run()
  }
}
