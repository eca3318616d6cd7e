internal import ArgumentParser

struct Staticld: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staticld",
    abstract: "Find the libraries a static link needs, and the order in which they link.",
    usage: "staticld COMMAND [OPTIONS] [--] [LINK ARGUMENTS]",
    discussion: """
      Paste a compiler or linker line behind a command: staticld's own options come first, from \
      the first link argument (or --) on every word means what it means to the linker.
      """,
    version: Version.text,
    subcommands: commands + [PythonCommand.self])

  static let commands: [any LinkCommand.Type] = [
    ResolveCommand.self, CheckCommand.self, WhyCommand.self, FindCommand.self, GraphCommand.self,
    AuditCommand.self, CaptureCommand.self, CombineCommand.self, LogCommand.self,
    ConfigureCommand.self,
  ]

  /// What design documents promise and this version does not have: said, not guessed at.
  static let notThereYet = ["sbom", "index"]
}

enum Version {
  static let text = "0.1.0"
}
