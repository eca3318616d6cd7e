internal import ArgumentParser
internal import ObjectFiles

/// A command that takes link arguments, or names, behind its own options.
protocol LinkCommand: ParsableCommand {
  static var ownOptions: OwnOptions { get }

  /// Whether the words are names, among which options may stand, and no link line.
  static var takesNames: Bool { get }

  /// Options that say what is asked about in place of the first word; `nil` when nothing is asked.
  static var subjectOptions: Set<String>? { get }

  /// Does what it does without any option of its own; `nil` where ArgumentParser has to say how.
  static func runPlain(_ words: CommandWords) throws(CommandFailure) -> Int32?

  /// - Returns: the exit status.
  /// - Throws: ``CommandFailure`` for usage and input errors.
  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32
}

extension LinkCommand {
  static var takesNames: Bool { false }
  static func runPlain(_ words: CommandWords) throws(CommandFailure) -> Int32? { nil }
  static var subjectOptions: Set<String>? { nil }

  /// The words of this command, divided.
  static func divide(_ words: [ByteString]) -> CommandWords {
    if let subjectOptions {
      return CommandWords(words, options: ownOptions, subjectUnless: subjectOptions)
    }
    return takesNames
      ? CommandWords(words, interleaving: ownOptions) : CommandWords(words, options: ownOptions)
  }
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
