internal import CLibelf

/// The section headers of a little-endian 64-bit relocatable object (gABI, "ELF Header",
/// "Sections").
struct SectionHeaders {
  struct Header {
    let name: Int
    let type: UInt32
    let flags: UInt64
    /// Where the contents are in the object; `nil` when they do not lie in it.
    let contents: Range<Int>?
    let size: UInt64
    let link: Int
    let info: UInt32
    let entrySize: UInt64

    var isAllocated: Bool { flags & UInt64(SHF_ALLOC) != 0 }
  }

  static let headerSize = 64

  let machine: UInt16
  let abiFlags: UInt32
  let count: Int
  let nameIndex: Int
  private let table: SharedBytes
  private let objectSize: Int

  /// - Returns: `nil` for what is anything else or unusual, or damaged.
  init?(_ parts: ObjectParts) throws(FileError) {
    guard parts.size >= SectionHeaders.headerSize else { return nil }
    let header = try parts.read(0..<SectionHeaders.headerSize)
    guard header.withBytes({ $0.starts(with: SectionHeaders.identification) }),
      header.half(at: 16) == UInt16(ET_REL), let machine = header.half(at: 18),
      header.half(at: 58) == UInt16(SectionHeaders.entrySize),
      let start = header.offset(at: 40), let flags = header.word(at: 48),
      let count = header.half(at: 60), let nameIndex = header.half(at: 62), nameIndex > 0,
      nameIndex < count, start <= parts.size,
      Int(count) * SectionHeaders.entrySize <= parts.size - start
    else { return nil }
    self.machine = machine
    abiFlags = flags
    self.count = Int(count)
    self.nameIndex = Int(nameIndex)
    objectSize = parts.size
    table = try parts.read(start..<(start + Int(count) * SectionHeaders.entrySize))
  }

  /// 64-bit, little-endian, version 1.
  private static let identification: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]
  private static let entrySize = 64

  /// - Precondition: `index` is less than ``count``.
  subscript(_ index: Int) -> Header {
    precondition(index >= 0 && index < count && table.count == count * SectionHeaders.entrySize)
    return table.withBytes { raw in
      let base = index * SectionHeaders.entrySize
      let offset = SectionHeaders.long(raw, base + 24)
      let size = SectionHeaders.long(raw, base + 32)
      let fits = offset <= UInt64(objectSize) && size <= UInt64(objectSize) - offset
      return Header(
        name: Int(SectionHeaders.word(raw, base)), type: SectionHeaders.word(raw, base + 4),
        flags: SectionHeaders.long(raw, base + 8),
        contents: fits ? Int(offset)..<Int(offset + size) : nil, size: size,
        link: Int(SectionHeaders.word(raw, base + 40)), info: SectionHeaders.word(raw, base + 44),
        entrySize: SectionHeaders.long(raw, base + 56))
    }
  }

  /// What nearly every section is passed over for.
  struct Glance {
    let type: UInt32
    let name: Int
  }

  /// The indices of sections, in order.
  func indices(where isWanted: (Glance) -> Bool) -> [Int] {
    table.withBytes { raw in
      (0..<count).filter { index in
        let base = index * SectionHeaders.entrySize
        return isWanted(
          Glance(
            type: SectionHeaders.word(raw, base + 4),
            name: Int(SectionHeaders.word(raw, base))))
      }
    }
  }

  @inline(__always)
  private static func word(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  private static func long(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The contents of a string table.
  func strings(_ index: Int) -> Range<Int>? {
    guard index > 0, index < count, self[index].type == UInt32(SHT_STRTAB) else { return nil }
    return self[index].contents
  }
}

extension SharedBytes {
  fileprivate func half(at offset: Int) -> UInt16? {
    integer(UInt16.self, at: offset, bigEndian: false)
  }

  fileprivate func word(at offset: Int) -> UInt32? {
    integer(UInt32.self, at: offset, bigEndian: false)
  }

  fileprivate func offset(at offset: Int) -> Int? {
    integer(UInt64.self, at: offset, bigEndian: false).flatMap { Int(exactly: $0) }
  }
}
