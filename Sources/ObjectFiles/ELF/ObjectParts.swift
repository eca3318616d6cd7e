/// An ELF object of which any part can be read: a file of its own, a member, or bytes in memory.
struct ObjectParts {
  let file: any RandomAccessFile
  /// Where the object begins in the file.
  let base: UInt64
  let size: Int

  /// Ranges this near each other are one read.
  private static let gap = 4096

  /// - Precondition: the range lies inside the object.
  func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    if range.isEmpty { return [] }
    return try file.read(at: base + UInt64(range.lowerBound), count: range.count)
  }

  /// Reads several ranges, those near each other at once.
  func read(_ ranges: [Range<Int>]) throws(FileError) -> ReadParts {
    var result = ReadParts()
    var next = ranges.sorted { $0.lowerBound < $1.lowerBound }.makeIterator()
    guard var open = next.next() else { return result }
    while let range = next.next() {
      if range.lowerBound - open.upperBound <= ObjectParts.gap {
        open = open.lowerBound..<max(open.upperBound, range.upperBound)
      } else {
        result.parts.append((open, try read(open)))
        open = range
      }
    }
    result.parts.append((open, try read(open)))
    return result
  }
}

/// Parts of an object in memory.
struct ReadParts {
  fileprivate(set) var parts: [(range: Range<Int>, bytes: [UInt8])] = []

  /// The bytes of a range that was among those read; `nil` for any other.
  func part(_ range: Range<Int>) -> BytesInPart? {
    if range.isEmpty { return BytesInPart(buffer: [], range: 0..<0) }
    for part in parts
    where part.range.lowerBound <= range.lowerBound && range.upperBound <= part.range.upperBound {
      let start = range.lowerBound - part.range.lowerBound
      guard start + range.count <= part.bytes.count else { return nil }
      return BytesInPart(buffer: part.bytes, range: start..<(start + range.count))
    }
    return nil
  }
}

/// Bytes within a larger buffer, which is kept as a whole in place of a copy of them.
struct BytesInPart {
  let buffer: [UInt8]
  /// Inside the buffer.
  let range: Range<Int>

  var count: Int { range.count }

  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The string at an offset; `nil` when it does not end inside.
  func string(at offset: Int) -> ByteString? {
    withBytes { elfString($0, at: offset).map { ByteString($0) } }
  }
}
