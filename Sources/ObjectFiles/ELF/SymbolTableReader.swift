internal import CLibelf

/// The symbol table of a little-endian 64-bit object: 24 bytes a symbol (gABI, "Symbol Table").
struct SymbolTableReader {
  struct Row {
    let index: Int
    let nameOffset: Int
    let isSection: Bool
    let section: Int
  }

  static let rowSize = 24

  /// Where the table is in the object.
  let range: Range<Int>?
  let firstGlobal: Int
  private let rows: SharedBytes
  private let strings: SharedBytes
  private let count: Int
  private let isX86: Bool

  /// - Returns: `nil` for a table that does not hold together.
  init?(
    rows: SharedBytes, strings: SharedBytes, table: SectionHeaders.Header, machine: UInt16
  ) {
    guard table.entrySize == UInt64(SymbolTableReader.rowSize),
      rows.count % SymbolTableReader.rowSize == 0,
      Int(table.info) <= rows.count / SymbolTableReader.rowSize, strings.count <= UInt32.max
    else { return nil }
    range = table.contents
    firstGlobal = Int(table.info)
    count = rows.count / SymbolTableReader.rowSize
    self.rows = rows
    self.strings = strings
    isX86 = machine == UInt16(EM_X86_64)
  }

  /// `nil` behind the end.
  func row(_ index: Int) -> Row? {
    guard index >= 0, index < count else { return nil }
    return rows.withBytes { raw in
      let base = index * SymbolTableReader.rowSize
      let name = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: base, as: UInt32.self))
      let section = UInt16(
        littleEndian: raw.loadUnaligned(fromByteOffset: base + 6, as: UInt16.self))
      return Row(
        index: index, nameOffset: Int(name), isSection: raw[base + 4] & 15 == UInt8(STT_SECTION),
        section: Int(section))
    }
  }

  func name(of row: Row) -> ByteString? {
    strings.string(at: row.nameOffset)
  }

  /// The global symbols; `nil` when libelf has to look at them.
  func columns() -> SymbolColumns? {
    rows.withBytes { raw in
      var columns = SymbolColumns()
      let global = UnsafeRawBufferPointer(
        rebasing: raw[(firstGlobal * SymbolTableReader.rowSize)...])
      guard columns.takeNames(strings, of: global), fill(&columns, from: global) else { return nil }
      return columns
    }
  }

  private func fill(
    _ columns: inout SymbolColumns, from rows: UnsafeRawBufferPointer
  ) -> Bool {
    let count = rows.count / SymbolTableReader.rowSize
    let hasVersions = strings.withBytes { NameHash.hasVersion($0) }
    var isUsual = true
    columns.flags = [SymbolFlags](count: count) { buffer in
      for row in 0..<count {
        let base = row * SymbolTableReader.rowSize
        let section = UInt16(
          littleEndian: rows.loadUnaligned(fromByteOffset: base + 6, as: UInt16.self))
        if section == UInt16(SHN_XINDEX) { isUsual = false }
        buffer[row] = SymbolFlags(
          info: rows[base + 4], other: rows[base + 5], placement: placement(section),
          isVersioned: hasVersions && columns.isVersioned(row), isHiddenVersion: false)
      }
    }
    columns.sections = [UInt32](count: count) { buffer in
      for row in 0..<count {
        let section = UInt16(
          littleEndian: rows.loadUnaligned(
            fromByteOffset: row * SymbolTableReader.rowSize + 6, as: UInt16.self))
        buffer[row] = section < UInt16(SHN_LORESERVE) ? UInt32(section) : 0
      }
    }
    columns.values = SymbolTableReader.longs(in: rows, at: 8)
    columns.sizes = SymbolTableReader.longs(in: rows, at: 16)
    return isUsual
  }

  private static func longs(in rows: UnsafeRawBufferPointer, at offset: Int) -> [UInt64] {
    let count = rows.count / rowSize
    return [UInt64](count: count) { buffer in
      for row in 0..<count {
        buffer[row] = UInt64(
          littleEndian: rows.loadUnaligned(
            fromByteOffset: row * rowSize + offset, as: UInt64.self))
      }
    }
  }

  @inline(__always)
  private func placement(_ section: UInt16) -> SymbolFlags.Placement {
    guard section == 0 || section >= UInt16(SHN_LORESERVE) else { return .section }
    switch section {
    case UInt16(SHN_UNDEF): return .undefined
    case UInt16(SHN_COMMON): return .common
    // The large common section of x86-64 (psABI); other machines give the number other meanings.
    case 0xff02 where isX86: return .common
    default: return .absolute
    }
  }

  /// Whether GCC's mark of an object without machine code is among the names.
  static func isSlim(_ columns: SymbolColumns) -> Bool {
    (0..<columns.count).contains { row in
      columns.nameRange(row).count == Bytecode.mark.count && columns.name(row) == Bytecode.mark
    }
  }
}
