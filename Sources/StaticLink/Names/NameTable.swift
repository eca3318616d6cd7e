public import ObjectFiles

/// A symbol's name in a ``NameTable``, as a small number.
@frozen
public struct SymbolID: Hashable, Sendable, Comparable {
  public let raw: UInt32

  @inlinable
  init(_ raw: UInt32) {
    self.raw = raw
  }

  @inlinable var index: Int { Int(raw) }

  @inlinable
  public static func < (left: SymbolID, right: SymbolID) -> Bool { left.raw < right.raw }
}

/// Every name met so far, stored once.
///
/// Open addressing over the hashes that were computed where the names were read; bytes are
/// compared only when the hashes are equal.
public struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var hashes: [UInt64] = []
  /// 1 + the id in each slot below the upper half of its hash, 0 where the slot is free.
  ///
  /// A power of two of them, at most half in use. Nearly every look at a slot ends there, without
  /// another into the columns.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 12)

  init() {}

  public var count: Int { hashes.count }

  public func name(_ id: SymbolID) -> ByteString {
    ByteString(bytes[starts[id.index]..<starts[id.index + 1]])
  }

  func hash(_ id: SymbolID) -> UInt64 { hashes[id.index] }

  public func find(_ name: ByteString) -> SymbolID? {
    name.bytes.withUnsafeBytes { find(NameHash(of: $0), $0) }
  }

  func find(_ hash: NameHash, _ name: UnsafeRawBufferPointer) -> SymbolID? {
    let slot = slot(of: hash.value, name)
    let entry = slots[slot]
    return entry == 0 ? nil : SymbolID(NameTable.id(entry))
  }

  mutating func intern(_ name: ByteString) -> SymbolID {
    name.bytes.withUnsafeBytes { intern(NameHash(of: $0), $0) }
  }

  mutating func intern(_ hash: NameHash, _ name: UnsafeRawBufferPointer) -> SymbolID {
    let slot = slot(of: hash.value, name)
    if slots[slot] != 0 { return SymbolID(NameTable.id(slots[slot])) }
    let id = SymbolID(UInt32(hashes.count))
    bytes.append(contentsOf: name)
    starts.append(bytes.count)
    hashes.append(hash.value)
    slots[slot] = NameTable.entry(hash.value, Int(id.raw))
    if hashes.count * 2 > slots.count { resize(to: slots.count * 2) }
    return id
  }

  /// Makes room for so many names more, so that the table need not grow step by step.
  mutating func reserve(_ additional: Int) {
    let wanted = (hashes.count + additional) * 2
    guard wanted > slots.count else { return }
    var size = slots.count
    while size < wanted { size *= 2 }
    resize(to: size)
  }

  private static func entry(_ hash: UInt64, _ index: Int) -> UInt64 {
    hash & ~0xffff_ffff | UInt64(index + 1)
  }

  private static func id(_ entry: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: entry) - 1 }

  private func slot(of hash: UInt64, _ name: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return slot }
      if (entry ^ hash) >> 32 == 0 {
        if isEqual(Int(NameTable.id(entry)), name) { return slot }
      }
      slot = (slot + 1) & mask
    }
  }

  private func isEqual(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let range = starts[index]..<starts[index + 1]
    guard range.count == name.count else { return false }
    return bytes.withUnsafeBytes {
      NameHash.areEqual(UnsafeRawBufferPointer(rebasing: $0[range]), name)
    }
  }

  private mutating func resize(to count: Int) {
    let mask = count - 1
    var larger = [UInt64](repeating: 0, count: count)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = NameTable.entry(hash, index)
    }
    slots = larger
  }
}
