package import ObjectFiles

/// A compiler driver that is run for its work, not asked about it.
package struct CompilerRun: Sendable {
  private let command: DriverCommand
  private let environment: Environment

  /// - Parameter command: a driver, as `$CC` may have it: with options, or behind a launcher.
  package init(_ command: ByteString, environment: Environment) throws(ProbeError) {
    self.command = try DriverCommand(command, search: ExecutableSearch(environment: environment))
    self.environment = environment
  }

  /// The words that are run.
  package func words(_ arguments: [ByteString]) -> [ByteString] {
    [command.executable] + command.launched + command.options + arguments
  }

  /// - Throws: ``ProcessError`` when it cannot be started or takes more than twenty minutes.
  package func run(_ arguments: [ByteString]) throws(ProcessError) -> ChildProcess.Outcome {
    try ChildProcess(
      command.executable, Array(words(arguments).dropFirst()), environment: environment,
      timeout: 1200
    ).run()
  }
}
