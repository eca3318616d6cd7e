internal import CLibelf

/// Reads what nearly every object of a link is, a little-endian 64-bit relocatable one, without
/// libelf: only the headers and the tables of sections, symbols and groups, in a few reads.
///
/// Everything that is unusual or wrong is left to libelf, which knows it or says what it is.
struct PlainObjectReader: ~Copyable {
  private let parts: ObjectParts
  private let headers: SectionHeaders
  /// The names of sections.
  private let names: SharedBytes
  private let tables: ReadParts
  private let symbols: SymbolTableReader?

  /// What was read; `nil` for what libelf has to look at.
  static func read(_ parts: ObjectParts) throws(FileError) -> ObjectFile? {
    guard let headers = try SectionHeaders(parts),
      let nameRange = headers.strings(headers.nameIndex)
    else { return nil }
    var wanted = [nameRange]
    var table: SectionHeaders.Header?
    for index in headers.indices(where: { PlainObjectReader.tableTypes.contains($0.type) }) {
      let header = headers[index]
      switch header.type {
      case UInt32(SHT_SYMTAB) where table == nil: table = header
      case UInt32(SHT_GROUP):
        guard let contents = header.contents else { return nil }
        wanted.append(contents)
      case UInt32(SHT_SYMTAB_SHNDX): return nil
      default: break
      }
    }
    var tables: (rows: Range<Int>, strings: Range<Int>)?
    if let table {
      guard let rows = table.contents, let strings = headers.strings(table.link) else { return nil }
      wanted += [rows, strings]
      tables = (rows, strings)
    }
    let read = try parts.read(wanted)
    guard let names = read.part(nameRange) else { return nil }
    var symbols: SymbolTableReader?
    if let table, let tables {
      guard let rows = read.part(tables.rows), let strings = read.part(tables.strings),
        let reader = SymbolTableReader(
          rows: rows, strings: strings, table: table, machine: headers.machine)
      else { return nil }
      symbols = reader
    }
    return try PlainObjectReader(
      parts: parts, headers: headers, names: names, tables: read, symbols: symbols
    ).object()
  }

  private static let tableTypes: [UInt32] = [
    UInt32(SHT_SYMTAB), UInt32(SHT_GROUP), UInt32(SHT_SYMTAB_SHNDX),
  ]

  private func object() throws(FileError) -> ObjectFile? {
    guard let columns = symbols.map({ $0.columns() }) ?? SymbolColumns() else { return nil }
    var facts = SectionFacts()
    for index in telling {
      guard try read(headers[index], at: index, into: &facts) else { return nil }
    }
    return ObjectFile(
      ObjectFormat(elfClass: 2, byteOrder: 1, machine: headers.machine),
      abiFlags: headers.abiFlags, sections: facts, symbols: columns,
      firstGlobal: UInt32(symbols?.firstGlobal ?? 0),
      isSlimLTO: SymbolTableReader.isSlim(columns))
  }

  /// Groups, and sections whose names may mean something, as nearly no name with a dot in front does.
  private var telling: [Int] {
    names.withBytes { text in
      headers.indices { section in
        guard section.type != UInt32(SHT_GROUP), section.name + 1 < text.count,
          text[section.name] == UInt8(ascii: ".")
        else { return true }
        return text[section.name + 1] == UInt8(ascii: "g")
      }
    }
  }

  // MARK: Sections

  /// - Returns: whether there is nothing unusual about it.
  private func read(
    _ header: SectionHeaders.Header, at index: Int, into facts: inout SectionFacts
  ) throws(FileError) -> Bool {
    if header.type == UInt32(SHT_GROUP) { return readGroup(header, into: &facts) }
    guard header.name < names.count else { return false }
    let first = names.withBytes { $0[header.name] }
    if first == 0 { return true }
    if first == UInt8(ascii: ".") {
      guard names.hasPrefix(".gnu.", at: header.name) else { return true }
      return try readNote(header, at: index, into: &facts)
    }
    guard let name = names.string(at: header.name) else { return false }
    if name.hasIdentifierCharacters {
      facts.identifierSections.append((name, header.isAllocated))
    }
    return true
  }

  private func readNote(
    _ header: SectionHeaders.Header, at index: Int, into facts: inout SectionFacts
  ) throws(FileError) -> Bool {
    guard let name = names.string(at: header.name), !name.hasPrefix(".gnu.lto_") else {
      return false
    }
    if name.hasPrefix(".gnu.warning.") {
      guard header.type != UInt32(SHT_NOBITS), let contents = header.contents else { return false }
      let text = try parts.read(contents).array.prefix { $0 != 0 }
      facts.warnings.append((name.dropFirst(13), ByteString(text)))
    } else if name.hasPrefix(".gnu.linkonce.") {
      facts.groups.append(ComdatGroup(signature: .name(name), isLinkOnce: true))
      facts.mark(section: index, of: headers.count)
    }
    return true
  }

  // MARK: Groups

  private func readGroup(
    _ header: SectionHeaders.Header, into facts: inout SectionFacts
  ) -> Bool {
    guard let range = header.contents, let words = tables.part(range), words.count >= 4,
      words.count % 4 == 0
    else { return false }
    return words.withBytes { raw in
      func word(_ offset: Int) -> UInt32 {
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      }
      guard word(0) & UInt32(GRP_COMDAT) != 0 else { return true }
      guard let signature = signature(of: header) else { return false }
      facts.groups.append(ComdatGroup(signature: signature, isLinkOnce: false))
      for offset in stride(from: 4, through: raw.count - 4, by: 4) {
        facts.mark(section: Int(word(offset)), of: headers.count)
      }
      return true
    }
  }

  private func signature(of header: SectionHeaders.Header) -> ComdatGroup.Signature? {
    guard let symbols, header.link > 0, header.link < headers.count,
      headers[header.link].type == UInt32(SHT_SYMTAB),
      headers[header.link].contents == symbols.range, let row = symbols.row(Int(header.info))
    else { return nil }
    // A section symbol names the group by its section, as older assemblers wrote it.
    if row.isSection, row.section < headers.count {
      return names.string(at: headers[row.section].name).map { .name($0) }
    }
    if row.index >= symbols.firstGlobal { return .symbol(row: row.index - symbols.firstGlobal) }
    return symbols.name(of: row).map { .name($0) }
  }
}

extension SharedBytes {
  fileprivate func hasPrefix(_ prefix: StaticString, at offset: Int) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard offset <= count - length else { return false }
    return withBytes { bytes in
      for index in 0..<length where bytes[offset + index] != prefix.utf8Start[index] {
        return false
      }
      return true
    }
  }
}
