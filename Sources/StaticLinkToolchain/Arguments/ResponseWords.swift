public import ObjectFiles

/// The words of a response file, by the rules of libiberty's `buildargv`, which GCC and the GNU
/// linkers share.
///
/// White space separates, single and double quotes protect it, a backslash protects any byte that
/// follows it, also between quotes. Observed in GCC 12.2 and GNU ld 2.40.
public enum ResponseWords {
  /// Splits a text into words.
  public static func split(_ text: [UInt8]) -> [ByteString] {
    var words: [ByteString] = []
    var word: [UInt8] = []
    var isInWord = false
    var isEscaped = false
    var quote: UInt8?
    for byte in text {
      // The text is a C string there: nothing after a NUL is seen.
      if byte == 0 { break }
      if isEscaped {
        isEscaped = false
        word.append(byte)
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        isInWord = true
      } else if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
        isInWord = true
      } else if isSpace(byte) {
        if isInWord { words.append(ByteString(word)) }
        word = []
        isInWord = false
      } else {
        word.append(byte)
        isInWord = true
      }
    }
    if isInWord { words.append(ByteString(word)) }
    return words
  }

  /// `isspace` in the C locale.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }
}
