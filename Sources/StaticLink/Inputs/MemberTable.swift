/// The objects of an archive's members by the offset of their header.
struct MemberTable: Sendable {
  private struct Slot {
    var offset: UInt64
    /// 1 + the object's number, 0 where the slot is free.
    var object: UInt32
  }

  /// A power of two of them, at most three quarters in use.
  private var slots: [Slot] = []
  private var count = 0

  subscript(_ offset: UInt64) -> ObjectID? {
    guard count > 0 else { return nil }
    let slot = slots[place(of: offset)]
    return slot.object == 0 ? nil : ObjectID(raw: slot.object - 1)
  }

  mutating func insert(_ object: ObjectID, at offset: UInt64) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let place = place(of: offset)
    if slots[place].object == 0 { count += 1 }
    slots[place] = Slot(offset: offset, object: object.raw + 1)
  }

  /// Where an offset is, or belongs.
  private func place(of offset: UInt64) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing (Knuth, "The Art of Computer Programming", 6.4).
    var place = Int(truncatingIfNeeded: offset &* 0x9e37_79b9_7f4a_7c15 >> 32) & mask
    while slots[place].object != 0, slots[place].offset != offset { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = []
    slots.append(
      contentsOf: repeatElement(Slot(offset: 0, object: 0), count: max(16, old.count * 2)))
    for slot in old where slot.object != 0 { slots[place(of: slot.offset)] = slot }
  }
}
