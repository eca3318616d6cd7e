internal import CLibelf

extension ObjectFile {
  /// Reads an ELF relocatable or shared object of any class, byte order and machine.
  ///
  /// - Throws: what is wrong with the image; the caller knows file and member.
  public init(elf bytes: [UInt8]) throws(ObjectFileError.Problem) {
    let whole = ObjectParts(
      file: MemoryFile(path: "", bytes: bytes), base: 0, size: bytes.count)
    if let plain = try? PlainObjectReader.read(whole) {
      self = plain
      return
    }
    self = try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      guard elf_kind(image.elf) == ELF_K_ELF else { throw .unrecognized }
      let header = try image.header()
      switch Int32(header.e_type) {
      case ET_REL: return try ObjectFileReader(image, header, .relocatable).read()
      case ET_DYN: return try ObjectFileReader(image, header, .shared).read()
      case ET_EXEC: throw .notLinkable(what: "executable")
      case ET_CORE: throw .notLinkable(what: "core dump")
      default: throw .malformed(what: "ELF file type \(header.e_type)")
      }
    }
  }

  /// Reads the symbols that an ELF file of any kind gives to `--just-symbols`, as if it were a
  /// relocatable object.
  ///
  /// - Parameter dynamic: of a shared object, those that it exports; else those of `.symtab`.
  /// - Throws: what is wrong with the image; the caller knows the file.
  public init(symbolsOf bytes: [UInt8], dynamic: Bool) throws(ObjectFileError.Problem) {
    self = try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let header = try image.header()
      let isShared = Int32(header.e_type) == ET_DYN
      let kind: Kind = isShared && dynamic ? .shared : .relocatable
      var object = try ObjectFileReader(image, header, kind).read()
      object.kind = .relocatable
      object.isSharedSymbolFile = isShared
      return object
    }
  }
}

/// One pass over an image: the sections first, then the table of global symbols.
private struct ObjectFileReader {
  let image: ElfImage
  let header: GElf_Ehdr
  let kind: ObjectFile.Kind
  let sections: [ElfSection]
  let sectionNames: UnsafeRawBufferPointer

  init(
    _ image: ElfImage, _ header: GElf_Ehdr, _ kind: ObjectFile.Kind
  ) throws(ObjectFileError.Problem) {
    self.image = image
    self.header = header
    self.kind = kind
    sections = try image.sections()
    var index = 0
    if !sections.isEmpty {
      guard elf_getshdrstrndx(image.elf, &index) == 0 else { throw ElfImage.lastProblem() }
    }
    sectionNames =
      index == 0
      ? UnsafeRawBufferPointer(start: nil, count: 0) : try image.strings(index, among: sections)
  }

  func read() throws(ObjectFileError.Problem) -> ObjectFile {
    let facts = kind == .relocatable ? try sectionFacts() : SectionFacts()
    var object = ObjectFile(
      ObjectFormat(
        elfClass: header.e_ident.4, byteOrder: header.e_ident.5, machine: header.e_machine),
      abiFlags: header.e_flags, sections: facts, symbols: SymbolColumns(), firstGlobal: 0,
      isSlimLTO: false)
    object.kind = kind
    if kind == .shared {
      (object.soname, object.needed) = try dynamicSection()
      try readSharedSymbols(into: &object)
    } else {
      object.bytecode = try bytecode()
      try readSymbols(into: &object)
    }
    return object
  }

  private func name(of section: ElfSection) -> UnsafeRawBufferPointer {
    elfString(sectionNames, at: Int(section.header.sh_name))
      ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  // MARK: Sections

  private func sectionFacts() throws(ObjectFileError.Problem) -> SectionFacts {
    var facts = SectionFacts()
    for section in sections {
      if section.type == UInt32(SHT_GROUP) {
        try readGroup(section, into: &facts)
        continue
      }
      let name = name(of: section)
      guard let first = name.first else { continue }
      if first == 0x2e {
        try readSpecialSection(section, name, into: &facts)
      } else if name.hasIdentifierCharacters {
        facts.identifierSections.append((ByteString(name), section.isAllocated))
      }
    }
    return facts
  }

  private func bytecode() throws(ObjectFileError.Problem) -> Bytecode? {
    let isThere = sections.contains {
      $0.type != UInt32(SHT_GROUP) && name(of: $0).starts(with: ".gnu.lto_.symtab".utf8)
    }
    return isThere ? try image.gccBytecode(in: sections, names: sectionNames) : nil
  }

  private func readSpecialSection(
    _ section: ElfSection, _ name: UnsafeRawBufferPointer, into facts: inout SectionFacts
  ) throws(ObjectFileError.Problem) {
    guard name.starts(with: ".gnu.".utf8) else { return }
    if name.starts(with: ".gnu.warning.".utf8) {
      let text = try image.data(of: section).bytes.prefix { $0 != 0 }
      facts.warnings.append((ByteString(name.dropFirst(13)), ByteString(text)))
    } else if name.starts(with: ".gnu.linkonce.".utf8) {
      facts.groups.append(ComdatGroup(signature: .name(ByteString(name)), isLinkOnce: true))
      facts.mark(section: section.index, of: sections.count)
    }
  }

  private func readGroup(
    _ section: ElfSection, into facts: inout SectionFacts
  ) throws(ObjectFileError.Problem) {
    // libelf has already turned the words into this machine's byte order.
    let words = try image.data(of: section).bytes
    guard words.count >= 4 else { throw .truncated(what: "section group \(section.index)") }
    let isComdat = words.loadUnaligned(as: UInt32.self) & UInt32(GRP_COMDAT) != 0
    guard isComdat else { return }
    facts.groups.append(
      ComdatGroup(signature: .name(try groupSignature(section)), isLinkOnce: false))
    for offset in stride(from: 4, through: words.count - 4, by: 4) {
      let section = Int(words.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      facts.mark(section: section, of: sections.count)
    }
  }

  private func groupSignature(_ section: ElfSection) throws(ObjectFileError.Problem) -> ByteString {
    let tableIndex = Int(section.header.sh_link)
    guard tableIndex > 0, tableIndex < sections.count,
      sections[tableIndex].type == UInt32(SHT_SYMTAB)
    else { throw .malformed(what: "section group \(section.index) has no symbol table") }
    let table = sections[tableIndex]
    let data = try image.data(of: table)
    var symbol = GElf_Sym()
    guard let row = Int32(exactly: section.header.sh_info),
      gelf_getsym(data.pointer, row, &symbol) != nil
    else { throw .malformed(what: "section group \(section.index) has no signature") }
    // A section symbol names the group by its section, as older assemblers wrote it.
    if symbol.st_info & 15 == UInt8(STT_SECTION), Int(symbol.st_shndx) < sections.count {
      return ByteString(name(of: sections[Int(symbol.st_shndx)]))
    }
    let strings = try image.strings(Int(table.header.sh_link), among: sections)
    guard let name = elfString(strings, at: Int(symbol.st_name)) else {
      throw .malformed(what: "section group \(section.index) has no signature")
    }
    return ByteString(name)
  }

  // MARK: Symbols

  private func readSymbols(into object: inout ObjectFile) throws(ObjectFileError.Problem) {
    guard let table = sections.first(where: { $0.type == UInt32(SHT_SYMTAB) }) else { return }
    let entries = try entryCount(of: table)
    guard Int(table.header.sh_info) <= entries else {
      throw .malformed(what: "symbol table claims \(table.header.sh_info) local symbols")
    }
    object.firstGlobal = table.header.sh_info
    let strings = try image.strings(Int(table.header.sh_link), among: sections)
    let data = try image.data(of: table)
    let first = Int(table.header.sh_info)
    object.symbols.reserve(entries - first)
    for row in first..<entries {
      var symbol = GElf_Sym()
      guard gelf_getsym(data.pointer, Int32(truncatingIfNeeded: row), &symbol) != nil else {
        throw ElfImage.lastProblem()
      }
      guard let name = elfString(strings, at: Int(symbol.st_name)) else {
        throw .malformed(what: "name of symbol \(row)")
      }
      let section = try sectionIndex(of: symbol, row: row, table: table)
      let flags = SymbolFlags(
        info: symbol.st_info, other: symbol.st_other, placement: placement(of: symbol),
        isVersioned: NameHash.hasVersion(name), isHiddenVersion: false)
      object.symbols.append(
        name: name, flags: flags, section: section, size: symbol.st_size, value: symbol.st_value)
      if name.elementsEqual("__gnu_lto_slim".utf8) { object.isSlimLTO = true }
    }
  }

  private func entryCount(of table: ElfSection) throws(ObjectFileError.Problem) -> Int {
    let entrySize = gelf_fsize(image.elf, ELF_T_SYM, 1, UInt32(EV_CURRENT))
    guard entrySize > 0 else { throw ElfImage.lastProblem() }
    let bytes = try image.data(of: table).bytes.count
    return bytes / Int(entrySize)
  }

  private func isZeroFilled(_ section: Int) -> Bool {
    section < sections.count && sections[section].type == UInt32(SHT_NOBITS)
  }

  private func placement(of symbol: GElf_Sym) -> SymbolFlags.Placement {
    switch Int32(symbol.st_shndx) {
    case Int32(SHN_UNDEF): .undefined
    case Int32(SHN_ABS): .absolute
    case Int32(SHN_COMMON): .common
    // The large common section of x86-64 (psABI); other machines give the number other meanings.
    case 0xff02 where header.e_machine == UInt16(EM_X86_64): .common
    case Int32(SHN_XINDEX): .section
    case let index where index >= Int32(SHN_LORESERVE): .absolute
    default: .section
    }
  }

  private func sectionIndex(
    of symbol: GElf_Sym, row: Int, table: ElfSection
  ) throws(ObjectFileError.Problem) -> UInt32 {
    if Int32(symbol.st_shndx) == Int32(SHN_XINDEX) {
      return try extendedSectionIndex(row: row, table: table)
    }
    let index = UInt32(symbol.st_shndx)
    return index < UInt32(SHN_LORESERVE) ? index : 0
  }

  private func extendedSectionIndex(
    row: Int, table: ElfSection
  ) throws(ObjectFileError.Problem) -> UInt32 {
    for section in sections
    where section.type == UInt32(SHT_SYMTAB_SHNDX) && Int(section.header.sh_link) == table.index {
      let words = try image.data(of: section).bytes
      guard row <= (words.count - 4) / 4 else { break }
      return words.loadUnaligned(fromByteOffset: 4 * row, as: UInt32.self)
    }
    throw .malformed(what: "extended section index of symbol \(row)")
  }

  // MARK: Shared objects

  func dynamicSection() throws(ObjectFileError.Problem) -> (
    soname: ByteString?, needed: [ByteString]
  ) {
    var soname: ByteString?
    var needed: [ByteString] = []
    guard let dynamic = sections.first(where: { $0.type == UInt32(SHT_DYNAMIC) }) else {
      return (soname, needed)
    }
    let strings = try image.strings(Int(dynamic.header.sh_link), among: sections)
    let data = try image.data(of: dynamic)
    var row: Int32 = 0
    var entry = GElf_Dyn()
    while gelf_getdyn(data.pointer, row, &entry) != nil, entry.d_tag != Int64(DT_NULL) {
      if entry.d_tag == Int64(DT_NEEDED) || entry.d_tag == Int64(DT_SONAME) {
        guard let offset = Int(exactly: entry.d_un.d_val),
          let name = elfString(strings, at: offset)
        else { throw .malformed(what: "dynamic section entry \(row)") }
        if entry.d_tag == Int64(DT_NEEDED) {
          needed.append(ByteString(name))
        } else {
          soname = ByteString(name)
        }
      }
      row += 1
    }
    return (soname, needed)
  }

  private func readSharedSymbols(into object: inout ObjectFile) throws(ObjectFileError.Problem) {
    guard let table = sections.first(where: { $0.type == UInt32(SHT_DYNSYM) }) else { return }
    let entries = try entryCount(of: table)
    let strings = try image.strings(Int(table.header.sh_link), among: sections)
    let data = try image.data(of: table)
    let versions = try SymbolVersions(image: image, sections: sections)
    object.symbols.reserve(entries)
    for row in 1..<max(entries, 1) {
      var symbol = GElf_Sym()
      guard gelf_getsym(data.pointer, Int32(truncatingIfNeeded: row), &symbol) != nil else {
        throw ElfImage.lastProblem()
      }
      guard symbol.st_info >> 4 != UInt8(STB_LOCAL) else { continue }
      guard let name = elfString(strings, at: Int(symbol.st_name)) else {
        throw .malformed(what: "name of dynamic symbol \(row)")
      }
      let version = versions.version(ofSymbol: row)
      let placement = placement(of: symbol)
      // A plain reference does not bind to a hidden version, and a reference to a version is no
      // reference to the plain name.
      let isDefault = version.map { placement != .undefined && !$0.isHidden } ?? false
      let isVersioned = version != nil && !isDefault
      let flags = SymbolFlags(
        info: symbol.st_info, other: symbol.st_other, placement: placement,
        isVersioned: isVersioned, isHiddenVersion: version?.isHidden ?? false,
        isZeroFilled: placement == .section && isZeroFilled(Int(symbol.st_shndx)))
      let full = version.map { ByteString(Array(name) + [0x40] + $0.name.bytes) }
      if isVersioned, let full {
        full.bytes.withUnsafeBytes {
          object.symbols.append(
            name: $0, flags: flags, section: 0, size: symbol.st_size, value: symbol.st_value)
        }
        continue
      }
      if let full { object.defaultVersions.append((object.symbols.count, full)) }
      object.symbols.append(
        name: name, flags: flags, section: 0, size: symbol.st_size, value: symbol.st_value)
    }
  }
}
