import Glibc
import ObjectFiles

/// An open descriptor that is closed when its last user lets go of it.
final class Descriptor: Sendable {
  let number: Int32

  init(adopting number: Int32) {
    self.number = number
  }

  deinit {
    _ = close(number)
  }

  /// Opens a regular file for reading.
  ///
  /// `O_NONBLOCK` keeps a FIFO that nobody writes to from hanging the open; what is not a regular
  /// file is turned away afterwards.
  static func open(_ path: ByteString) throws(FileError) -> (Descriptor, FileStatus) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var number: Int32 = -1
    repeat {
      number = path.withCString { Glibc.open($0, flags) } ?? invalidName()
    } while number < 0 && errno == EINTR
    guard number >= 0 else {
      // A socket cannot be opened at all and says ENXIO, which would tell the user nothing.
      if errno == ENXIO, let kind = FileStatus(path: path)?.kind {
        throw FileError(path: path, operation: .open, cause: .notAFile(kind.name))
      }
      throw FileError(path: path, operation: .open, cause: .system(errno))
    }
    let descriptor = Descriptor(adopting: number)
    guard let status = FileStatus(descriptor: number) else {
      throw FileError(path: path, operation: .open, cause: .system(errno))
    }
    guard status.kind == .regular else {
      throw FileError(path: path, operation: .open, cause: .notAFile(status.kind.name))
    }
    return (descriptor, status)
  }

  private static func invalidName() -> Int32 {
    errno = ENOENT
    return -1
  }

  /// Reads exactly `count` bytes, or says that the file has become shorter.
  func read(at offset: UInt64, count: Int, path: ByteString) throws(FileError) -> [UInt8] {
    let start = try start(of: offset, count: count, path: path)
    var failure: FileError.Cause?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      failure = fill(UnsafeMutableRawBufferPointer(buffer), from: start)
      filled = failure == nil ? count : 0
    }
    if let failure { throw FileError(path: path, operation: .read, cause: failure) }
    return bytes
  }

  /// The same, in memory that is not copied any more.
  func sharedBytes(at offset: UInt64, count: Int, path: ByteString) throws(FileError) -> SharedBytes
  {
    let start = try start(of: offset, count: count, path: path)
    let memory = SharedMemory(ofBytes: count)
    if let failure = fill(
      UnsafeMutableRawBufferPointer(
        start: UnsafeMutableRawPointer(mutating: memory.start), count: count), from: start)
    {
      throw FileError(path: path, operation: .read, cause: failure)
    }
    return SharedBytes(memory, 0..<count)
  }

  private func start(
    of offset: UInt64, count: Int, path: ByteString
  ) throws(FileError) -> off_t {
    guard let start = off_t(exactly: offset), count >= 0,
      !start.addingReportingOverflow(off_t(count)).overflow
    else {
      throw FileError(path: path, operation: .read, cause: .shrank)
    }
    return start
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer, from start: off_t) -> FileError.Cause?
  {
    var filled = 0
    while filled < buffer.count {
      let rest = buffer.baseAddress.map { $0 + filled }
      let got = pread(number, rest, buffer.count - filled, start + off_t(filled))
      if got > 0 {
        filled += got
      } else if got == 0 {
        return .shrank
      } else if errno != EINTR {
        return .system(errno)
      }
    }
    return nil
  }
}
