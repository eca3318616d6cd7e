import Foundation

/// A nameless file that takes a process's output: it never fills up as a pipe does.
final class UnlinkedFile {
  let descriptor: Int32

  init() throws {
    var template = Array("\(NSTemporaryDirectory())/staticld-output.XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    if descriptor < 0 { throw HarnessError("no temporary file in \(NSTemporaryDirectory())") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
  }

  deinit { close(descriptor) }

  func contents() -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    return [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
      while count < size {
        let got = pread(descriptor, buffer.baseAddress! + count, size - count, off_t(count))
        if got <= 0 { break }
        count += got
      }
    }
  }
}

/// Something the tests themselves need is not there; never a verdict on what they test.
package struct HarnessError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
