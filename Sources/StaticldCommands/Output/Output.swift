internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// Where the answer goes: standard output, or a file that appears complete or not at all.
struct Output {
  private let path: ByteString?

  static let standard = Output(path: nil)

  init(path: ByteString?) {
    self.path = path
  }

  func write(_ text: String) {
    _ = try? write(Array(text.utf8))
  }

  /// - Throws: ``CommandFailure`` when the bytes cannot be written; the file is then untouched.
  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    guard let path else {
      guard writeAll(bytes, to: 1) else {
        throw CommandFailure("cannot write to standard output: \(Output.lastError)")
      }
      return
    }
    do throws(FileError) { try path.write(bytes) } catch {
      throw CommandFailure("cannot write \(path.forMessage): \(error.cause)")
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
