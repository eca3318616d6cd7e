internal import ObjectFiles
internal import StaticLink

/// A graph at the level at which it is to be seen.
struct GraphPicture {
  enum Level: String, CaseIterable {
    case library, member
  }

  /// A library or a member.
  struct Node {
    var library: Int
    /// `nil` for a library.
    var member: Int?
    var bytes: SectionBytes
    /// Position in ``GraphPicture/cycles``.
    var cycle: Int?
  }

  let graph: LinkGraph
  let level: Level
  private(set) var nodes: [Node] = []
  let edges: [LinkGraph.Edge]
  let cycles: [[Int]]

  init(_ graph: LinkGraph, level: Level) {
    self.graph = graph
    self.level = level
    switch level {
    case .library:
      edges = graph.libraryEdges
      cycles = graph.libraryCycles
      nodes = graph.libraries.indices.map {
        Node(library: $0, member: nil, bytes: graph.bytes(ofLibrary: $0))
      }
    case .member:
      edges = graph.edges
      cycles = graph.cycles
      nodes = graph.nodes.indices.map {
        Node(library: graph.nodes[$0].library, member: $0, bytes: graph.nodes[$0].bytes)
      }
    }
    for (number, cycle) in cycles.enumerated() {
      for node in cycle { nodes[node].cycle = number }
    }
  }

  /// `libz.a`, `libz.a(inflate.o)` or `main.o`, readable on one line.
  func title(_ node: Int) -> String {
    if let member = nodes[node].member { return graph.nodes[member].place.short }
    return graph.libraries[nodes[node].library].path.lastPathComponent.forMessage
  }

  func library(of node: Int) -> LinkGraph.Library { graph.libraries[nodes[node].library] }

  func isInCycle(_ edge: LinkGraph.Edge) -> Bool {
    guard let cycle = nodes[edge.from].cycle else { return false }
    return !edge.isWeak && cycle == nodes[edge.to].cycle
  }

  /// The first symbols of an edge, and how many more there are.
  func symbols(_ edge: LinkGraph.Edge, limit: Int) -> [String] {
    var lines = edge.uses.prefix(limit).map { WhyText.display(graph.name($0.symbol)) }
    if edge.uses.count > limit {
      lines.append(limit == 0 ? "\(edge.uses.count)" : "\(edge.uses.count - limit) more")
    }
    return lines
  }
}
