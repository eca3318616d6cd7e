internal import ArgumentParser
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

struct ResolveCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Print the complete, ordered link line for objects and archives.",
    usage: "staticld resolve [OPTIONS] [--] LINK ARGUMENTS…",
    discussion: """
      Prints the inputs and every library that they need, in an order that links, without a \
      driver's name and without -static:

        cc -static -o app $(staticld resolve main.o libfoo.a)

      With no object among the inputs the line serves any program that uses any part of the \
      archives given (library mode).

      Exit status: 0 the line is complete; 1 symbols are left, or defined twice in every order; \
      2 wrong usage or unreadable input.
      """)

  static let ownOptions = OwnOptions(
    flags: [
      "--allow-unresolved", "--verbose", "-v", "--bindings", "--all", "--schema", "--help", "-h",
      "--version",
    ],
    valued: [
      "--cc", "--linker", "--link", "--root", "--prefer", "--exclude", "--sysroot", "--format",
      "--name", "--package-version", "--output", "--max", "--color",
    ])

  @Option(
    help: ArgumentHelp(
      "The compiler driver that will link (default: $CC, then cc).", valueName: "driver"))
  var cc: String?

  @Option(
    help: ArgumentHelp(
      "The linker whose rules hold: bfd (default: what the driver runs).", valueName: "linker"))
  var linker: String?

  @Option(
    help: ArgumentHelp(
      "What is linked: static, static-pie or dynamic (default: static).", valueName: "mode"))
  var link: String?

  @Option(
    help: ArgumentHelp(
      "In library mode, a symbol that the program uses; may be repeated.", valueName: "symbol"))
  var root: [String] = []

  @Option(
    help: ArgumentHelp(
      "A library (z, or a path) that wins over all evidence; may be repeated.",
      valueName: "library"))
  var prefer: [String] = []

  @Option(
    help: ArgumentHelp("A library that is never chosen; may be repeated.", valueName: "library"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("The driver's --sysroot.", valueName: "directory"))
  var sysroot: String?

  @Flag(help: "Print the line even when symbols are left; the exit status stays 1.")
  var allowUnresolved = false

  @Option(
    help: ArgumentHelp(
      """
      How to print the line: args, shell (for eval), rsp (for @file), json or make (default: \
      args); or a file that describes the first archive as a package, with everything behind it \
      as what it links: pkgconfig, cmake, meson, bazel or cps.
      """, valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The package's name (default: foo of libfoo.a).", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The package's version (default: that of its .pc file, then 0).", valueName: "version"))
  var packageVersion: String?

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(name: [.customShort("v"), .long], help: "Show every step and its evidence on stderr.")
  var verbose = false

  @Flag(help: "With --format json, list which definition every symbol is bound to.")
  var bindings = false

  @Option(help: ArgumentHelp("Findings printed of each kind (default: 20).", valueName: "n"))
  var max: Int?

  @Flag(help: "Print every finding.")
  var all = false

  @Option(help: "Color messages: auto, always or never.")
  var color: String?

  @Flag(help: "Print the JSON schema of this command's output.")
  var schema = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    let output = Output(path: self.output.map { ByteString($0) })
    if schema {
      try output.write(PackageResources.resolve_schema_json)
      return 0
    }
    guard !words.link.isEmpty else {
      throw CommandFailure("no link arguments", hint: "staticld resolve main.o libfoo.a")
    }
    let files = SystemFiles()
    let session = try ResolveSession(options: self, words: words, files: files)
    let plan = try session.plan()
    return try session.report(plan, to: output)
  }
}
