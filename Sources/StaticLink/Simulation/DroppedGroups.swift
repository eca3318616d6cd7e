/// Which COMDAT groups of each object were dropped: a bit for each group of an object that lost one.
struct DroppedGroups: Sendable {
  /// 1 + where an object's flags begin, 0 for one that lost nothing.
  private var starts: [UInt32] = []
  private var isDropped: [Bool] = []
  private var ends: [UInt32] = []
  private(set) var objects: [ObjectID] = []

  var isEmpty: Bool { objects.isEmpty }

  /// - Parameter group: 1 + the group's index, as in ``ObjectFile/groupOfSection``.
  func contains(_ group: UInt32, of object: ObjectID) -> Bool {
    guard object.index < starts.count, starts[object.index] != 0 else { return false }
    let position = Int(starts[object.index]) + Int(group) - 1
    return position < Int(ends[object.index]) && isDropped[position]
  }

  /// - Parameter count: how many groups the object has.
  mutating func insert(_ group: UInt32, of object: ObjectID, count: Int) {
    if object.index >= starts.count {
      let missing = max(object.index + 1, starts.count * 2) - starts.count
      starts.append(contentsOf: repeatElement(0, count: missing))
      ends.append(contentsOf: repeatElement(0, count: missing))
    }
    if starts[object.index] == 0 {
      objects.append(object)
      starts[object.index] = UInt32(isDropped.count + 1)
      isDropped.append(contentsOf: repeatElement(false, count: count + 1))
      ends[object.index] = UInt32(isDropped.count)
    }
    isDropped[Int(starts[object.index]) + Int(group) - 1] = true
  }
}
