internal import CLibelf

/// A relocation that holds only while the program stays where it was linked.
public struct PositionDependence: Hashable, Sendable {
  /// Section header index of the section that is relocated.
  public var section: UInt32
  /// `R_X86_64_32` and so on.
  public var type: String
  /// The global symbol that is meant, where it is one.
  public var symbol: ByteString?
}

extension ObjectFile {
  /// Relocations of loaded sections that no position-independent executable can have, one a section.
  ///
  /// x86-64 only: an address that is cut to 32 bits or fewer (psABI, "Relocation Types").
  public static func positionDependences(
    in bytes: [UInt8]
  ) throws(ObjectFileError.Problem) -> [PositionDependence] {
    try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let header = try image.header()
      guard header.e_machine == UInt16(EM_X86_64), header.e_ident.4 == UInt8(ELFCLASS64) else {
        return []
      }
      let sections = try image.sections()
      var found: [PositionDependence] = []
      for section in sections where section.type == UInt32(SHT_RELA) {
        let target = Int(section.header.sh_info)
        guard target > 0, target < sections.count, sections[target].isAllocated else { continue }
        if let first = try firstDependence(in: section, of: image, sections) { found.append(first) }
      }
      return found
    }
  }

  private static let cutAddresses: [UInt32: String] = [
    10: "R_X86_64_32", 11: "R_X86_64_32S", 12: "R_X86_64_16", 14: "R_X86_64_8",
  ]

  private static func firstDependence(
    in section: ElfSection, of image: ElfImage, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) -> PositionDependence? {
    let data = try image.data(of: section)
    for row in 0..<Int32(truncatingIfNeeded: data.bytes.count / 24) {
      let info = data.bytes.loadUnaligned(fromByteOffset: Int(row) * 24 + 8, as: UInt64.self)
      guard let type = cutAddresses[UInt32(truncatingIfNeeded: info)] else { continue }
      let link = Int(section.header.sh_link)
      guard link > 0, link < sections.count else { continue }
      var symbol = GElf_Sym()
      let table = try image.data(of: sections[link])
      guard gelf_getsym(table.pointer, Int32(truncatingIfNeeded: info >> 32), &symbol) != nil else {
        throw ElfImage.lastProblem()
      }
      // A number is the same wherever the program stands.
      if Int32(symbol.st_shndx) == Int32(SHN_ABS) { continue }
      let isGlobal = symbol.st_info >> 4 != UInt8(STB_LOCAL)
      let strings = try image.strings(Int(sections[link].header.sh_link), among: sections)
      let name = elfString(strings, at: Int(symbol.st_name)).map { ByteString($0) }
      return PositionDependence(
        section: section.header.sh_info, type: type, symbol: isGlobal ? name : nil)
    }
    return nil
  }
}
