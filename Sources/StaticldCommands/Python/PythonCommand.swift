internal import ArgumentParser
internal import ObjectFiles

/// `staticld python`, whose commands each take words of their own.
struct PythonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "python",
    abstract: "Make one static executable of Python, extension modules and packages.",
    usage: "staticld python COMMAND [OPTIONS]",
    subcommands: commands)

  static let commands: [any LinkCommand.Type] = [
    PythonBuildCommand.self, FreezeCommand.self, InittabCommand.self, DistributionCommand.self,
  ]
}
