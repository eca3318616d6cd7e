internal import ObjectFiles

/// Everything that a question about a finished link needs.
struct ExplainedLink {
  let request: ResolveRequest
  let inputs: InputSet
  /// The line that was simulated.
  let line: LinkLine
  let resolution: Resolution
  let plan: LinkPlan
  let isLibraryMode: Bool
  /// `--wrap`: what a reference to a name really means.
  let wrapping: [SymbolID: SymbolID]
  let structure: LineStructure

  init(
    request: ResolveRequest, inputs: InputSet, line: LinkLine, resolution: Resolution,
    plan: LinkPlan, isLibraryMode: Bool
  ) throws(LinkInputError) {
    self.request = request
    self.inputs = inputs
    self.line = line
    self.resolution = resolution
    self.plan = plan
    self.isLibraryMode = isLibraryMode
    structure = try LineStructure(line)
    var wrapping: [SymbolID: SymbolID] = [:]
    for name in structure.wrapped {
      let symbol = inputs.names.intern(name)
      wrapping[symbol] = inputs.names.intern("__wrap_" + name)
      wrapping[inputs.names.intern("__real_" + name)] = symbol
    }
    self.wrapping = wrapping
  }

  /// The symbol that a row of an object refers to and how; `nil` for a definition.
  func reference(_ row: Int, of loaded: LoadedObject) -> LinkGraph.Use? {
    let flags = loaded.object.symbols.flags[row]
    guard flags.isUndefined || flags.isCommon else { return nil }
    let name = wrapping[loaded.names[row]] ?? loaded.names[row]
    return LinkGraph.Use(
      symbol: name, strength: flags.isCommon ? .common : flags.isWeak ? .weak : .strong)
  }

  /// The object whose definition of a symbol the link uses.
  func definer(of symbol: SymbolID) -> ObjectID? {
    switch resolution.states.kind(symbol) {
    case .defined, .definedWeak, .common: resolution.states.owner(symbol)
    case .new, .undefined, .undefinedWeak, .lazy, .lazyWeak: nil
    }
  }

  /// The objects of the link, each once, in the order of the link.
  var objects: [ObjectID] {
    var seen: ObjectSet = []
    return resolution.entries.map(\.object).filter { seen.insert($0) }
  }
}

extension LinkGraph {
  /// Builds the graph of a finished link.
  ///
  /// - Throws: ``LinkInputError`` when sizes are wanted and an object cannot be read again.
  init(_ link: ExplainedLink, wantsSizes: Bool) throws(LinkInputError) {
    let objects = link.objects
    let nodeOfObject = Dictionary(
      objects.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    addNodes(objects, link, nodeOfObject)
    addCommandLineRoots(link, nodeOfObject)
    for (from, id) in objects.enumerated() { addEdges(from: from, of: id, link, nodeOfObject) }
    if wantsSizes {
      for (node, id) in objects.enumerated() {
        nodes[node].bytes = try SectionBytes(of: id, in: link.resolution, inputs: link.inputs)
      }
    }
    names = link.inputs.names
  }

  private mutating func addNodes(
    _ objects: [ObjectID], _ link: ExplainedLink, _ nodeOfObject: [ObjectID: Int]
  ) {
    let known = Dictionary(
      link.plan.libraries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let reasons = Dictionary(
      link.resolution.entries.map { ($0.object, $0.reason) },
      uniquingKeysWith: { first, _ in first })
    var libraryOfFile: [FileID: Int] = [:]
    for id in objects {
      let loaded = link.inputs.objects[id.index]
      let path = link.inputs.path(of: loaded.file)
      let library: Int
      if let seen = libraryOfFile[loaded.file] {
        library = seen
      } else {
        library = libraries.count
        libraryOfFile[loaded.file] = library
        libraries.append(
          Library(
            path: path, name: known[path]?.name ?? path.lastPathComponent,
            origin: known[path]?.origin ?? .implicit, isShared: loaded.object.kind == .shared,
            nodes: []))
      }
      libraries[library].nodes.append(nodes.count)
      let reason = reasons[id] ?? ExtractionReason(kind: .root)
      nodes.append(
        Node(
          place: link.inputs.place(of: id), library: library,
          root: root(reason, of: libraries[library], link),
          extraction: (reason.referrer.flatMap { nodeOfObject[$0] }, reason.symbol)))
    }
  }

  private func root(
    _ reason: ExtractionReason, of library: Library, _ link: ExplainedLink
  ) -> Root? {
    let symbol = reason.symbol.map { link.inputs.names.name($0) }
    switch reason.kind {
    case .reference: return nil
    case .root: return Root(kind: library.origin == .implicit ? .startup : .object)
    case .wholeArchive:
      let isGiven = link.isLibraryMode && !link.structure.userTakesWhole(link.plan.line)
      return Root(kind: isGiven ? .given : .wholeArchive)
    case .undefinedOption: return Root(kind: .undefinedOption, symbol: symbol)
    case .entry: return Root(kind: .entry, symbol: symbol)
    }
  }

  /// `-u foo` is a reason even when somebody else asked for `foo` first.
  private mutating func addCommandLineRoots(
    _ link: ExplainedLink, _ nodeOfObject: [ObjectID: Int]
  ) {
    let wanted =
      link.structure.undefined.map { ($0, Root.Kind.undefinedOption) }
      + (link.structure.entry.map { [($0, Root.Kind.entry)] } ?? [])
    for (name, kind) in wanted {
      guard let symbol = link.inputs.names.find(name), let owner = link.definer(of: symbol),
        let node = nodeOfObject[owner], nodes[node].root == nil
      else { continue }
      nodes[node].root = Root(kind: kind, symbol: name)
    }
  }

  private mutating func addEdges(
    from: Int, of id: ObjectID, _ link: ExplainedLink, _ nodeOfObject: [ObjectID: Int]
  ) {
    let loaded = link.inputs.objects[id.index]
    var uses: [Int: [Use]] = [:]
    for row in loaded.names.indices {
      guard let use = link.reference(row, of: loaded), let owner = link.definer(of: use.symbol),
        owner != id, let to = nodeOfObject[owner]
      else { continue }
      uses[to, default: []].append(use)
    }
    for to in uses.keys.sorted() { edges.append(Edge(from: from, to: to, uses: uses[to] ?? [])) }
  }
}

extension LineStructure {
  /// Whether the user's own arguments say `--whole-archive`.
  fileprivate func userTakesWhole(_ arguments: [LinkArgument]) -> Bool {
    arguments.contains(.wholeArchive(true))
  }
}
