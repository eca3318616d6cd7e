public import ObjectFiles

/// The commands that a driver shows with `-###`.
public struct DriverTranscript: Hashable, Sendable {
  /// The words of each command, in order.
  public var commands: [[ByteString]]
  /// The spec files (GCC) and configuration files (clang) that the driver has read.
  public var configurationFiles: [ByteString]

  /// Reads what GCC or clang wrote to standard error.
  ///
  /// Both begin a command with one space and protect a word with double quotes, in which a
  /// backslash stands before `"`, `\` and `$`; GCC 12 quotes only where needed, clang 21 every
  /// word. A quoted word may contain a newline, so the text is not cut into lines first.
  public init(_ text: [UInt8]) {
    var commands: [[ByteString]] = []
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: " ") {
        commands.append(DriverTranscript.words(in: text, from: &position))
      }
      while position < text.count, text[position] != 0x0a { position += 1 }
      position += 1
    }
    self.commands = commands
    configurationFiles = ByteString(text).split(separator: 0x0a).compactMap { line in
      let prefixes: [ByteString] = ["Reading specs from ", "Configuration file: "]
      return prefixes.first { line.hasPrefix($0) }.map { line.dropFirst($0.count) }
    }
  }

  /// The last command whose program links: drivers show what they compile first.
  public var linkerCommand: [ByteString]? {
    commands.last { $0.first.map(ToolNames.isLinker) == true }
  }

  private static func words(in text: [UInt8], from position: inout Int) -> [ByteString] {
    var words: [ByteString] = []
    var word: [UInt8] = []
    var isInWord = false
    var isQuoted = false
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\\"), isQuoted, position + 1 < text.count {
        position += 1
        word.append(text[position])
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        isInWord = true
      } else if isQuoted || (byte != UInt8(ascii: " ") && byte != 0x0a) {
        word.append(byte)
        isInWord = true
      } else {
        if isInWord { words.append(ByteString(word)) }
        word = []
        isInWord = false
        if byte == 0x0a { break }
      }
      position += 1
    }
    if isInWord { words.append(ByteString(word)) }
    return words
  }
}
