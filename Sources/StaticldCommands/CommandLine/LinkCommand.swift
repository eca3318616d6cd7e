internal import ArgumentParser

/// A command that takes link arguments behind its own options.
protocol LinkCommand: ParsableCommand {
  static var ownOptions: OwnOptions { get }

  /// - Returns: the exit status.
  /// - Throws: ``CommandFailure`` for usage and input errors.
  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32
}

/// Staticld cannot do what it was asked: exit status 2.
struct CommandFailure: Error {
  var message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
