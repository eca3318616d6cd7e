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
    let temporary = path.bytes + Array(".staticld-\(getpid())".utf8)
    let descriptor = (temporary + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        open($0.baseAddress!, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      }
    }
    guard descriptor >= 0 else {
      throw CommandFailure("cannot write \(path.forMessage): \(Output.lastError)")
    }
    let isWritten = writeAll(bytes, to: descriptor)
    var problem = Output.lastError
    let isClosed = close(descriptor) == 0
    if isWritten, !isClosed { problem = Output.lastError }
    if isWritten, isClosed {
      let isRenamed = temporary.withCString { from in
        path.bytes.withCString { to in rename(from, to) == 0 }
      }
      if isRenamed { return }
      problem = Output.lastError
    }
    _ = temporary.withCString { unlink($0) }
    throw CommandFailure("cannot write \(path.forMessage): \(problem)")
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}

extension [UInt8] {
  fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (self + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
    }
  }
}
