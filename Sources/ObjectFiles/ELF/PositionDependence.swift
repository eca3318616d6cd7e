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

  fileprivate static func cutAddress(_ type: UInt32) -> String? {
    switch type {
    case 10: "R_X86_64_32"
    case 11: "R_X86_64_32S"
    case 12: "R_X86_64_16"
    case 14: "R_X86_64_8"
    default: nil
    }
  }

  private static func firstDependence(
    in section: ElfSection, of image: ElfImage, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) -> PositionDependence? {
    let data = try image.data(of: section)
    for row in 0..<Int32(truncatingIfNeeded: data.bytes.count / 24) {
      let info = data.bytes.loadUnaligned(fromByteOffset: Int(row) * 24 + 8, as: UInt64.self)
      guard let type = cutAddress(UInt32(truncatingIfNeeded: info)) else { continue }
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

extension Archive {
  /// Whether ``ObjectFile/positionDependences(in:)`` may find something in a member that lies inside
  /// this file; no more than the relocations of loaded sections is read.
  public func mayDependOnPosition(_ member: ArchiveMember) throws(FileError) -> Bool {
    guard let size = Int(exactly: member.size) else { return true }
    let parts = ObjectParts(file: file, base: member.dataOffset, size: size)
    guard let headers = try SectionHeaders(parts) else { return true }
    guard headers.machine == UInt16(EM_X86_64) else { return false }
    var ranges: [Range<Int>] = []
    for index in 0..<headers.count where headers[index].type == UInt32(SHT_RELA) {
      let header = headers[index]
      guard header.info > 0, Int(header.info) < headers.count,
        headers[Int(header.info)].isAllocated
      else { continue }
      guard let contents = header.contents, contents.count % Archive.relocationSize == 0 else {
        return true
      }
      ranges.append(contents)
    }
    let read = try parts.read(ranges)
    return ranges.contains { range in
      read.part(range)?.withBytes(Archive.hasCutAddress) ?? true
    }
  }

  private static let relocationSize = 24

  private static func hasCutAddress(_ relocations: UnsafeRawBufferPointer) -> Bool {
    var offset = 8
    while offset + 8 <= relocations.count {
      let type = UInt32(
        littleEndian: relocations.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      if type >= 10, type <= 14, ObjectFile.cutAddress(type) != nil { return true }
      offset += relocationSize
    }
    return false
  }
}
