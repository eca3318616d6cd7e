internal import CLibelf

/// A place in a section that needs a symbol's address.
public struct RelocatedUse: Hashable, Sendable {
  /// Row of the symbol in the object's own table.
  public var symbolIndex: UInt32
  /// Section header index of the section that is relocated.
  public var section: UInt32
  /// Bytes from the section's start.
  public var offset: UInt64
  /// Whether the section is loaded at run time; debug sections are not.
  public var isAllocated: Bool
}

extension ObjectFile {
  /// For each section, which undefined global symbols its relocations use, each pair once.
  ///
  /// An undefined symbol is an error only when a relocation in a kept section uses it; its mere
  /// presence in the table extracts members but harms nothing (GNU ld 2.40).
  public func undefinedUses(in bytes: [UInt8]) throws(ObjectFileError.Problem) -> [RelocatedUse] {
    let first = firstGlobal
    return try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      var uses: [RelocatedUse] = []
      // The section in which a symbol was last seen, so that a pair is noted once.
      var seen = [UInt32](repeating: 0, count: symbols.count)
      try ObjectFile.forEachRelocation(of: image, sections) { target, symbol, offset, _ in
        guard symbol >= first, Int(symbol - first) < seen.count else { return }
        let row = Int(symbol - first)
        guard seen[row] != target else { return }
        seen[row] = target
        uses.append(
          RelocatedUse(
            symbolIndex: symbol, section: target, offset: offset,
            isAllocated: sections[Int(target)].isAllocated))
      }
      return uses
    }
  }

  /// Rows of undefined symbols that code calls, and of those that it does something else with: only
  /// code that looks at an address can find out that it is null.
  ///
  /// x86-64 only; on other machines everything counts as looked at.
  public func callsAndTests(
    in bytes: [UInt8]
  ) throws(ObjectFileError.Problem) -> (called: Set<UInt32>, tested: Set<UInt32>) {
    let first = firstGlobal
    let isX86 = format.machine == UInt16(EM_X86_64)
    return try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      var called: Set<UInt32> = []
      var tested: Set<UInt32> = []
      try ObjectFile.forEachRelocation(of: image, sections) { target, symbol, _, type in
        guard symbol >= first, Int(symbol - first) < symbols.count,
          symbols.flags[Int(symbol - first)].isUndefined, sections[Int(target)].isAllocated
        else { return }
        // R_X86_64_PC32 and R_X86_64_PLT32.
        if isX86, type == 2 || type == 4 {
          called.insert(symbol - first)
        } else {
          tested.insert(symbol - first)
        }
      }
      return (called, tested)
    }
  }

  /// Visits each relocation with the section that it changes, its symbol, its offset there and its
  /// type.
  static func forEachRelocation(
    of image: ElfImage, _ sections: [ElfSection],
    _ visit: (_ section: UInt32, _ symbol: UInt32, _ offset: UInt64, _ type: UInt32) -> Void
  ) throws(ObjectFileError.Problem) {
    let symbolShift = try ObjectFile.symbolShift(of: image)
    for section in sections
    where section.type == UInt32(SHT_RELA) || section.type == UInt32(SHT_REL) {
      let target = section.header.sh_info
      guard target > 0, Int(target) < sections.count else { continue }
      try scan(section, of: image, symbolShift: symbolShift) { visit(target, $0, $1, $2) }
    }
  }

  /// Little-endian MIPS64 stores the symbol in front of the types, each part in its own byte order
  /// (MIPS ABI supplement, "Relocation"), which libelf reads as one number.
  private static func symbolShift(of image: ElfImage) throws(ObjectFileError.Problem) -> UInt64 {
    let header = try image.header()
    let isMIPS64 = header.e_machine == UInt16(EM_MIPS) && header.e_ident.4 == UInt8(ELFCLASS64)
    return isMIPS64 && header.e_ident.5 == UInt8(ELFDATA2LSB) ? 0 : 32
  }

  private static func scan(
    _ section: ElfSection, of image: ElfImage, symbolShift: UInt64,
    _ visit: (UInt32, UInt64, UInt32) -> Void
  ) throws(ObjectFileError.Problem) {
    let data = try image.data(of: section)
    let isRela = section.type == UInt32(SHT_RELA)
    let entrySize = gelf_fsize(image.elf, isRela ? ELF_T_RELA : ELF_T_REL, 1, UInt32(EV_CURRENT))
    guard entrySize > 0 else { throw ElfImage.lastProblem() }
    for row in 0..<Int32(truncatingIfNeeded: data.bytes.count / Int(entrySize)) {
      if isRela {
        var entry = GElf_Rela()
        guard gelf_getrela(data.pointer, row, &entry) != nil else { throw ElfImage.lastProblem() }
        visit(
          UInt32(truncatingIfNeeded: entry.r_info >> symbolShift), entry.r_offset,
          UInt32(truncatingIfNeeded: entry.r_info))
      } else {
        var entry = GElf_Rel()
        guard gelf_getrel(data.pointer, row, &entry) != nil else { throw ElfImage.lastProblem() }
        visit(
          UInt32(truncatingIfNeeded: entry.r_info >> symbolShift), entry.r_offset,
          UInt32(truncatingIfNeeded: entry.r_info))
      }
    }
  }
}
