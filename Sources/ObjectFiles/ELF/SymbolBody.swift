internal import CLibelf

/// What a definition consists of: its bytes and what they refer to.
public struct SymbolBody: Hashable, Sendable {
  /// Where a definition stands in its object.
  public struct Extent: Hashable, Sendable {
    /// Section header index.
    public var section: UInt32
    /// Bytes from the section's start.
    public var offset: UInt64
    /// Bytes.
    public var size: UInt64

    public init(section: UInt32, offset: UInt64, size: UInt64) {
      self.section = section
      self.offset = offset
      self.size = size
    }
  }

  public enum Target: Hashable, Sendable {
    /// A global symbol by its name.
    case symbol(ByteString)
    /// A constant that the linker merges with its equals.
    case constant(ByteString)
    /// Some other place in the same object, which has no name that means anything elsewhere.
    case local
  }

  public struct Reference: Hashable, Sendable {
    /// Bytes from the definition's start.
    public var offset: UInt64
    /// The relocation type of the machine.
    public var type: UInt32
    /// 0 where the target is no symbol.
    public var addend: Int64
    public var target: Target
  }

  /// How two definitions of one symbol compare.
  public enum Agreement: String, Hashable, Sendable {
    case identical, different, unknown
  }

  /// Without those of sections that take no room in the file.
  public var bytes: [UInt8]
  public var isZeroes: Bool
  /// Bytes.
  public var size: UInt64
  /// By their offset.
  public var references: [Reference]

  /// The same bytes and references are the same; references to unnamed places leave it open.
  public func agreement(with other: SymbolBody) -> Agreement {
    guard size == other.size, isZeroes == other.isZeroes, bytes == other.bytes,
      references.count == other.references.count
    else { return .different }
    var isOpen = false
    for (left, right) in zip(references, other.references) {
      guard left == right else { return .different }
      if left.target == .local { isOpen = true }
    }
    return isOpen ? .unknown : .identical
  }
}

extension ObjectFile {
  /// Definitions at extents of an object, `nil` where one does not lie in a section.
  public static func bodies(
    at extents: [SymbolBody.Extent], in bytes: [UInt8]
  ) throws(ObjectFileError.Problem) -> [SymbolBody?] {
    try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      var bodies = try extents.map { extent throws(ObjectFileError.Problem) in
        try body(at: extent, of: image, sections)
      }
      var positions: [UInt32: [Int]] = [:]
      for (position, extent) in extents.enumerated() where bodies[position] != nil {
        positions[extent.section, default: []].append(position)
      }
      for section in sections
      where section.type == UInt32(SHT_RELA) || section.type == UInt32(SHT_REL) {
        guard let wanted = positions[section.header.sh_info] else { continue }
        let reader = try ReferenceReader(image, sections, relocations: section)
        try reader.forEach { offset, type, target, addend in
          for position in wanted {
            let extent = extents[position]
            guard offset >= extent.offset, offset - extent.offset < extent.size else { continue }
            bodies[position]?.references.append(
              .init(offset: offset - extent.offset, type: type, addend: addend, target: target))
          }
        }
      }
      for position in bodies.indices {
        bodies[position]?.references.sort { ($0.offset, $0.type) < ($1.offset, $1.type) }
      }
      return bodies
    }
  }

  private static func body(
    at extent: SymbolBody.Extent, of image: ElfImage, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) -> SymbolBody? {
    guard extent.section > 0, Int(extent.section) < sections.count, extent.size > 0 else {
      return nil
    }
    let section = sections[Int(extent.section)]
    guard extent.offset <= section.header.sh_size,
      extent.size <= section.header.sh_size - extent.offset
    else { return nil }
    var body = SymbolBody(bytes: [], isZeroes: true, size: extent.size, references: [])
    guard section.type != UInt32(SHT_NOBITS) else { return body }
    let contents = try image.data(of: section).bytes
    guard extent.offset + extent.size <= UInt64(contents.count) else { return nil }
    let start = Int(extent.offset)
    body.bytes = Array(contents[start..<(start + Int(extent.size))])
    body.isZeroes = false
    return body
  }
}

/// Reads the relocations of one section with what they mean.
private struct ReferenceReader {
  private let image: ElfImage
  private let sections: [ElfSection]
  private let relocations: ElfSection
  private let symbols: ElfData
  private let strings: UnsafeRawBufferPointer
  private let isX86: Bool

  init(
    _ image: ElfImage, _ sections: [ElfSection], relocations: ElfSection
  ) throws(ObjectFileError.Problem) {
    self.image = image
    self.sections = sections
    self.relocations = relocations
    let link = Int(relocations.header.sh_link)
    guard link > 0, link < sections.count, sections[link].type == UInt32(SHT_SYMTAB) else {
      throw .malformed(what: "relocation section \(relocations.index) has no symbol table")
    }
    symbols = try image.data(of: sections[link])
    strings = try image.strings(Int(sections[link].header.sh_link), among: sections)
    isX86 = try image.header().e_machine == UInt16(EM_X86_64)
  }

  func forEach(
    _ visit: (UInt64, UInt32, SymbolBody.Target, Int64) -> Void
  ) throws(ObjectFileError.Problem) {
    let data = try image.data(of: relocations)
    let isRela = relocations.type == UInt32(SHT_RELA)
    let entrySize = gelf_fsize(image.elf, isRela ? ELF_T_RELA : ELF_T_REL, 1, UInt32(EV_CURRENT))
    guard entrySize > 0 else { throw ElfImage.lastProblem() }
    for row in 0..<Int32(truncatingIfNeeded: data.bytes.count / Int(entrySize)) {
      var entry = GElf_Rela()
      if isRela {
        guard gelf_getrela(data.pointer, row, &entry) != nil else { throw ElfImage.lastProblem() }
      } else {
        var short = GElf_Rel()
        guard gelf_getrel(data.pointer, row, &short) != nil else { throw ElfImage.lastProblem() }
        entry.r_offset = short.r_offset
        entry.r_info = short.r_info
      }
      let type = UInt32(truncatingIfNeeded: entry.r_info)
      let target = try target(
        UInt32(truncatingIfNeeded: entry.r_info >> 32), type: type, addend: entry.r_addend)
      var addend = entry.r_addend
      if case .symbol = target {} else { addend = 0 }
      visit(entry.r_offset, type, target, addend)
    }
  }

  private func target(
    _ row: UInt32, type: UInt32, addend: Int64
  ) throws(ObjectFileError.Problem) -> SymbolBody.Target {
    var symbol = GElf_Sym()
    guard gelf_getsym(symbols.pointer, Int32(truncatingIfNeeded: row), &symbol) != nil else {
      throw ElfImage.lastProblem()
    }
    guard symbol.st_info >> 4 == UInt8(STB_LOCAL) else {
      return .symbol(elfString(strings, at: Int(symbol.st_name)).map { ByteString($0) } ?? "")
    }
    let index = Int(symbol.st_shndx)
    guard index > 0, index < sections.count else { return .local }
    // The field of an x86 instruction that refers to its own place ends four bytes behind it.
    let isRelative = isX86 && [2, 4, 9, 41, 42].contains(type)
    let (offset, overflow) = addend.addingReportingOverflow(isRelative ? 4 : 0)
    guard !overflow, let start = Int(exactly: symbol.st_value), offset >= 0,
      let constant = try constant(in: sections[index], at: start &+ Int(offset))
    else { return .local }
    return .constant(constant)
  }

  private func constant(
    in section: ElfSection, at offset: Int
  ) throws(ObjectFileError.Problem) -> ByteString? {
    let flags = section.header.sh_flags
    guard flags & UInt64(SHF_MERGE) != 0, section.type != UInt32(SHT_NOBITS) else { return nil }
    let contents = try image.data(of: section).bytes
    let width = max(Int(truncatingIfNeeded: section.header.sh_entsize), 1)
    guard offset >= 0, offset < contents.count else { return nil }
    guard flags & UInt64(SHF_STRINGS) != 0 else {
      return ByteString(Array(contents[offset..<min(offset &+ width, contents.count)]))
    }
    guard width == 1 else { return nil }
    return elfString(contents, at: offset).map { ByteString($0) }
  }
}
