internal import ObjectFiles
internal import StaticLink

/// A graph in the language of graphviz.
struct GraphDot {
  let picture: GraphPicture
  let symbolLimit: Int

  var text: [UInt8] {
    var lines = [
      "digraph staticld {",
      "  graph [rankdir=LR, ranksep=1, fontname=\"sans-serif\", tooltip=\" \"];",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];",
      "  edge [color=\"#667085\", fontsize=9, fontname=\"sans-serif\"];",
    ]
    switch picture.level {
    case .library:
      for (number, cycle) in picture.cycles.enumerated() {
        lines.append("  subgraph cluster_\(number) {")
        lines.append("    label=\"cycle\"; color=\"#c22f4e\"; fontcolor=\"#c22f4e\";")
        lines += cycle.map { "    " + node($0) }
        lines.append("  }")
      }
      lines += picture.nodes.indices.filter { picture.nodes[$0].cycle == nil }
        .map { "  " + node($0) }
    case .member:
      for (index, library) in picture.graph.libraries.enumerated() {
        let name = GraphDot.quote(library.path.lastPathComponent.forMessage)
        lines.append("  subgraph cluster_\(index) {")
        lines.append("    label=\(name); color=\"#c9ced6\";")
        lines += library.nodes.map { "    " + node($0) }
        lines.append("  }")
      }
    }
    lines += picture.edges.map { "  " + edge($0) }
    return Array((lines.joined(separator: "\n") + "\n}\n").utf8)
  }

  private func node(_ index: Int) -> String {
    let library = picture.library(of: index)
    let fill =
      switch library.origin {
      case .input: "#dbe8ff"
      case .discovered: "#ffe8cc"
      case .implicit: "#eceef1"
      }
    let title = GraphDot.escape(picture.title(index))
    var attributes = [
      "label=\"\(title)\\n\(picture.nodes[index].bytes.total) bytes\"",
      "tooltip=\(GraphDot.quote(library.path.forMessage))", "fillcolor=\"\(fill)\"",
    ]
    if picture.nodes[index].cycle != nil {
      attributes += ["color=\"#c22f4e\"", "penwidth=2"]
    }
    return "n\(index) [\(attributes.joined(separator: ", "))];"
  }

  private func edge(_ edge: LinkGraph.Edge) -> String {
    let label = picture.symbols(edge, limit: symbolLimit).map(GraphDot.escape)
      .joined(separator: "\\n")
    var attributes = ["label=\"\(label)\""]
    if edge.isWeak { attributes.append("style=dashed") }
    if picture.isInCycle(edge) { attributes.append("color=\"#c22f4e\"") }
    return "n\(edge.from) -> n\(edge.to) [\(attributes.joined(separator: ", "))];"
  }

  private static func quote(_ text: String) -> String { "\"\(escape(text))\"" }

  /// The text inside a quoted string: graphviz knows escapes (`\N` is the node's name) and HTML's
  /// entities there (graphviz 2.42, "escString").
  static func escape(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
