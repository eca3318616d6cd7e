internal import ObjectFiles

/// The rows of an archive's index that belong to one member.
///
/// They follow the member's symbol table, so that nearly every definition is the next row, whose
/// symbol is known without a look into the table of names.
struct IndexedNames {
  private let index: ArchiveIndex
  private let symbols: [SymbolID]
  private let offset: UInt64
  private var row: Int

  /// - Returns: `nil` where the index was not interned, or has no such rows.
  init?(of file: LoadedFile, at offset: UInt64) {
    guard case .archive(let archive) = file.contents, let index = archive.index,
      let symbols = file.indexSymbols, let row = index.firstRow(ofMember: offset)
    else { return nil }
    self.index = index
    self.symbols = symbols
    self.offset = offset
    self.row = row
  }

  /// The symbol of a name when that is the next row's.
  mutating func next(_ hash: NameHash, _ name: UnsafeRawBufferPointer) -> SymbolID? {
    guard row < symbols.count, index.hash(row) == hash, index.memberOffsets[row] == offset,
      index.withNameBytes(row, { NameHash.areEqual($0, name) })
    else { return nil }
    defer { row += 1 }
    return symbols[row]
  }
}
