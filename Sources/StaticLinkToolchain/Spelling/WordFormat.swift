public import ObjectFiles

/// How words are written down, for whatever reads them.
public enum WordFormat: String, Hashable, Sendable, CaseIterable {
  /// Separated by spaces and nothing else, for `$(…)` in a shell, which splits but does not unquote.
  case args
  /// Quoted for a POSIX shell's `eval`.
  case shell
  /// A response file, one word a line, for GCC, clang and the linkers.
  case rsp
  /// The value of a variable in a makefile, for use in a recipe.
  case make

  /// The text, without a newline at the end except for `rsp`.
  ///
  /// - Throws: ``SpellingError`` when this format cannot express a word.
  public func text(of words: [ByteString]) throws(SpellingError) -> ByteString {
    var text: [UInt8] = []
    for (index, word) in words.enumerated() {
      if index > 0, self != .rsp { text.append(UInt8(ascii: " ")) }
      switch self {
      case .args:
        guard WordQuoting.isPlain(word) else { throw SpellingError(word: word, format: self) }
        text += word.bytes
      case .shell:
        // No quoting makes a NUL pass.
        if word.contains(0) { throw SpellingError(word: word, format: self) }
        text += WordQuoting.forShell(word)
      case .rsp:
        if word.contains(0) { throw SpellingError(word: word, format: self) }
        text += WordQuoting.forResponseFile(word)
        text.append(0x0a)
      case .make:
        guard let quoted = WordQuoting.forMake(word) else {
          throw SpellingError(word: word, format: self)
        }
        text += quoted
      }
    }
    return ByteString(text)
  }
}

/// A word that a format cannot express.
public struct SpellingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first such word.
  public var word: ByteString
  /// What was asked to express it.
  public var format: WordFormat

  /// Says which word and which format.
  public init(word: ByteString, format: WordFormat) {
    self.word = word
    self.format = format
  }

  /// One line for the user, with a way out.
  public var description: String {
    switch format {
    case .args, .make:
      "'\(word.forMessage)' cannot be written as '\(format.rawValue)' without quoting: "
        + "use --format rsp and give the file as @FILE"
    case .shell, .rsp:
      "'\(word.forMessage)' contains a NUL byte and cannot be given to any program"
    }
  }
}
