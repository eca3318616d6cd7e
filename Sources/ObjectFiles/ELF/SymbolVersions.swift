internal import CLibelf

/// The GNU version of each dynamic symbol: `.gnu.version` with `.gnu.version_d` and `_r`.
struct SymbolVersions {
  struct Version {
    var name: ByteString
    /// Defined as `name@VERSION`: no default for the plain name.
    var isHidden: Bool
  }

  private var names: [UInt16: ByteString] = [:]
  private var indices: UnsafeRawBufferPointer?

  init(image: ElfImage, sections: [ElfSection]) throws(ObjectFileError.Problem) {
    for section in sections {
      switch section.type {
      case UInt32(SHT_GNU_versym):
        indices = try image.data(of: section).bytes
      case UInt32(SHT_GNU_verdef):
        try readDefinitions(image, section, sections)
      case UInt32(SHT_GNU_verneed):
        try readNeeds(image, section, sections)
      default:
        break
      }
    }
  }

  func version(ofSymbol row: Int) -> Version? {
    guard let indices, 2 * row + 2 <= indices.count else { return nil }
    let raw = indices.loadUnaligned(fromByteOffset: 2 * row, as: UInt16.self)
    // 0 is local, 1 is the base version: neither is a version of the symbol.
    guard raw & 0x7fff > 1, let name = names[raw & 0x7fff] else { return nil }
    return Version(name: name, isHidden: raw & 0x8000 != 0)
  }

  private mutating func readDefinitions(
    _ image: ElfImage, _ section: ElfSection, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) {
    let data = try image.data(of: section)
    let strings = try image.strings(Int(section.header.sh_link), among: sections)
    var offset = 0
    // Each record says where the next one is; the count bounds a chain that runs in a circle.
    for _ in 0..<section.header.sh_info {
      var definition = GElf_Verdef()
      var name = GElf_Verdaux()
      guard gelf_getverdef(data.pointer, Int32(truncatingIfNeeded: offset), &definition) != nil,
        gelf_getverdaux(
          data.pointer, Int32(truncatingIfNeeded: offset + Int(definition.vd_aux)), &name) != nil,
        let text = elfString(strings, at: Int(name.vda_name))
      else { throw .malformed(what: "version definitions") }
      names[definition.vd_ndx & 0x7fff] = ByteString(text)
      guard definition.vd_next > 0 else { return }
      offset += Int(definition.vd_next)
    }
  }

  private mutating func readNeeds(
    _ image: ElfImage, _ section: ElfSection, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) {
    let data = try image.data(of: section)
    let strings = try image.strings(Int(section.header.sh_link), among: sections)
    var offset = 0
    for _ in 0..<section.header.sh_info {
      var need = GElf_Verneed()
      guard gelf_getverneed(data.pointer, Int32(truncatingIfNeeded: offset), &need) != nil else {
        throw .malformed(what: "version references")
      }
      var auxiliary = offset + Int(need.vn_aux)
      for _ in 0..<need.vn_cnt {
        var version = GElf_Vernaux()
        guard
          gelf_getvernaux(data.pointer, Int32(truncatingIfNeeded: auxiliary), &version) != nil,
          let text = elfString(strings, at: Int(version.vna_name))
        else { throw .malformed(what: "version references") }
        names[version.vna_other & 0x7fff] = ByteString(text)
        guard version.vna_next > 0 else { break }
        auxiliary += Int(version.vna_next)
      }
      guard need.vn_next > 0 else { return }
      offset += Int(need.vn_next)
    }
  }
}
