internal import ObjectFiles
internal import Reports
internal import StaticLink

/// A graph as the document of schema `staticld/1`: every symbol of every edge is there.
struct GraphJSON {
  let picture: GraphPicture
  let session: ExplainSession

  func document() -> [UInt8] {
    JSON.object(
      session.header("graph") + [
        ("level", .string(picture.level.rawValue)),
        ("nodes", .array(picture.nodes.indices.map(node))),
        ("edges", .array(picture.edges.map(edge))),
        (
          "cycles",
          .array(picture.cycles.map { .array($0.map { .integer(UInt64($0)) }) })
        ),
      ]
    ).document()
  }

  private func node(_ index: Int) -> JSON {
    let node = picture.nodes[index]
    let library = picture.library(of: index)
    var entries: [(key: String, value: JSON)] = [("id", .integer(UInt64(index)))]
    if let member = node.member {
      entries.append(("place", JSON.place(picture.graph.nodes[member].place)))
    } else {
      entries.append(("place", JSON.place(Place(path: library.path))))
    }
    entries += JSON.name("library", library.name)
    entries.append(("origin", .string(library.origin.rawValue)))
    entries.append(("shared", .bool(library.isShared)))
    if let member = node.member {
      if let root = picture.graph.nodes[member].root { entries.append(("root", .root(root))) }
    } else {
      entries.append(("members", .integer(UInt64(library.nodes.count))))
    }
    entries.append(("bytes", .bytes(node.bytes)))
    if let cycle = node.cycle { entries.append(("cycle", .integer(UInt64(cycle)))) }
    return .object(entries)
  }

  private func edge(_ edge: LinkGraph.Edge) -> JSON {
    .object([
      ("from", .integer(UInt64(edge.from))), ("to", .integer(UInt64(edge.to))),
      ("weak", .bool(edge.isWeak)),
      (
        "symbols",
        .array(
          edge.uses.map {
            .object(
              JSON.name("symbol", picture.graph.name($0.symbol)) + [
                ("strength", .string($0.strength.rawValue))
              ])
          })
      ),
    ])
  }
}
