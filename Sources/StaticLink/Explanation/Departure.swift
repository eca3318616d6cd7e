internal import ObjectFiles

/// What a link would lose if nobody referred to something.
public struct Departure: Sendable {
  /// Members that would go, what was asked for included: positions in the graph.
  public var goes: [Int]
  /// Members that would come in its place.
  public var comes: [Place]
  /// What the members that go add to the link.
  public var bytes: SectionBytes
  /// It stands on the line itself, or is asked for by an option: it would stay.
  public var isRoot: Bool
}

extension LinkExplanation {
  /// Links once more without any reference to what an answer is about.
  ///
  /// The references of the answer's own nodes to each other stay. Options that ask for it (`-u`)
  /// are left out, too; objects on the line and whole archives stay.
  ///
  /// - Throws: ``LinkInputError`` when an object cannot be read again.
  public func departure(of answer: Answer) throws(LinkInputError) -> Departure {
    let objects = link.objects
    let targets = Set(answer.nodes.map { objects[$0] })
    var wanted: SymbolID?
    if case .symbol(let name) = answer.subject { wanted = link.inputs.names.find(name) }
    func isMeant(_ symbol: SymbolID) -> Bool {
      guard let owner = link.definer(of: symbol), targets.contains(owner) else { return false }
      return wanted == nil || symbol == wanted
    }
    let options = link.structure.undefined.compactMap { link.inputs.names.find($0) }
      .filter(isMeant)
    let line = lineWithout(Set(options))
    var saved: [ObjectID: [SymbolID]] = [:]
    defer { for (id, names) in saved { link.inputs.objects[id.index].names = names } }
    var rest = link.resolution
    // What comes in its place may refer to it again.
    while true {
      var hasChanged = false
      for id in rest.entries.map(\.object) where !targets.contains(id) && saved[id] == nil {
        let names = link.inputs.objects[id.index].names
        if cutReferences(of: id, where: isMeant) {
          saved[id] = names
          hasChanged = true
        }
      }
      if !hasChanged, !saved.isEmpty || options.isEmpty { break }
      rest = try Simulator.run(line, semantics: link.request.semantics, inputs: link.inputs)
      if !hasChanged { break }
    }
    return try departure(to: rest, of: answer)
  }

  /// Leads the references of an object that satisfy a condition to a name that nothing defines.
  ///
  /// - Returns: whether there were any.
  private func cutReferences(of id: ObjectID, where isMeant: (SymbolID) -> Bool) -> Bool {
    let loaded = link.inputs.objects[id.index]
    let rows = loaded.names.indices.filter { row in
      link.reference(row, of: loaded).map { isMeant($0.symbol) } ?? false
    }
    guard !rows.isEmpty else { return false }
    // No name of a file holds a NUL, so nothing can define this one.
    let nobody = link.inputs.names.intern("\0")
    for row in rows { link.inputs.objects[id.index].names[row] = nobody }
    return true
  }

  private func lineWithout(_ options: Set<SymbolID>) -> LinkLine {
    var line = link.line
    line.arguments = line.arguments.filter { argument in
      switch argument {
      case .undefined(let name), .requireDefined(let name):
        link.inputs.names.find(name).map { !options.contains($0) } ?? true
      default: true
      }
    }
    return line
  }

  private func departure(
    to rest: Resolution, of answer: Answer
  ) throws(LinkInputError) -> Departure {
    let stays = Set(rest.entries.map(\.object))
    let objects = link.objects
    let goes = objects.indices.filter { !stays.contains(objects[$0]) }
    let known = Set(objects)
    let comes = rest.entries.map(\.object).filter { !known.contains($0) }
    var bytes = SectionBytes()
    for node in goes {
      bytes += try SectionBytes(of: objects[node], in: link.resolution, inputs: link.inputs)
    }
    return Departure(
      goes: goes, comes: comes.map { link.inputs.place(of: $0) }, bytes: bytes,
      isRoot: answer.nodes.contains { stays.contains(objects[$0]) && graph.nodes[$0].root != nil })
  }

  /// What nodes of the graph add to the link.
  ///
  /// - Throws: ``LinkInputError`` when an object cannot be read again.
  public func bytes(of nodes: [Int]) throws(LinkInputError) -> SectionBytes {
    let objects = link.objects
    var sum = SectionBytes()
    for node in nodes {
      sum += try SectionBytes(of: objects[node], in: link.resolution, inputs: link.inputs)
    }
    return sum
  }
}
