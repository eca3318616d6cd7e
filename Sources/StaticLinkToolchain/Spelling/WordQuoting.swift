import ObjectFiles

/// The quoting rules behind ``WordFormat``.
enum WordQuoting {
  /// Whether a shell leaves a word as it is, also when it comes out of an unquoted `$(…)` and
  /// whatever file names there are.
  static func isPlain(_ word: ByteString) -> Bool {
    !word.isEmpty && word.bytes.allSatisfy(isPlain)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xff:
      true
    default: plainPunctuation.contains(byte)
    }
  }

  private static let plainPunctuation = Array("-_./,:=+@%^".utf8)

  /// Single quotes, which protect everything but themselves.
  static func forShell(_ word: ByteString) -> [UInt8] {
    if isPlain(word) { return word.bytes }
    var quoted = [UInt8(ascii: "'")]
    for byte in word.bytes {
      if byte == UInt8(ascii: "'") {
        quoted += Array("'\\''".utf8)
      } else {
        quoted.append(byte)
      }
    }
    return quoted + [UInt8(ascii: "'")]
  }

  /// Backslashes outside of quotes, where every reader agrees what they mean.
  ///
  /// Between quotes libiberty up to 2.42 and its successors differ. Only a newline needs quotes, because after a
  /// backslash the successors drop it.
  static func forResponseFile(_ word: ByteString) -> [UInt8] {
    if word.isEmpty { return Array("\"\"".utf8) }
    var quoted: [UInt8] = []
    for (index, byte) in word.bytes.enumerated() {
      if byte == 0x0a {
        quoted += [UInt8(ascii: "\""), byte, UInt8(ascii: "\"")]
      } else if ResponseWords.isSpace(byte) || responseSpecial.contains(byte)
        || index == 0 && responseLeading.contains(byte)
      {
        quoted += [UInt8(ascii: "\\"), byte]
      } else {
        quoted.append(byte)
      }
    }
    return quoted
  }

  private static let responseSpecial = Array("\\'\"".utf8)
  /// A line that begins with `#` is a comment for LLVM's configuration files.
  private static let responseLeading = Array("#".utf8)

  /// Quoted for the recipe's shell, then for make.
  ///
  /// For make a word ends at white space, whatever surrounds it. `nil` where no spelling survives both.
  static func forMake(_ word: ByteString) -> [UInt8]? {
    let impossible = Array("\\'".utf8)
    for byte in word.bytes
    where byte == 0 || ResponseWords.isSpace(byte) || impossible.contains(byte) {
      return nil
    }
    return forShell(word).flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "$"): Array("$$".utf8)
      case UInt8(ascii: "#"): Array("\\#".utf8)
      default: [byte]
      }
    }
  }
}
