internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// A program and its words in the form that the kernel takes.
struct ArgumentVector: ~Copyable {
  private let count: Int
  private let words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  init(_ program: ByteString, _ words: [ByteString]) {
    count = words.count + 1
    self.words = .allocate(capacity: count + 1)
    self.words.initialize(to: ArgumentVector.copy(program))
    for index in words.indices {
      (self.words + index + 1).initialize(to: ArgumentVector.copy(words[index]))
    }
    (self.words + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(words[index]) }
    words.deallocate()
  }

  borrowing func withPointers<Result>(
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    body(words)
  }

  /// The words of this process as the kernel gave them.
  static var ofProcess: [ByteString] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { ByteString(cString: $0) }
    }
  }

  /// A C string of its own.
  static func copy(_ word: ByteString) -> UnsafeMutablePointer<CChar>? {
    word.bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { strndup($0.assumingMemoryBound(to: CChar.self), bytes.count) }
        ?? strdup("")
    }
  }
}
