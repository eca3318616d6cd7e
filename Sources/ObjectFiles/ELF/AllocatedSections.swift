internal import CLibelf

/// What a section that is loaded at run time costs.
public struct AllocatedSection: Hashable, Sendable {
  /// The columns of `size(1)` in its Berkeley format.
  public enum Kind: Sendable {
    /// Code, constants and whatever else nobody writes to.
    case text
    case data
    /// Zeroes that take no room in the file.
    case bss
  }

  /// Section header index.
  public var index: UInt32
  public var kind: Kind
  /// Bytes.
  public var size: UInt64
}

extension ObjectFile {
  /// The sections that a program has in memory, in the order of their headers.
  public static func allocatedSections(
    in bytes: [UInt8]
  ) throws(ObjectFileError.Problem) -> [AllocatedSection] {
    try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      try image.sections().filter(\.isAllocated).map { section in
        let kind: AllocatedSection.Kind =
          section.type == UInt32(SHT_NOBITS)
          ? .bss : section.header.sh_flags & UInt64(SHF_WRITE) != 0 ? .data : .text
        return AllocatedSection(
          index: UInt32(truncatingIfNeeded: section.index), kind: kind,
          size: section.header.sh_size)
      }
    }
  }
}
