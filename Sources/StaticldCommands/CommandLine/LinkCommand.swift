internal import ArgumentParser

/// A command that takes link arguments, or names, behind its own options.
protocol LinkCommand: ParsableCommand {
  static var ownOptions: OwnOptions { get }

  /// Whether the words are names, among which options may stand, and no link line.
  static var takesNames: Bool { get }

  /// - Returns: the exit status.
  /// - Throws: ``CommandFailure`` for usage and input errors.
  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32
}

extension LinkCommand {
  static var takesNames: Bool { false }
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
