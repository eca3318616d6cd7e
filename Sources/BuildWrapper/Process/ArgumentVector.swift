internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

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
