internal import ObjectFiles
internal import StaticLink

/// A graph as a flowchart of mermaid.
struct GraphMermaid {
  let picture: GraphPicture
  let symbolLimit: Int

  var text: [UInt8] {
    var lines = ["flowchart LR"]
    switch picture.level {
    case .library:
      for (number, cycle) in picture.cycles.enumerated() {
        lines.append("  subgraph c\(number)[\"cycle\"]")
        lines += cycle.map { "    " + node($0) }
        lines.append("  end")
      }
      lines += picture.nodes.indices.filter { picture.nodes[$0].cycle == nil }
        .map { "  " + node($0) }
    case .member:
      for (index, library) in picture.graph.libraries.enumerated() {
        let name = GraphMermaid.escape(library.path.lastPathComponent.forMessage)
        lines.append("  subgraph l\(index)[\"\(name)\"]")
        lines += library.nodes.map { "    " + node($0) }
        lines.append("  end")
      }
    }
    lines += picture.edges.map { "  " + edge($0) }
    lines.append("  classDef input fill:#dbe8ff,stroke:#2563c9,color:#1c2026")
    lines.append("  classDef discovered fill:#ffe8cc,stroke:#c9730a,color:#1c2026")
    lines.append("  classDef implicit fill:#eceef1,stroke:#7d8592,color:#1c2026")
    lines.append("  classDef cycle stroke:#c22f4e,stroke-width:3px")
    let inCycle = picture.cycles.flatMap { $0 }.sorted().map { "n\($0)" }
    if !inCycle.isEmpty { lines.append("  class \(inCycle.joined(separator: ",")) cycle") }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func node(_ index: Int) -> String {
    let title = GraphMermaid.escape(picture.title(index))
    let bytes = picture.nodes[index].bytes.total
    let origin = picture.library(of: index).origin.rawValue
    return "n\(index)[\"\(title)<br/>\(bytes) bytes\"]:::\(origin)"
  }

  private func edge(_ edge: LinkGraph.Edge) -> String {
    let label = picture.symbols(edge, limit: symbolLimit).map(GraphMermaid.escape)
      .joined(separator: "<br/>")
    let arrow = edge.isWeak ? "-.->" : "-->"
    return "n\(edge.from) \(arrow)|\"\(label)\"| n\(edge.to)"
  }

  /// The text inside quotes: what could mean something to mermaid or to HTML becomes a number
  /// (mermaid, "Entity codes to escape characters").
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "_", "-", "+", ":", "(", ")", "/":
        result.unicodeScalars.append(scalar)
      case _ where scalar.value >= 0xa0: result.unicodeScalars.append(scalar)
      default: result += "#\(scalar.value);"
      }
    }
    return result
  }
}
