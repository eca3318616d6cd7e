/// An ELF object of which any part can be read: a file of its own, a member, or bytes in memory.
struct ObjectParts {
  let file: any RandomAccessFile
  /// Where the object begins in the file.
  let base: UInt64
  let size: Int

  /// Ranges this near each other are one read.
  private static let gap = 4096

  /// - Precondition: the range lies inside the object.
  func read(_ range: Range<Int>) throws(FileError) -> SharedBytes {
    if range.isEmpty { return SharedBytes() }
    return try file.bytes(at: base + UInt64(range.lowerBound), count: range.count)
  }

  /// Reads several ranges, those near each other at once.
  func read(_ ranges: [Range<Int>]) throws(FileError) -> ReadParts {
    if file.isInMemory { return ReadParts(parts: [(0..<size, try read(0..<size))]) }
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
  fileprivate(set) var parts: [(range: Range<Int>, bytes: SharedBytes)] = []

  /// The bytes of a range that was among those read; `nil` for any other.
  func part(_ range: Range<Int>) -> SharedBytes? {
    if range.isEmpty { return SharedBytes() }
    for part in parts
    where part.range.lowerBound <= range.lowerBound && range.upperBound <= part.range.upperBound {
      let start = range.lowerBound - part.range.lowerBound
      guard start + range.count <= part.bytes.count else { return nil }
      return part.bytes.part(start..<(start + range.count))
    }
    return nil
  }
}
