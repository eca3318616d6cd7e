/// A file of which one part has been read already: several small reads near each other cost one
/// system call.
struct ReadAheadFile: RandomAccessFile {
  private let base: any RandomAccessFile
  private let start: UInt64
  private let window: [UInt8]

  /// Reads `count` bytes from `start`, or what there is of them.
  init(
    _ base: any RandomAccessFile, at start: UInt64, count: UInt64
  ) throws(FileError) {
    let available = start < base.size ? min(count, base.size - start) : 0
    self.base = base
    self.start = start
    window = available > 0 ? try base.read(at: start, count: Int(available)) : []
  }

  var size: UInt64 { base.size }

  func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
    guard offset >= start, count >= 0, offset - start <= UInt64(window.count),
      count <= window.count - Int(offset - start)
    else { return try base.read(at: offset, count: count) }
    let first = Int(offset - start)
    return Array(window[first..<(first + count)])
  }
}
