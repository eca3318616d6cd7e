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

/// Every name met so far, once.
///
/// Open addressing over the hashes that were computed where the names were read; bytes are
/// compared only when the hashes are nearly equal. The names of an archive's index stay where they
/// are, others are copied.
public struct NameTable: Sendable {
  private struct Entry {
    var hash: UInt64
    var buffer: UInt32
    var start: UInt32
    var length: UInt32
  }

  private var entries: [Entry] = []
  /// Where the bytes of names are: the last is the one that names are copied to.
  private var buffers: [[UInt8]] = [[]]
  private var open = 0
  /// 1 + the id in each slot below the upper half of its hash, 0 where the slot is free.
  ///
  /// A power of two of them, at most half in use. Nearly every look at a slot ends there, without
  /// another into the columns.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 12)

  /// Copied names begin a new buffer behind so many bytes, so that none has to move to grow.
  private static let bufferSize = 1 << 20

  init() {}

  public var count: Int { entries.count }

  public func name(_ id: SymbolID) -> ByteString {
    let entry = entries[id.index]
    return ByteString(buffers[Int(entry.buffer)][NameTable.range(entry)])
  }

  func hash(_ id: SymbolID) -> UInt64 { entries[id.index].hash }

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
    let room = buffers[open].capacity - buffers[open].count
    if room < name.count || buffers[open].count > NameTable.bufferSize {
      open = buffers.count
      buffers.append([])
      buffers[open].reserveCapacity(max(NameTable.bufferSize, name.count))
    }
    let start = buffers[open].count
    buffers[open].append(contentsOf: name)
    return insert(hash, buffer: open, start: start, length: name.count, at: slot)
  }

  /// The symbol of every row of an index.
  mutating func intern(_ index: ArchiveIndex) -> [SymbolID] {
    reserve(index.count)
    let buffer = buffers.count
    buffers.append(index.strings)
    return index.strings.withUnsafeBytes { strings in
      (0..<index.count).map { row in
        let range = index.nameRange(row)
        let name = UnsafeRawBufferPointer(rebasing: strings[range])
        let slot = slot(of: index.hashes[row], name)
        if slots[slot] != 0 { return SymbolID(NameTable.id(slots[slot])) }
        return insert(
          index.hash(row), buffer: buffer, start: range.lowerBound, length: range.count, at: slot)
      }
    }
  }

  private mutating func insert(
    _ hash: NameHash, buffer: Int, start: Int, length: Int, at slot: Int
  ) -> SymbolID {
    let id = SymbolID(UInt32(entries.count))
    entries.append(
      Entry(
        hash: hash.value, buffer: UInt32(buffer), start: UInt32(start), length: UInt32(length)))
    slots[slot] = NameTable.slot(hash.value, Int(id.raw))
    if entries.count * 2 > slots.count { resize(to: slots.count * 2) }
    return id
  }

  /// Makes room for so many names more, so that the table need not grow step by step.
  private mutating func reserve(_ additional: Int) {
    let wanted = (entries.count + additional) * 2
    guard wanted > slots.count else { return }
    var size = slots.count
    while size < wanted { size *= 2 }
    resize(to: size)
  }

  private static func range(_ entry: Entry) -> Range<Int> {
    Int(entry.start)..<(Int(entry.start) + Int(entry.length))
  }

  private static func slot(_ hash: UInt64, _ index: Int) -> UInt64 {
    hash & ~0xffff_ffff | UInt64(index + 1)
  }

  private static func id(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot) - 1 }

  private func slot(of hash: UInt64, _ name: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = slots[slot]
      if found == 0 { return slot }
      if (found ^ hash) >> 32 == 0, isEqual(Int(NameTable.id(found)), name) { return slot }
      slot = (slot + 1) & mask
    }
  }

  private func isEqual(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let entry = entries[index]
    guard Int(entry.length) == name.count else { return false }
    return buffers[Int(entry.buffer)].withUnsafeBytes {
      NameHash.areEqual(UnsafeRawBufferPointer(rebasing: $0[NameTable.range(entry)]), name)
    }
  }

  private mutating func resize(to count: Int) {
    let mask = count - 1
    var larger = [UInt64](repeating: 0, count: count)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = NameTable.slot(entry.hash, index)
    }
    slots = larger
  }
}
