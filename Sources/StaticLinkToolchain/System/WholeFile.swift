import Glibc
package import ObjectFiles

extension ByteString {
  /// Makes these bytes the contents of the file at this path, which appears complete or not at all.
  ///
  /// - Throws: ``FileError``; what was there before is then untouched.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    let temporary = self + ".staticld-" + ByteString(String(getpid()))
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    guard let descriptor = temporary.withCString({ open($0, flags, 0o666) }), descriptor >= 0 else {
      throw FileError(path: self, operation: .write, cause: .system(errno))
    }
    let isWritten = writeAll(bytes, to: descriptor)
    var problem = errno
    let isClosed = close(descriptor) == 0
    if isWritten, !isClosed { problem = errno }
    do throws(FileError) {
      guard isWritten, isClosed else {
        throw FileError(path: self, operation: .write, cause: .system(problem))
      }
      try temporary.rename(to: self)
    } catch {
      _ = temporary.withCString { unlink($0) }
      throw error
    }
  }

  /// Gives the file another name, in the place of what may be there.
  func rename(to new: ByteString) throws(FileError) {
    let result = withCString { from in new.withCString { Glibc.rename(from, $0) } }
    guard result == 0 else {
      throw FileError(path: new, operation: .write, cause: .system(errno))
    }
  }
}
