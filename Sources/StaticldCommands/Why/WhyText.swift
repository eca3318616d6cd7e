internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// Answers for people: a headline, then chains or obstacles, a step a line.
struct WhyText {
  let run: WhyRun
  let answers: [WhyRun.Sized]

  private var graph: LinkGraph { run.explanation.graph }

  var text: String {
    answers.map { headline($0.answer) + body($0) }.joined(separator: "\n")
  }

  // MARK: Parts

  private func headline(_ answer: LinkExplanation.Answer) -> String {
    let name = WhyText.name(of: answer.subject)
    switch answer.verdict {
    case .notInLink: return "\(name) is not in the link\n"
    case .definedByLinker: return "\(name) is in the link: the linker itself defines it\n"
    case .inLink: break
    }
    guard let node = answer.chains.chains.first?.nodes.last ?? answer.nodes.first else {
      return "\(name) is in the link\n"
    }
    var line = "\(name) is in the link"
    let library = graph.libraries[graph.nodes[node].library]
    if answer.subject.kind != .member || graph.nodes[node].place.member != nil {
      line += ": \(run.session.readable(library.path).forMessage)"
    }
    if let package = run.session.link.evidence.package(owning: library.path) {
      line += " of \(package.forMessage)"
    }
    if answer.subject.kind == .library {
      line += answer.nodes.count == 1 ? ", 1 member" : ", \(answer.nodes.count) members"
    }
    return line + "\n"
  }

  private func body(_ sized: WhyRun.Sized) -> String {
    let answer = sized.answer
    var text = answer.chains.chains.map { chain($0, answer.subject) }.joined()
    if run.wantsAll, answer.chains.leftOut > 0 || !answer.chains.isExact {
      let more = answer.chains.isExact ? "" : "more than "
      text +=
        "  \(more)\(answer.chains.leftOut) other chains are left out; --max raises the limit\n"
    }
    if let extraction = answer.extraction {
      text += "  the linker took it for another reference:\n"
      text += chain(extraction, answer.subject, indent: 2)
    }
    let obstacles = answer.obstacles.prefix(run.limit)
    text += obstacles.map { "  \(WhyObstacle($0, of: answer, run.session).text)\n" }.joined()
    if answer.obstacles.count > obstacles.count {
      text += "  and \(answer.obstacles.count - obstacles.count) others; --max prints them\n"
    }
    return text + sizes(sized)
  }

  private func chain(
    _ chain: LinkGraph.Chain, _ subject: LinkExplanation.Subject, indent: Int = 1
  ) -> String {
    var text = ""
    for (step, node) in chain.nodes.enumerated() {
      let blanks = String(repeating: "  ", count: indent + step)
      let place = graph.nodes[node].place.short
      var line = blanks + place
      if step == 0 { line += rootText(graph.nodes[node].root) }
      if step < chain.uses.count {
        line += " refers to \(symbols(chain.uses[step]))"
      } else if let last = defined(chain, subject) {
        line += " defines \(last)"
      } else if step == 0, graph.nodes[node].root?.kind == .object {
        line += " stands on the line"
      }
      text += line + "\n"
    }
    return text
  }

  /// What the last node of a chain has that was wanted.
  private func defined(
    _ chain: LinkGraph.Chain, _ subject: LinkExplanation.Subject
  ) -> String? {
    guard case .symbol(let name) = subject else { return chain.uses.last.map(symbols) }
    let wanted = chain.uses.last ?? []
    if wanted.isEmpty || wanted.contains(where: { graph.name($0.symbol) == name }) {
      return WhyText.display(name)
    }
    return "\(symbols(wanted)), and \(WhyText.display(name)) with it"
  }

  private func rootText(_ root: LinkGraph.Root?) -> String {
    let symbol = root?.symbol?.forMessage ?? ""
    switch root?.kind {
    case .object, nil: return ""
    case .startup: return ", which the driver adds,"
    case .given: return ", which is given,"
    case .wholeArchive: return ", which --whole-archive takes,"
    case .undefinedOption: return ", which -u \(symbol) asks for,"
    case .entry: return ", where the entry \(symbol) is,"
    }
  }

  private func symbols(_ uses: [LinkGraph.Use]) -> String {
    WhyText.list(uses.map { graph.name($0.symbol) }, count: uses.count)
  }

  /// Columns that the symbols of one step may take; C++ names are long.
  private static let symbolWidth = 90

  /// The first three symbols, or fewer where they are long, and how many more there are.
  static func list(_ symbols: [ByteString], count: Int) -> String {
    var shown: [String] = []
    var width = 0
    for symbol in symbols.prefix(3) {
      let text = display(symbol)
      width += text.utf8.count
      if !shown.isEmpty, width > symbolWidth { break }
      shown.append(text)
    }
    let rest = count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  // MARK: Sizes

  private func sizes(_ sized: WhyRun.Sized) -> String {
    guard let bytes = sized.bytes else { return "" }
    let sum = bytes.reduce(SectionBytes(), +)
    var text = "  adds \(sum.forPeople)\n"
    guard let departure = sized.departure else { return text }
    let goesWhole = departure.goes == sized.answer.nodes
    if sized.answer.nodes.count > 1 || goesWhole { text += members(sized.answer.nodes, bytes) }
    if goesWhole {
      text += "  without the references to it nothing more than this would go\n"
    } else if departure.goes.isEmpty {
      let why = departure.isRoot ? "it stands on the line itself" : "something else keeps it"
      text += "  without the references to it nothing would go: \(why)\n"
    } else {
      let count = departure.goes.count == 1 ? "1 member" : "\(departure.goes.count) members"
      text += "  without the references to it \(count) would go, \(departure.bytes.forPeople):\n"
      text += members(departure.goes, sized.going)
    }
    for place in departure.comes.prefix(run.limit) {
      text += "  \(place.short) would come instead\n"
    }
    return text
  }

  /// The largest first.
  private func members(_ nodes: [Int], _ bytes: [SectionBytes]) -> String {
    let order = nodes.indices.sorted {
      (bytes[$1].total, nodes[$0]) < (bytes[$0].total, nodes[$1])
    }
    let width = order.first.map { String(bytes[$0].total).utf8.count } ?? 0
    var text = order.prefix(run.limit).map { index in
      let number = String(bytes[index].total)
      let blanks = String(repeating: " ", count: width - number.utf8.count)
      return "    \(blanks)\(number) \(graph.nodes[nodes[index]].place.short)\n"
    }.joined()
    if order.count > run.limit { text += "    and \(order.count - run.limit) more\n" }
    return text
  }

  // MARK: Names

  static func display(_ symbol: ByteString) -> String {
    (Demangler.demangle(symbol) ?? symbol).forMessage
  }

  static func name(of subject: LinkExplanation.Subject) -> String {
    switch subject {
    case .symbol(let name): display(name)
    case .library(let name): name.forMessage
    case .member(let name, nil): name.forMessage
    case .member(let name, let library?):
      "\(library.lastPathComponent.forMessage)(\(name.forMessage))"
    }
  }
}
