/// The strongly connected parts of a directed graph.
enum StronglyConnectedParts {
  /// Tarjan's algorithm with a stack of its own: a chain of libraries may be as long as it likes.
  ///
  /// - Parameter needs: for each node, the nodes it leads to.
  /// - Returns: each part in ascending order; a part comes behind all that it leads to.
  static func of(_ needs: [[Int]]) -> [[Int]] {
    var parts: [[Int]] = []
    var index = [Int](repeating: -1, count: needs.count)
    var low = [Int](repeating: 0, count: needs.count)
    var isOnStack = [Bool](repeating: false, count: needs.count)
    var stack: [Int] = []
    var counter = 0
    for root in needs.indices where index[root] < 0 {
      var frames: [(node: Int, next: Int)] = [(root, 0)]
      while let frame = frames.last {
        let node = frame.node
        if frame.next == 0 {
          index[node] = counter
          low[node] = counter
          counter += 1
          stack.append(node)
          isOnStack[node] = true
        }
        if frame.next < needs[node].count {
          frames[frames.count - 1].next += 1
          let other = needs[node][frame.next]
          if index[other] < 0 {
            frames.append((other, 0))
          } else if isOnStack[other] {
            low[node] = min(low[node], index[other])
          }
          continue
        }
        if low[node] == index[node] {
          var part: [Int] = []
          while let top = stack.popLast() {
            isOnStack[top] = false
            part.append(top)
            if top == node { break }
          }
          parts.append(part.sorted())
        }
        frames.removeLast()
        if let parent = frames.last?.node { low[parent] = min(low[parent], low[node]) }
      }
    }
    return parts
  }
}
