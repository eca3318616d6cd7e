extension Archive {
  /// What the first bytes of a member say.
  public struct Head: Sendable {
    /// Offset of the member's header.
    public var offset: UInt64
    /// `nil` for what is no ELF file.
    public var format: ObjectFormat?

    public init(offset: UInt64, format: ObjectFormat?) {
      self.offset = offset
      self.format = format
    }
  }

  private static let headBytes = ArchiveMemberHeader.size + ObjectFormat.neededBytes
  private static let windowedMember: UInt64 = 4096
  /// What is read at once where members are small; of large ones nothing but the beginning is.
  private static let headsWindow = 16384

  /// Looks at every member, with few reads and without keeping names.
  ///
  /// - Returns: `nil` for a thin archive, and where something is unusual or wrong, which
  ///   ``members()`` knows or names.
  public func heads() throws(ObjectFileError) -> [Head]? {
    guard !isThin else { return nil }
    if file.isInMemory, let index, !holdsHeaders(at: index.memberOffsets) { return nil }
    let reader = ArchiveReader(path: path, file: file)
    var heads: [Head] = []
    var window = SharedBytes()
    var start: UInt64 = 0
    var count = Archive.headBytes
    var offset = firstMember
    while offset < file.size {
      let rest = file.size - offset
      if offset + min(UInt64(Archive.headBytes), rest) > start + UInt64(window.count) {
        let wanted = file.isInMemory ? rest : min(UInt64(count), rest)
        window = try reader.shared(at: offset, count: Int(wanted))
        start = offset
      }
      guard let (size, format) = window.withBytes({ head(in: $0, at: Int(offset - start)) }),
        rest >= UInt64(ArchiveMemberHeader.size),
        size <= rest - UInt64(ArchiveMemberHeader.size)
      else { return nil }
      heads.append(Head(offset: offset, format: format))
      count = size < Archive.windowedMember ? Archive.headsWindow : Archive.headBytes
      offset += UInt64(ArchiveMemberHeader.size) + size
      offset += offset & 1
    }
    return heads
  }

  /// Whether members begin where the index says so.
  ///
  /// Each header tells where the next one is, and nearly none is in the processor's cache; those of
  /// the index do not wait for one another.
  private func holdsHeaders(at offsets: [UInt64]) -> Bool {
    guard let bytes = try? file.bytes(at: 0, count: Int(file.size)) else { return false }
    return bytes.withBytes { bytes in
      var last: UInt64 = 0
      var areHeaders = true
      for offset in offsets where offset != last {
        last = offset
        guard let start = Int(exactly: offset), start <= bytes.count - ArchiveMemberHeader.size
        else { return false }
        // A header seldom lies in one line of the cache: a name's first byte, and the end.
        if bytes[start] == 0x20 || bytes[start + 58] != 0x60 || bytes[start + 59] != 0x0a {
          areHeaders = false
        }
      }
      return areHeaders
    }
  }

  private func head(
    in window: UnsafeRawBufferPointer, at position: Int
  ) -> (size: UInt64, ObjectFormat?)? {
    let contents = position + ArchiveMemberHeader.size
    guard contents <= window.count, window[position + 58] == 0x60, window[position + 59] == 0x0a,
      isPlainName(window[position..<(position + 16)]),
      let size = ArchiveMemberHeader.decimal(window[(position + 48)..<(position + 58)])
    else { return nil }
    let count = min(Int(clamping: size), ObjectFormat.neededBytes, window.count - contents)
    let first = UnsafeRawBufferPointer(rebasing: window[contents..<(contents + count)])
    return (size, ObjectFormat(start: first))
  }

  /// Whether a name is what it seems, or stands in the table of long names.
  private func isPlainName(_ field: Slice<UnsafeRawBufferPointer>) -> Bool {
    switch (field[field.startIndex], field[field.startIndex + 1]) {
    case (UInt8(ascii: "#"), UInt8(ascii: "1")): return !field.starts(with: "#1/".utf8)
    case (UInt8(ascii: "/"), UInt8(ascii: " ")), (UInt8(ascii: "/"), UInt8(ascii: "/")): return true
    case (UInt8(ascii: "/"), UInt8(ascii: "S")) where field.starts(with: "/SYM64/".utf8):
      return true
    case (UInt8(ascii: "/"), _):
      guard let start = ArchiveMemberHeader.decimal(field.dropFirst()) else { return false }
      return start < UInt64(longNames.count)
    default: return true
    }
  }
}
