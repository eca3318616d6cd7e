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

      Exit status: 0 the line is complete; 1 symbols are left, or defined twice in every order, or \
      with --portable linkers differ in every order; 2 wrong usage or unreadable input.
      """)

  static let ownOptions =
    ToolchainOptions.own + LineOptions.own + BindingOptions.own + CompletionOptions.own
    + FindingOptions.own
    + AnswerOptions.own
    + OwnOptions(
      flags: ["--allow-unresolved", "--portable"], valued: ["--name", "--package-version"])

  @OptionGroup var toolchain: ToolchainOptions
  @OptionGroup var line: LineOptions
  @OptionGroup var listing: BindingOptions

  @OptionGroup var completion: CompletionOptions

  @Flag(help: "Print the line even when symbols are left; the exit status stays 1.")
  var allowUnresolved = false

  @Flag(help: "Print only a line of which GNU ld, gold, LLD and mold take the same members.")
  var portable = false

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

  @OptionGroup var findings: FindingOptions
  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(Schema.resolve)
      return 0
    }
    let session = try ResolveSession(options: self, words: words)
    let plan = try session.plan()
    return try session.report(plan, to: answer.destination)
  }
}
