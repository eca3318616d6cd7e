internal import ObjectFiles
internal import Reports
internal import StaticLink

/// A graph as one page that needs nothing else.
struct GraphHTML {
  let graph: LinkGraph
  let level: GraphPicture.Level

  func page() -> [UInt8] {
    let script =
      PackageResources.graph_model_js + PackageResources.graph_draw_js
      + PackageResources.graph_panel_js
    var page: [UInt8] = []
    var rest = PackageResources.graph_html[...]
    for (mark, text) in [
      ("@STYLE@", PackageResources.graph_css), ("@DATA@", data()), ("@SCRIPT@", script),
    ] {
      guard let place = GraphHTML.find(Array(mark.utf8), in: rest) else { continue }
      page += rest[..<place.lowerBound] + text
      rest = rest[place.upperBound...]
    }
    return page + rest
  }

  private static func find(_ mark: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
    for start in text.indices where text[start] == mark[0] && start + mark.count <= text.endIndex {
      if text[start..<(start + mark.count)].elementsEqual(mark) {
        return start..<(start + mark.count)
      }
    }
    return nil
  }

  // MARK: Data

  /// The rows that the page's script reads.
  ///
  /// A `<` becomes an escape, so that no name ends the element that holds the data.
  private func data() -> [UInt8] {
    var symbols: [SymbolID: Int] = [:]
    var names: [JSON] = []
    let edges = graph.edges.map { edge in
      JSON.array([
        .integer(UInt64(edge.from)), .integer(UInt64(edge.to)),
        .array(
          edge.uses.flatMap { use in
            let known = symbols[use.symbol] ?? names.count
            if known == names.count {
              symbols[use.symbol] = known
              names.append(symbol(use.symbol))
            }
            return [JSON.integer(UInt64(known)), .integer(GraphHTML.code(use.strength))]
          }),
      ])
    }
    let inCycle = GraphHTML.numbers(of: graph.libraryCycles, count: graph.libraries.count)
    let membersInCycle = GraphHTML.numbers(of: graph.cycles, count: graph.nodes.count)
    let title = graph.libraries.first { $0.origin == .input }?.path.lastPathComponent.forMessage
    let document = JSON.object([
      ("title", .string("\(title ?? "link") - staticld graph")),
      ("level", .string(level.rawValue)),
      ("libraries", .array(graph.libraries.indices.map { library($0, inCycle[$0]) })),
      ("nodes", .array(graph.nodes.indices.map { node($0, membersInCycle[$0]) })),
      ("symbols", .array(names)), ("edges", .array(edges)),
    ])
    return document.compact().flatMap { $0 == 0x3c ? Array("\\u003c".utf8) : [$0] }
  }

  private func symbol(_ id: SymbolID) -> JSON {
    let name = graph.name(id)
    guard let text = Demangler.demangle(name) else { return .string(name.forMessage) }
    return .array([.string(name.forMessage), .string(text.forMessage)])
  }

  private func library(_ index: Int, _ cycle: Int?) -> JSON {
    let library = graph.libraries[index]
    let origin: UInt64 =
      switch library.origin {
      case .input: 0
      case .discovered: 1
      case .implicit: 2
      }
    return .array([
      .string(library.path.lastPathComponent.forMessage), .string(library.path.forMessage),
      .integer(origin), .integer(library.isShared ? 1 : 0), GraphHTML.number(cycle),
    ])
  }

  private func node(_ index: Int, _ cycle: Int?) -> JSON {
    let node = graph.nodes[index]
    let kinds = LinkGraph.Root.Kind.allCases
    let root = node.root.flatMap { kinds.firstIndex(of: $0.kind) }.map { $0 + 1 } ?? 0
    return .array([
      .integer(UInt64(node.library)), .string(node.place.member?.forMessage ?? ""),
      .integer(UInt64(root)), .integer(node.bytes.text), .integer(node.bytes.data),
      .integer(node.bytes.bss), GraphHTML.number(cycle),
    ])
  }

  /// 0 for none.
  private static func number(_ value: Int?) -> JSON { .integer(UInt64((value ?? -1) + 1)) }

  private static func code(_ strength: LinkGraph.Use.Strength) -> UInt64 {
    switch strength {
    case .strong: 0
    case .weak: 1
    case .common: 2
    }
  }

  /// The number of the cycle of each node.
  private static func numbers(of cycles: [[Int]], count: Int) -> [Int?] {
    var result = [Int?](repeating: nil, count: count)
    for (number, cycle) in cycles.enumerated() {
      for node in cycle { result[node] = number }
    }
    return result
  }
}
