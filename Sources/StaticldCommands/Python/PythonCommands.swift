internal import ObjectFiles

/// `staticld python …`, commands of their own.
enum PythonCommands {
  private static let notThereYet: [ByteString] = ["freeze"]

  static func run(_ words: [ByteString]) -> Int32 {
    guard let name = words.first else {
      Diagnostics.standard.raw(usage)
      return 2
    }
    switch name {
    case "inittab": return StaticldMain.run(InittabCommand.self, Array(words.dropFirst()))
    case "build": return StaticldMain.run(PythonBuildCommand.self, Array(words.dropFirst()))
    case "distribution":
      return StaticldMain.run(DistributionCommand.self, Array(words.dropFirst()))
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
    usage: staticld python distribution [OPTIONS] -o DIR
           staticld python build [OPTIONS] -o APP
           staticld python inittab [--manifest FILE]… [-o FILE] [ARCHIVES…]

    distribution builds a static Python; build makes one executable of it, extension modules and
    packages; inittab writes the table of builtin modules alone. --help behind one of them tells
    its options.

    """
}
