internal import CLibelf

extension ObjectFile {
  /// Looks at what GNU ld -r copies unseen, or dies of: the extents of sections, the names and
  /// sections of all symbols, the symbols and places of relocations.
  ///
  /// - Throws: the first thing that is wrong with the object.
  public static func checkIntegrity(of bytes: [UInt8]) throws(ObjectFileError.Problem) {
    try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      for section in sections { try checkExtent(of: section, in: bytes.count) }
      let symbols = try checkSymbols(of: image, sections)
      var problem: ObjectFileError.Problem?
      try forEachRelocation(of: image, sections) { target, symbol, offset, _ in
        guard problem == nil else { return }
        if Int(symbol) >= max(symbols, 1) {
          problem = .malformed(what: "symbol \(symbol) of a relocation of section \(target)")
        } else if offset > sections[Int(target)].header.sh_size {
          problem = .malformed(what: "offset \(offset) of a relocation of section \(target)")
        }
      }
      if let problem { throw problem }
    }
  }

  private static func checkExtent(
    of section: ElfSection, in count: Int
  ) throws(ObjectFileError.Problem) {
    guard section.type != UInt32(SHT_NULL), section.type != UInt32(SHT_NOBITS) else { return }
    let header = section.header
    guard header.sh_offset <= UInt64(count), header.sh_size <= UInt64(count) - header.sh_offset
    else { throw .truncated(what: "section \(section.index)") }
  }

  /// - Returns: how many symbols there are.
  private static func checkSymbols(
    of image: ElfImage, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) -> Int {
    guard let table = sections.first(where: { $0.type == UInt32(SHT_SYMTAB) }) else { return 0 }
    let strings = try image.strings(Int(table.header.sh_link), among: sections)
    let data = try image.data(of: table)
    var row: Int32 = 0
    var symbol = GElf_Sym()
    while gelf_getsym(data.pointer, row, &symbol) != nil {
      guard elfString(strings, at: Int(symbol.st_name)) != nil else {
        throw .malformed(what: "name of symbol \(row)")
      }
      let section = Int(symbol.st_shndx)
      guard section < sections.count || section >= Int(SHN_LORESERVE) else {
        throw .malformed(what: "section of symbol \(row)")
      }
      row += 1
    }
    return Int(row)
  }
}
