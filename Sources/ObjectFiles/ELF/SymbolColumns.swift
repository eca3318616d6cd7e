/// The global symbols of one object, a column for each attribute, in the order of its table.
public struct SymbolColumns: Sendable {
  /// The names one after the other, without separators.
  public internal(set) var nameBytes: [UInt8] = []
  /// Where each name begins in ``nameBytes``; one more entry than symbols.
  public internal(set) var nameStarts: [UInt32] = [0]
  public internal(set) var hashes: [UInt64] = []
  public internal(set) var flags: [SymbolFlags] = []
  /// Section header index; 0 where the placement is not a section.
  public internal(set) var sections: [UInt32] = []
  /// Bytes.
  public internal(set) var sizes: [UInt64] = []
  public internal(set) var values: [UInt64] = []

  public var count: Int { flags.count }

  public func name(_ row: Int) -> ByteString {
    ByteString(nameBytes[nameRange(row)])
  }

  @inlinable
  public func nameRange(_ row: Int) -> Range<Int> {
    Int(nameStarts[row])..<Int(nameStarts[row + 1])
  }

  public func hash(_ row: Int) -> NameHash { NameHash(value: hashes[row]) }

  /// Gives back the memory of the names once they are interned elsewhere.
  public mutating func dropNames() {
    nameBytes = []
    nameStarts = []
    hashes = []
  }

  mutating func forgetTypes() {
    for row in flags.indices { flags[row].rawValue &= ~15 }
  }

  mutating func reserve(_ count: Int) {
    hashes.reserveCapacity(count)
    nameStarts.reserveCapacity(count + 1)
    flags.reserveCapacity(count)
    sections.reserveCapacity(count)
    sizes.reserveCapacity(count)
    values.reserveCapacity(count)
    nameBytes.reserveCapacity(count * 24)
  }

  mutating func append(
    name: UnsafeRawBufferPointer, flags newFlags: SymbolFlags, section: UInt32, size: UInt64,
    value: UInt64
  ) {
    nameBytes.append(contentsOf: name)
    nameStarts.append(UInt32(truncatingIfNeeded: nameBytes.count))
    hashes.append(NameHash.hash(name))
    flags.append(newFlags)
    sections.append(section)
    sizes.append(size)
    values.append(value)
  }
}
