/// A word or a punctuation mark of a linker script, with its line.
struct ScriptToken: Equatable {
  var text: ByteString
  var line: Int
  var isQuoted: Bool
}

/// Splits a script as ld's lexer does where file names are expected: blanks, parentheses, semicolons
/// and assignments separate, quotes hold together, `/* */` and `#` are comments.
///
/// A comma separates only where it does not touch a name's end: to GNU ld 2.40 `a.a,b.a` is one
/// file.
struct ScriptTokens {
  static func split(_ text: [UInt8]) throws(ObjectFileError.Problem) -> [ScriptToken] {
    var tokens: [ScriptToken] = []
    var position = 0
    var line = 1
    while position < text.count {
      let byte = text[position]
      switch byte {
      case 0x0a:
        line += 1
        position += 1
      case 0x20, 0x09, 0x0b, 0x0c, 0x0d, 0x2c:
        position += 1
      case 0x23:
        while position < text.count, text[position] != 0x0a { position += 1 }
      case 0x2f where position + 1 < text.count && text[position + 1] == 0x2a:
        let start = line
        position += 2
        while position + 1 < text.count, !(text[position] == 0x2a && text[position + 1] == 0x2f) {
          if text[position] == 0x0a { line += 1 }
          position += 1
        }
        guard position + 1 < text.count else {
          throw .script("line \(start): comment does not end")
        }
        position += 2
      case 0x28, 0x29, 0x3b, 0x7b, 0x7d:
        tokens.append(ScriptToken(text: ByteString([byte]), line: line, isQuoted: false))
        position += 1
      case 0x3d:
        tokens.append(ScriptToken(text: "=", line: line, isQuoted: false))
        position += 1
      case 0x22:
        let end = text[(position + 1)...].firstIndex(of: 0x22)
        guard let end else { throw .script("line \(line): quoted name does not end") }
        let word = text[(position + 1)..<end]
        tokens.append(ScriptToken(text: ByteString(word), line: line, isQuoted: true))
        line += word.count { $0 == 0x0a }
        position = end + 1
      default:
        let start = position
        // An assignment may stand without blanks, and so may a file name with this mark in it: the
        // parser knows which is meant.
        while position < text.count, !isSeparator(text[position]) { position += 1 }
        tokens.append(
          ScriptToken(text: ByteString(text[start..<position]), line: line, isQuoted: false))
      }
    }
    return tokens
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0a, 0x20, 0x09, 0x0b, 0x0c, 0x0d, 0x28, 0x29, 0x3b, 0x7b, 0x7d, 0x22: true
    default: false
    }
  }
}
