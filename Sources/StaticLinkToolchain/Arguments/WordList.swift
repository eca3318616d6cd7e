import Glibc
package import ObjectFiles

/// Fixed words that an argument is compared with.
///
/// A `Set<ByteString>` would be built, and its metadata worked out by the runtime, in each of the
/// thousands of processes that a build starts as the drop-in; these words lie in the executable.
package struct WordList: Sendable, ExpressibleByArrayLiteral {
  private let words: [StaticString]

  package init(arrayLiteral words: StaticString...) {
    self.words = words
  }

  package func contains(_ word: ByteString) -> Bool {
    word.bytes.withUnsafeBytes { bytes in
      words.contains { $0.utf8CodeUnitCount == bytes.count && WordList.isSame($0, bytes) }
    }
  }

  /// Whether a word is one of these, or one of these after a hyphen, as in `x86_64-linux-gnu-gcc`.
  package func containsEnd(of word: ByteString) -> Bool {
    word.bytes.withUnsafeBytes { bytes in
      words.contains { known in
        let start = bytes.count - known.utf8CodeUnitCount
        guard start >= 0, start == 0 || bytes[start - 1] == UInt8(ascii: "-") else { return false }
        return WordList.isSame(known, UnsafeRawBufferPointer(rebasing: bytes[start...]))
      }
    }
  }

  private static func isSame(_ known: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress else { return bytes.count == known.utf8CodeUnitCount }
    return memcmp(known.utf8Start, start, bytes.count) == 0
  }
}
