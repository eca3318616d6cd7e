internal import ObjectFiles

/// Which library of a line needs which other one, told by the members that are in the link.
struct LibraryGraph {
  /// For each node, the nodes that define what its members refer to, ascending.
  private(set) var needs: [[Int]]

  /// - Parameter node: the node that an object belongs to; `nil` for what is no library to order.
  init(
    _ resolution: Resolution, inputs: InputSet, nodeCount: Int,
    node: (ObjectID) -> Int?
  ) {
    var nodeOfObject: [ObjectID: Int] = [:]
    for entry in resolution.entries {
      if let node = node(entry.object) { nodeOfObject[entry.object] = node }
    }
    var sets = [Set<Int>](repeating: [], count: nodeCount)
    for entry in resolution.entries {
      guard let from = nodeOfObject[entry.object] else { continue }
      let loaded = inputs.objects[entry.object.index]
      let flags = loaded.object.symbols.flags
      for (row, name) in loaded.names.enumerated() {
        // A weak reference extracts nothing, so it orders nothing.
        guard flags[row].isUndefined, !flags[row].isWeak,
          let owner = resolution.states.owner(name), owner != entry.object,
          let to = nodeOfObject[owner], to != from
        else { continue }
        sets[from].insert(to)
      }
    }
    needs = sets.map { $0.sorted() }
  }

  /// The given nodes and everything that they need, directly or not.
  func closure(of nodes: [Int]) -> Set<Int> {
    var result = Set(nodes)
    var waiting = nodes
    while let node = waiting.popLast() {
      for other in needs[node] where result.insert(other).inserted { waiting.append(other) }
    }
    return result
  }

  /// The strongly connected parts, each in ascending order, so that a part comes before what it
  /// needs; among parts that are free the one with the smallest node first.
  func sortedParts() -> [[Int]] {
    let parts = StronglyConnectedParts.of(needs)
    var partOf = [Int](repeating: 0, count: needs.count)
    for (index, part) in parts.enumerated() {
      for node in part { partOf[node] = index }
    }
    var waiting = [Int](repeating: 0, count: parts.count)
    var targets = [Set<Int>](repeating: [], count: parts.count)
    for (node, needed) in needs.enumerated() {
      for other in needed where partOf[other] != partOf[node] {
        if targets[partOf[node]].insert(partOf[other]).inserted { waiting[partOf[other]] += 1 }
      }
    }
    var free = Set(parts.indices.filter { waiting[$0] == 0 })
    var result: [[Int]] = []
    while let next = free.min(by: { parts[$0][0] < parts[$1][0] }) {
      free.remove(next)
      result.append(parts[next])
      for target in targets[next] {
        waiting[target] -= 1
        if waiting[target] == 0 { free.insert(target) }
      }
    }
    return result
  }
}
