import ObjectFiles

/// Words between blanks and ends of lines, more than are worth a ``WordList``.
///
/// Looked for where they stand: a table of a few hundred takes longer to make than the words of a line
/// to find.
struct SpacedWords: ExpressibleByStringLiteral, Sendable {
  private let text: StaticString

  init(stringLiteral text: StaticString) {
    self.text = text
  }

  var all: [String] {
    text.description.split { $0 == " " || $0 == "\n" }.map { String($0) }
  }

  func contains(_ wanted: ByteString) -> Bool {
    text.withUTF8Buffer { text in
      wanted.bytes.withUnsafeBufferPointer { SpacedWords.isWord($0, in: text) }
    }
  }

  private static func isWord(
    _ wanted: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var start = 0
    while start < text.count {
      var end = start
      var isEqual = true
      while end < text.count, text[end] != UInt8(ascii: " "), text[end] != UInt8(ascii: "\n") {
        isEqual = isEqual && end - start < wanted.count && text[end] == wanted[end - start]
        end += 1
      }
      if isEqual, end > start, end - start == wanted.count { return true }
      start = end + 1
    }
    return false
  }
}

extension ByteString {
  func begins(with prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { bytes.starts(with: $0) }
  }
}
