internal import CLibelf

/// What the header of a section says.
public struct SectionHeader: Hashable, Sendable {
  public var name: ByteString
  /// `SHT_*`.
  public var type: UInt32
  /// `SHF_*`.
  public var flags: UInt64

  /// `SHF_LINK_ORDER`: its place in the output is that of the section that it belongs to.
  public var isLinkOrdered: Bool { flags & UInt64(SHF_LINK_ORDER) != 0 }
}

extension ObjectFile {
  /// Every section in the order of the headers, the null section included.
  public static func sectionHeaders(
    in bytes: [UInt8]
  ) throws(ObjectFileError.Problem) -> [SectionHeader] {
    try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      var index = 0
      guard elf_getshdrstrndx(image.elf, &index) == 0 else { throw ElfImage.lastProblem() }
      guard index != 0 else { return [] }
      let names = try image.strings(index, among: sections)
      return sections.map { section in
        let name = elfString(names, at: Int(section.header.sh_name)).map { ByteString($0) }
        return SectionHeader(
          name: name ?? "", type: section.type, flags: section.header.sh_flags)
      }
    }
  }
}
