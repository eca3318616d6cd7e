internal import ObjectFiles
internal import Reports
internal import StaticLink

/// Answers as the document of schema `staticld/1`.
struct WhyJSON {
  let run: WhyRun
  let answers: [WhyRun.Sized]

  private var graph: LinkGraph { run.explanation.graph }

  func document() -> [UInt8] {
    JSON.object(run.session.header("why") + [("answers", .array(answers.map(answer)))]).document()
  }

  private func answer(_ sized: WhyRun.Sized) -> JSON {
    let answer = sized.answer
    var entries: [(key: String, value: JSON)] = [
      ("subject", subject(answer.subject)), ("verdict", .string(answer.verdict.rawValue)),
      ("places", .array(answer.nodes.map { JSON.place(graph.nodes[$0].place) })),
      ("chains", .array(answer.chains.chains.map(chain))),
    ]
    if run.wantsAll {
      entries.append(("chainsLeftOut", .integer(UInt64(answer.chains.leftOut))))
      entries.append(("chainsCounted", .bool(answer.chains.isExact)))
    }
    if let extraction = answer.extraction { entries.append(("extraction", chain(extraction))) }
    entries.append(("obstacles", .array(answer.obstacles.map(obstacle))))
    if let bytes = sized.bytes {
      let sizes = zip(answer.nodes, bytes).map(size)
      entries.append(("sizes", .array(sizes)))
      entries.append(("bytes", .bytes(bytes.reduce(SectionBytes(), +))))
    }
    if let departure = sized.departure {
      entries.append(("departure", self.departure(departure, sized.going)))
    }
    return .object(entries)
  }

  private func subject(_ subject: LinkExplanation.Subject) -> JSON {
    var entries: [(key: String, value: JSON)] = [("kind", .string(subject.kind.rawValue))]
    switch subject {
    case .symbol(let name):
      entries += JSON.name("name", name)
      if let text = Demangler.demangle(name) { entries += JSON.name("demangled", text) }
    case .library(let name): entries += JSON.name("name", name)
    case .member(let name, let library):
      entries += JSON.name("name", name)
      if let library { entries += JSON.name("library", library) }
    }
    return .object(entries)
  }

  private func chain(_ chain: LinkGraph.Chain) -> JSON {
    .array(
      chain.nodes.enumerated().map { step, node in
        var entries: [(key: String, value: JSON)] = [
          ("place", JSON.place(graph.nodes[node].place))
        ]
        if step == 0, let root = graph.nodes[node].root { entries.append(("root", .root(root))) }
        if step < chain.uses.count {
          let uses = chain.uses[step]
          entries.append(("refersTo", .symbols(uses.map { graph.name($0.symbol) })))
        }
        return .object(entries)
      })
  }

  private func obstacle(_ obstacle: LinkExplanation.Obstacle) -> JSON {
    var entries: [(key: String, value: JSON)] = [("reason", .string(obstacle.reason.rawValue))]
    if let place = obstacle.place { entries.append(("place", JSON.place(place))) }
    if let other = obstacle.other { entries.append(("other", JSON.place(other))) }
    entries.append(("symbols", .symbols(obstacle.symbols)))
    entries.append(("symbolCount", .integer(UInt64(obstacle.symbolCount))))
    if let detail = obstacle.detail { entries.append(("detail", .string(detail))) }
    return .object(entries)
  }

  private func size(_ node: Int, _ bytes: SectionBytes) -> JSON {
    .object([("place", JSON.place(graph.nodes[node].place)), ("bytes", .bytes(bytes))])
  }

  private func departure(_ departure: Departure, _ bytes: [SectionBytes]) -> JSON {
    .object([
      ("goes", .array(zip(departure.goes, bytes).map(size))),
      ("comes", .array(departure.comes.map(JSON.place))), ("bytes", .bytes(departure.bytes)),
      ("root", .bool(departure.isRoot)),
    ])
  }
}

extension JSON {
  /// Names of symbols, each as an object because some are not UTF-8.
  static func symbols(_ names: [ByteString]) -> JSON {
    .array(names.map { .object(JSON.name("symbol", $0)) })
  }
}
