extension LinkGraph {
  /// References that lead from a root to something, each node once.
  public struct Chain: Hashable, Sendable {
    /// From the root on.
    public var nodes: [Int]
    /// The symbols by which each node refers to the next one.
    public var uses: [[Use]]
  }

  /// Chains, shortest first, and how many there are beside.
  public struct Chains: Sendable {
    public var chains: [Chain] = []
    public var leftOut = 0
    /// Whether ``leftOut`` is all of them; `false` when counting was given up.
    public var isExact = true
  }

  /// Where a chain has to end.
  struct Goal {
    var nodes: Set<Int>
    /// The symbol that the last step must be about.
    var symbol: SymbolID?
  }

  /// The ways from the roots to a goal.
  ///
  /// - Parameters:
  ///   - limit: how many are given.
  ///   - countsRest: whether the others are counted; that can take long.
  func chains(to goal: Goal, limit: Int, countsRest: Bool) -> Chains {
    var search = ChainSearch(graph: self, goal: goal)
    return search.run(limit: limit, countsRest: countsRest)
  }

  /// How the linker came to a node: each step is the reference that made it take the next member.
  func extraction(of node: Int) -> Chain {
    var chain = Chain(nodes: [node], uses: [])
    var next = node
    while let referrer = nodes[next].extraction.referrer, !chain.nodes.contains(referrer) {
      let use = nodes[next].extraction.symbol.map { [Use(symbol: $0, strength: .strong)] }
      chain.nodes.insert(referrer, at: 0)
      chain.uses.insert(use ?? [], at: 0)
      next = referrer
    }
    return chain
  }
}

/// Looks for chains from the goal back to the roots, always along the one that can be shortest.
private struct ChainSearch {
  let graph: LinkGraph
  let goal: LinkGraph.Goal
  /// For each node the edges that lead to it and are more than weak, the user's objects first.
  private let incoming: [[Int]]
  /// Steps from the nearest root without passing through the goal; `nil` when none leads here.
  private let distances: [Int?]
  /// The ends of chains found so far.
  private var steps: [Step] = []
  /// Positions in ``steps``, by the least length that their chains can have.
  private var waiting: [[Int]] = []

  /// The front of a part of a chain, which ends in the goal.
  private struct Step {
    var node: Int
    /// The edge by which it leads on, and the step there; -1 at the goal.
    var edge: Int
    var next: Int
    var length: Int
  }

  /// Steps of a search that no reader would wait for.
  private static let limit = 200_000

  init(graph: LinkGraph, goal: LinkGraph.Goal) {
    self.graph = graph
    self.goal = goal
    var incoming = [[Int]](repeating: [], count: graph.nodes.count)
    for (index, edge) in graph.edges.enumerated() where !edge.isWeak {
      incoming[edge.to].append(index)
    }
    func rank(_ edge: Int) -> Int {
      switch graph.nodes[graph.edges[edge].from].root?.kind {
      case .object, .given: 0
      case nil, .wholeArchive, .undefinedOption, .entry: 1
      case .startup: 2
      }
    }
    self.incoming = incoming.map { $0.sorted { (rank($0), $0) < (rank($1), $1) } }
    distances = ChainSearch.distances(in: graph, avoiding: goal.nodes)
  }

  private static func distances(in graph: LinkGraph, avoiding avoided: Set<Int>) -> [Int?] {
    var outgoing = [[Int]](repeating: [], count: graph.nodes.count)
    for edge in graph.edges where !edge.isWeak { outgoing[edge.from].append(edge.to) }
    var result = [Int?](repeating: nil, count: graph.nodes.count)
    var front = graph.nodes.indices.filter {
      graph.nodes[$0].root != nil && !avoided.contains($0)
    }
    var distance = 0
    for node in front { result[node] = 0 }
    while !front.isEmpty {
      distance += 1
      var next: [Int] = []
      for node in front {
        for other in outgoing[node] where result[other] == nil && !avoided.contains(other) {
          result[other] = distance
          next.append(other)
        }
      }
      front = next
    }
    return result
  }

  mutating func run(limit: Int, countsRest: Bool) -> LinkGraph.Chains {
    var result = LinkGraph.Chains()
    func add(_ chain: LinkGraph.Chain) {
      if result.chains.count < limit {
        result.chains.append(chain)
      } else {
        result.leftOut += 1
      }
    }
    for node in goal.nodes.sorted() {
      if graph.nodes[node].root != nil { add(.init(nodes: [node], uses: [])) }
      append(Step(node: node, edge: -1, next: -1, length: 0), atLeast: 0)
    }
    var length = 0
    while length < waiting.count {
      var position = 0
      while position < waiting[length].count {
        if result.chains.count >= limit, !countsRest || steps.count >= ChainSearch.limit {
          result.isExact = false
          return result
        }
        let step = waiting[length][position]
        position += 1
        if steps[step].edge >= 0, graph.nodes[steps[step].node].root != nil {
          add(chain(from: step))
        } else if !extend(step) {
          result.isExact = false
          return result
        }
      }
      length += 1
    }
    return result
  }

  private mutating func append(_ step: Step, atLeast length: Int) {
    while waiting.count <= length { waiting.append([]) }
    waiting[length].append(steps.count)
    steps.append(step)
  }

  /// - Returns: `false` when it has taken too long.
  private mutating func extend(_ position: Int) -> Bool {
    let step = steps[position]
    for edge in incoming[step.node] {
      let from = graph.edges[edge].from
      guard let distance = distances[from], step.next >= 0 || isLastStep(edge),
        !isOnWay(from, from: position)
      else { continue }
      guard steps.count < ChainSearch.limit else { return false }
      append(
        Step(node: from, edge: edge, next: position, length: step.length + 1),
        atLeast: step.length + 1 + distance)
    }
    return true
  }

  private func isLastStep(_ edge: Int) -> Bool {
    guard let symbol = goal.symbol else { return true }
    return graph.edges[edge].uses.contains { $0.symbol == symbol && $0.strength != .weak }
  }

  private func isOnWay(_ node: Int, from start: Int) -> Bool {
    var position = start
    while position >= 0 {
      if steps[position].node == node { return true }
      position = steps[position].next
    }
    return false
  }

  private func chain(from start: Int) -> LinkGraph.Chain {
    var chain = LinkGraph.Chain(nodes: [], uses: [])
    var position = start
    while position >= 0 {
      let step = steps[position]
      chain.nodes.append(step.node)
      if step.edge >= 0 {
        let isLast = steps[step.next].next < 0
        chain.uses.append(
          graph.edges[step.edge].uses.filter {
            $0.strength != .weak && (!isLast || goal.symbol == nil || $0.symbol == goal.symbol)
          })
      }
      position = step.next
    }
    return chain
  }
}
