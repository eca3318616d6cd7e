internal import Glibc
internal import ObjectFiles

/// Words in the form that the kernel takes.
struct ArgumentVector: ~Copyable {
  private var words: [UnsafeMutablePointer<CChar>?]

  init(_ words: [ByteString]) {
    self.words = words.map(ArgumentVector.copy) + [nil]
  }

  deinit {
    for word in words { free(word) }
  }

  borrowing func withPointers<Result>(
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result? {
    words.withUnsafeBufferPointer { $0.baseAddress.map(body) }
  }

  /// The words of this process as the kernel gave them.
  static var ofProcess: [ByteString] {
    (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0].map(text) }
  }

  static func text(_ pointer: UnsafePointer<CChar>) -> ByteString {
    ByteString(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
  }

  static func text(_ pointer: UnsafeMutablePointer<CChar>) -> ByteString {
    text(UnsafePointer(pointer))
  }

  /// A C string of its own.
  static func copy(_ word: ByteString) -> UnsafeMutablePointer<CChar>? {
    word.bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { strndup($0.assumingMemoryBound(to: CChar.self), bytes.count) }
        ?? strdup("")
    }
  }
}
