/// The global symbols of one object, a column for each attribute, in the order of its table.
public struct SymbolColumns: Sendable {
  /// The names, and whatever else stands beside them in the object.
  public internal(set) var nameBytes = SharedBytes()
  /// Where each name begins in ``nameBytes``.
  public internal(set) var nameStarts: [UInt32] = []
  /// Bytes of each name.
  public internal(set) var nameLengths: [UInt32] = []
  public internal(set) var hashes: [UInt64] = []
  public internal(set) var flags: [SymbolFlags] = []
  /// Section header index; 0 where the placement is not a section.
  public internal(set) var sections: [UInt32] = []
  /// Bytes.
  public internal(set) var sizes: [UInt64] = []
  public internal(set) var values: [UInt64] = []

  public var count: Int { flags.count }

  public func name(_ row: Int) -> ByteString {
    nameBytes.withBytes { ByteString(UnsafeRawBufferPointer(rebasing: $0[nameRange(row)])) }
  }

  @inlinable
  public func nameRange(_ row: Int) -> Range<Int> {
    let start = Int(nameStarts[row])
    return start..<(start + Int(nameLengths[row]))
  }

  public func hash(_ row: Int) -> NameHash { NameHash(value: hashes[row]) }

  /// Gives back the memory of the names once they are interned elsewhere.
  public mutating func dropNames() {
    nameBytes = SharedBytes()
    nameStarts = []
    nameLengths = []
    hashes = []
  }

  mutating func forgetTypes() {
    for row in flags.indices { flags[row].rawValue &= ~15 }
  }

  mutating func reserve(_ count: Int) {
    hashes.reserveCapacity(count)
    nameStarts.reserveCapacity(count)
    nameLengths.reserveCapacity(count)
    flags.reserveCapacity(count)
    sections.reserveCapacity(count)
    sizes.reserveCapacity(count)
    values.reserveCapacity(count)
    var names: [UInt8] = []
    names.reserveCapacity(count * 24)
    nameBytes = SharedBytes(names)
  }

  mutating func append(
    name: UnsafeRawBufferPointer, flags newFlags: SymbolFlags, section: UInt32, size: UInt64,
    value: UInt64
  ) {
    nameStarts.append(UInt32(truncatingIfNeeded: nameBytes.count))
    nameLengths.append(UInt32(truncatingIfNeeded: name.count))
    nameBytes.append(contentsOf: name)
    hashes.append(NameHash.hash(name))
    flags.append(newFlags)
    sections.append(section)
    sizes.append(size)
    values.append(value)
  }

  /// Takes the names of a table's rows, whose first four bytes are an offset in the strings.
  ///
  /// - Returns: whether all of them are there.
  mutating func takeNames(
    _ strings: SharedBytes, of rows: UnsafeRawBufferPointer
  ) -> Bool {
    let count = rows.count / SymbolTableReader.rowSize
    var isComplete = true
    nameBytes = strings
    nameStarts = [UInt32](count: count) { starts in
      nameLengths = [UInt32](count: count) { lengths in
        hashes = [UInt64](count: count) { hashes in
          strings.withBytes { text in
            for row in 0..<count {
              let offset = UInt32(
                littleEndian: rows.loadUnaligned(
                  fromByteOffset: row * SymbolTableReader.rowSize, as: UInt32.self))
              let name = elfString(text, at: Int(offset))
              if name == nil { isComplete = false }
              starts.initializeElement(at: row, to: offset)
              lengths.initializeElement(at: row, to: UInt32(name?.count ?? 0))
              hashes.initializeElement(at: row, to: name.map { NameHash.hash($0) } ?? 0)
            }
          }
        }
      }
    }
    return isComplete
  }

  /// Whether a name carries a version.
  func isVersioned(_ row: Int) -> Bool {
    nameBytes.withBytes {
      NameHash.hasVersion(UnsafeRawBufferPointer(rebasing: $0[nameRange(row)]))
    }
  }
}
