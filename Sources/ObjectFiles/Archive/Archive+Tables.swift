extension Archive {
  /// Below this many bytes one read of everything is cheaper than several of parts.
  private static let smallest = 32768
  /// Ranges this near each other are one read.
  private static let gap = 4096

  /// The contents of a member as far as its symbols need them.
  ///
  /// Of an ELF object these are the headers, the tables of symbols and strings and the groups. Code,
  /// data and relocations, by far the most of it, are not read, and what stands in their place is
  /// not defined.
  ///
  /// What is small, no little-endian 64-bit object or holds notes that are read too comes whole.
  public func tables(of member: ArchiveMember) throws(ObjectFileError) -> [UInt8] {
    guard let size = Int(exactly: member.size), size >= Archive.smallest else {
      return try contents(of: member)
    }
    let header = try part(of: member, 0..<64)
    guard let table = SectionTable(header, size: size) else { return try contents(of: member) }
    let sections = try part(of: member, table.range)
    guard let names = table.names(in: sections) else { return try contents(of: member) }
    let text = try part(of: member, names)
    guard let wanted = table.tables(in: sections, names: text) else {
      return try contents(of: member)
    }
    var parts = [(0..<64, header), (table.range, sections), (names, text)]
    for range in Archive.merged(wanted) { parts.append((range, try part(of: member, range))) }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      for (range, bytes) in parts {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[range])
          .copyBytes(from: bytes)
      }
      filled = size
    }
  }

  private func part(
    of member: ArchiveMember, _ range: Range<Int>
  ) throws(ObjectFileError) -> [UInt8] {
    do {
      return try file.read(
        at: member.dataOffset + UInt64(range.lowerBound), count: range.count)
    } catch {
      throw ObjectFileError(path: path, member: member.name, problem: .file(error))
    }
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = result.last, range.lowerBound - last.upperBound <= gap {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

/// Where the tables of a little-endian 64-bit ELF object are (gABI, "ELF Header", "Sections").
private struct SectionTable {
  let range: Range<Int>
  private let nameIndex: Int
  private let size: Int

  /// `nil` for what is anything else, or damaged: whoever reads it whole says so.
  init?(_ header: [UInt8], size: Int) {
    let bytes = CheckedBytes(header)
    guard header.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]),
      let offset = bytes.integer(UInt64.self, at: 40, bigEndian: false),
      bytes.integer(UInt16.self, at: 58, bigEndian: false) == 64,
      let count = bytes.integer(UInt16.self, at: 60, bigEndian: false), count > 0,
      let index = bytes.integer(UInt16.self, at: 62, bigEndian: false), index < count,
      let start = Int(exactly: offset), start <= size, Int(count) * 64 <= size - start
    else { return nil }
    range = start..<(start + Int(count) * 64)
    nameIndex = Int(index)
    self.size = size
  }

  func names(in sections: [UInt8]) -> Range<Int>? { extent(of: nameIndex, in: sections) }

  /// The symbol and string tables and the groups; `nil` where others are read as well.
  func tables(in sections: [UInt8], names: [UInt8]) -> [Range<Int>]? {
    let bytes = CheckedBytes(sections)
    var result: [Range<Int>] = []
    for index in 0..<(sections.count / 64) {
      guard let type = bytes.integer(UInt32.self, at: index * 64 + 4, bigEndian: false),
        !SectionTable.isNote(index, in: bytes, names)
      else { return nil }
      // SHT_SYMTAB, SHT_STRTAB, SHT_GROUP, SHT_SYMTAB_SHNDX
      guard [2, 3, 17, 18].contains(type) else { continue }
      guard let range = extent(of: index, in: sections) else { return nil }
      result.append(range)
    }
    return result
  }

  private func extent(of index: Int, in sections: [UInt8]) -> Range<Int>? {
    let bytes = CheckedBytes(sections)
    guard let offset = bytes.integer(UInt64.self, at: index * 64 + 24, bigEndian: false),
      let length = bytes.integer(UInt64.self, at: index * 64 + 32, bigEndian: false),
      let start = Int(exactly: offset), let count = Int(exactly: length),
      start <= size, count <= size - start
    else { return nil }
    return start..<(start + count)
  }

  /// Whether it is one of warnings or of bytecode.
  private static func isNote(_ index: Int, in sections: CheckedBytes, _ names: [UInt8]) -> Bool {
    guard let start = sections.integer(UInt32.self, at: index * 64, bigEndian: false),
      start < names.count
    else { return false }
    let name = names[Int(start)...]
    guard name.starts(with: ".gnu.".utf8) else { return false }
    return name.starts(with: ".gnu.warning".utf8) || name.starts(with: ".gnu.lto_".utf8)
  }
}
