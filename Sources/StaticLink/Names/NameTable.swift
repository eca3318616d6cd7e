public import ObjectFiles

/// A symbol's name in a ``NameTable``, as a small number.
@frozen
public struct SymbolID: Hashable, Sendable, Comparable {
  public let raw: UInt32

  @inlinable
  init(_ raw: UInt32) {
    self.raw = raw
  }

  init(raw: UInt32) { self.raw = raw }

  @inlinable var index: Int { Int(raw) }

  @inlinable
  public static func < (left: SymbolID, right: SymbolID) -> Bool { left.raw < right.raw }
}

/// Every name met so far, once.
///
/// Open addressing over the hashes that were computed where the names were read; bytes are
/// compared only when the hashes are nearly equal. The names of an archive's index stay where they
/// are, others are copied.
public struct NameTable: @unchecked Sendable {
  private struct Entry {
    /// In memory that one of the keepers keeps.
    var start: UnsafeRawPointer
    var length: UInt32
    /// The lower half of the hash, of which a slot has the upper one.
    var hash: UInt32

    var bytes: UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: start, count: Int(length))
    }
  }

  private var entries: [Entry] = []
  private var keepers: [SharedMemory] = []
  /// Where the next copied names go, and how many bytes of it are taken.
  private var open = SharedMemory(ofBytes: 0)
  private var taken = 0
  /// 1 + the id in each slot below the upper half of its hash, 0 where the slot is free.
  ///
  /// A power of two of them, at most three quarters in use: memory costs more than another look.
  /// Nearly every look at a slot ends there, without another into the columns. No more than 2^32 of
  /// them are ever needed, so that the lower half of a hash tells the place.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 12)

  /// Bytes of copied names for which memory is taken at once.
  private static let copiedAtOnce = 1 << 18

  init() {}

  public var count: Int { entries.count }

  public func name(_ id: SymbolID) -> ByteString {
    // The entries' memory is ours to keep.
    withExtendedLifetime(self) { ByteString(entries[id.index].bytes) }
  }

  func hash(_ id: SymbolID) -> UInt64 {
    withExtendedLifetime(self) { NameHash(of: entries[id.index].bytes).value }
  }

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

  private mutating func intern(
    _ hash: NameHash, _ name: UnsafeRawBufferPointer, isKept: Bool = false
  ) -> SymbolID {
    let slot = slot(of: hash.value, name)
    if slots[slot] != 0 { return SymbolID(NameTable.id(slots[slot])) }
    // An empty name has no address of its own.
    let start = isKept ? name.baseAddress ?? copy(name) : copy(name)
    return insert(hash, start, length: name.count, at: slot)
  }

  /// The symbol of every row of an index.
  mutating func intern(_ index: ArchiveIndex) -> [SymbolID] {
    reserve(index.count)
    return index.strings.withBytes { strings in
      let base: UnsafeRawPointer
      if let memory = index.strings.memory, let start = strings.baseAddress {
        keepers.append(memory)
        base = start
      } else {
        base = copy(strings)
      }
      return index.withColumns { hashes, starts, lengths in
        intern(index.count, isKept: true) { row in
          let name = UnsafeRawBufferPointer(
            start: base + Int(starts[row]), count: Int(lengths[row]))
          return Row(hash: hashes[row], name: name)
        }
      }
    }
  }

  /// A name to intern.
  struct Row {
    var hash: UInt64
    var name: UnsafeRawBufferPointer
    /// The symbol, where it needs no look into the table.
    var known: SymbolID?
  }

  /// What a look at the table without a decision has found of a name.
  private struct Glimpse {
    var slot: UInt64
    /// Of the name in the slot, where its hash is nearly equal.
    var start: UnsafeRawPointer?
    var length: UInt32
  }

  /// Names looked up together.
  private static let atOnce = 16

  /// The symbols of many names.
  ///
  /// Some at a time are looked at, first their slots and then the names in those, so that the
  /// processor fetches them all together: next to nothing of a large table is in its cache.
  ///
  /// - Parameters:
  ///   - isKept: one of the keepers keeps the names' memory.
  ///   - row: is asked once for each number below `count`, in their order.
  @inline(__always)
  mutating func intern(
    _ count: Int, isKept: Bool = false, row: (Int) -> Row
  ) -> [SymbolID] {
    [SymbolID](count: count) { ids in
      withUnsafeTemporaryAllocation(of: Row.self, capacity: NameTable.atOnce) { rows in
        withUnsafeTemporaryAllocation(of: Glimpse.self, capacity: NameTable.atOnce) { glimpses in
          var filled = 0
          while filled < count {
            let some = min(NameTable.atOnce, count - filled)
            for each in 0..<some { rows.initializeElement(at: each, to: row(filled + each)) }
            glance(at: rows, some, into: glimpses)
            for each in 0..<some {
              ids[filled + each] =
                rows[each].known ?? intern(rows[each], after: glimpses[each], isKept: isKept)
            }
            filled += some
          }
        }
      }
    }
  }

  private func glance(
    at rows: UnsafeMutableBufferPointer<Row>, _ count: Int,
    into glimpses: UnsafeMutableBufferPointer<Glimpse>
  ) {
    let mask = slots.count - 1
    slots.withUnsafeBufferPointer { slots in
      for each in 0..<count {
        let slot = slots[Int(truncatingIfNeeded: rows[each].hash) & mask]
        glimpses.initializeElement(at: each, to: Glimpse(slot: slot, start: nil, length: 0))
      }
    }
    entries.withUnsafeBufferPointer { entries in
      for each in 0..<count {
        let slot = glimpses[each].slot
        guard slot != 0, (slot ^ rows[each].hash) >> 32 == 0 else { continue }
        let entry = entries[Int(NameTable.id(slot))]
        glimpses[each].start = entry.start
        glimpses[each].length = entry.length
      }
    }
  }

  /// A slot that is taken stays so, and its name with it.
  @inline(__always)
  private mutating func intern(_ row: Row, after glimpse: Glimpse, isKept: Bool) -> SymbolID {
    if let start = glimpse.start, Int(glimpse.length) == row.name.count,
      NameHash.areEqual(UnsafeRawBufferPointer(start: start, count: row.name.count), row.name)
    {
      return SymbolID(NameTable.id(glimpse.slot))
    }
    return intern(NameHash(value: row.hash), row.name, isKept: isKept)
  }

  private mutating func copy(_ name: UnsafeRawBufferPointer) -> UnsafeRawPointer {
    // A copy of this table goes on in memory of its own.
    if open.count - taken < name.count || !isKnownUniquelyReferenced(&open) {
      keepers.append(open)
      open = SharedMemory(ofBytes: max(NameTable.copiedAtOnce, name.count))
      taken = 0
    }
    let start = open.start + taken
    UnsafeMutableRawBufferPointer(
      start: UnsafeMutableRawPointer(mutating: start), count: name.count
    ).copyMemory(from: name)
    taken += name.count
    return start
  }

  private mutating func insert(
    _ hash: NameHash, _ start: UnsafeRawPointer, length: Int, at slot: Int
  ) -> SymbolID {
    let id = SymbolID(UInt32(entries.count))
    entries.append(
      Entry(
        start: start, length: UInt32(length), hash: UInt32(truncatingIfNeeded: hash.value)))
    slots[slot] = NameTable.slot(hash.value, Int(id.raw))
    if entries.count * 4 > slots.count * 3 { resize(to: slots.count * 2) }
    return id
  }

  /// Makes room for so many names more, so that the table need not grow step by step.
  private mutating func reserve(_ additional: Int) {
    let wanted = entries.count + additional
    entries.makeRoom(for: wanted)
    guard wanted * 4 > slots.count * 3 else { return }
    var size = slots.count
    while wanted * 4 > size * 3 { size *= 2 }
    resize(to: size)
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
    return Int(entry.length) == name.count && NameHash.areEqual(entry.bytes, name)
  }

  private mutating func resize(to count: Int) {
    let mask = count - 1
    var larger = [UInt64](repeating: 0, count: count)
    for entry in slots where entry != 0 {
      var slot = Int(entries[Int(NameTable.id(entry))].hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    slots = larger
  }
}

extension Array {
  /// Makes room for so many elements, and some more: who reserves exactly what is there copies all of it
  /// for the next one.
  mutating func makeRoom(for count: Int) {
    if capacity < count { reserveCapacity(Swift.max(count + count / 4, capacity * 2)) }
  }
}
