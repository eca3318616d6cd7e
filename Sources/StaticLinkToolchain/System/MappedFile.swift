import Glibc
import ObjectFiles

/// A regular file, mapped: what is read of it is read by the system, page by page, and shared with
/// whoever else has the file in memory.
///
/// It needs no descriptor, and stays the file that was opened when another takes its name. Where it
/// becomes shorter while it is read, the system ends the process by a signal, of which ``BusError``
/// makes a message.
final class MappedFile: RandomAccessFile {
  private let path: ByteString
  private let memory: SharedMemory

  /// - Returns: `nil` for an empty file and what cannot be mapped.
  init?(_ descriptor: Descriptor, path: ByteString, size: UInt64) {
    guard size > 0, let count = Int(exactly: size),
      let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.number, 0),
      start != MAP_FAILED
    else { return nil }
    self.path = path
    memory = SharedMemory(UnsafeRawPointer(start), count: count) { start, count in
      munmap(UnsafeMutableRawPointer(mutating: start), count)
    }
  }

  var size: UInt64 { UInt64(memory.count) }

  var isInMemory: Bool { true }

  func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
    try bytes(at: offset, count: count).array
  }

  func bytes(at offset: UInt64, count: Int) throws(FileError) -> SharedBytes {
    guard count >= 0, count <= memory.count, offset <= UInt64(memory.count - count) else {
      throw FileError(path: path, operation: .read, cause: .shrank)
    }
    return SharedBytes(memory, Int(offset)..<(Int(offset) + count))
  }
}
