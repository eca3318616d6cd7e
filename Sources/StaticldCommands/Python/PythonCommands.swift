internal import ObjectFiles

/// `staticld python …`, commands of their own.
enum PythonCommands {
  private static let notThereYet: [ByteString] = ["freeze", "distribution"]

  static func run(_ words: [ByteString]) -> Int32 {
    guard let name = words.first else {
      Diagnostics.standard.raw(usage)
      return 2
    }
    switch name {
    case "inittab": return StaticldMain.run(InittabCommand.self, Array(words.dropFirst()))
    case "build": return StaticldMain.run(PythonBuildCommand.self, Array(words.dropFirst()))
    case "--help", "-h":
      Output.standard.write(usage)
      return 0
    default:
      let problem = notThereYet.contains(name) ? "is not there yet" : "is no command"
      Diagnostics.standard.error(
        "'staticld python \(name.forMessage)' \(problem) in version \(Version.text)")
      return 2
    }
  }

  private static let usage = """
    usage: staticld python inittab [--manifest FILE]… [-o FILE] [ARCHIVES…]

    Builds extension modules into an interpreter. So far: inittab, the table of builtin modules.

    """
}
