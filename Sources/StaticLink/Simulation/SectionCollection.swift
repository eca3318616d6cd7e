internal import ObjectFiles

/// The sections that `--gc-sections` keeps: those that can be reached from the entry symbol, from
/// symbols of the command line and from sections that are kept whatever refers to them.
struct SectionCollection {
  private struct SectionKey: Hashable {
    var object: ObjectID
    var section: UInt32
  }

  private let simulator: Simulator
  private let rules: LinkerSemantics.SectionRoots
  private var graphs: [ObjectID: SectionGraph] = [:]
  private var kept: Set<SectionKey> = []
  private var waiting: [SectionKey] = []
  /// COMMON symbols that are reached.
  private var commons: Set<SymbolID> = []
  /// The objects that they are of.
  private var objectsOfCommon: ObjectSet = []
  private var identifiers: [ByteString: [SectionKey]] = [:]

  /// Collects the sections of a link whose symbols are bound.
  init(_ simulator: Simulator) throws(ObjectFileError) {
    self.simulator = simulator
    rules = simulator.semantics.sectionRoots
    let objects = simulator.resolution.entries.map(\.object)
    for id in objects where simulator.inputs.objects[id.index].object.kind == .relocatable {
      try load(id)
    }
    keepNamedSymbols()
    for id in objects where simulator.inputs.objects[id.index].object.kind == .shared {
      keep(namedBy: id)
    }
    while let key = waiting.popLast() { follow(key) }
    keepDebugInformation()
  }

  func keeps(_ section: UInt32, of id: ObjectID) -> Bool {
    kept.contains(SectionKey(object: id, section: section))
  }

  /// Whether a section of a name is left, or one that is not loaded.
  func keepsSection(named name: ByteString) -> Bool {
    graphs.contains { id, graph in
      graph.sections.indices.contains { index in
        graph.sections[index].name == name
          && (!graph.sections[index].isAllocated || keeps(UInt32(index), of: id))
      }
    }
  }

  func keepsDefinition(of symbol: SymbolID) -> Bool {
    let states = simulator.resolution.states
    guard states.kind(symbol) != .common else { return commons.contains(symbol) }
    guard let owner = states.owner(symbol) else { return true }
    let section = simulator.inputs.objects[owner.index].object.symbols.sections[states.row(symbol)]
    return section == 0 || keeps(section, of: owner)
  }

  private mutating func load(_ id: ObjectID) throws(ObjectFileError) {
    guard graphs[id] == nil else { return }
    let graph = try simulator.inputs.sectionGraph(of: id)
    let isBytecode = simulator.inputs.objects[id.index].object.isSeenThroughBytecode
    graphs[id] = graph
    for (index, section) in graph.sections.enumerated() {
      let key = SectionKey(object: id, section: UInt32(index))
      if section.isAllocated, simulator.semantics.bounds(section.name, isAllocated: true),
        rules.boundsKeep(section.name, option: simulator.structure.boundsKeepSections)
      {
        identifiers[section.name, default: []].append(key)
      }
      if isBytecode || rules.keeps(section) { keep(key) }
    }
  }

  private mutating func keepNamedSymbols() {
    let structure = simulator.structure
    let names = structure.undefined + structure.definitions.flatMap(\.uses)
    var symbols = names.compactMap { simulator.inputs.names.find($0) }
    if let entry = simulator.entrySymbol { symbols.append(entry) }
    for symbol in symbols { keep(symbol) }
    if rules.keepsExported || simulator.hasShared || structure.isShared {
      let exported = simulator.exported.flatMap { simulator.names(matching: $0) }
      for symbol in exported where !simulator.resolution.states.isHidden(symbol) { keep(symbol) }
    }
    guard structure.isShared else { return }
    for index in simulator.resolution.states.kinds.indices {
      let symbol = SymbolID(UInt32(index))
      if !simulator.resolution.states.isHidden(symbol) { keep(symbol) }
    }
  }

  /// What a shared object refers to, or defines too, is exported to it.
  private mutating func keep(namedBy shared: ObjectID) {
    for name in simulator.inputs.objects[shared.index].names {
      if isSeen(name) { keep(name) }
    }
  }

  /// Whether shared objects may see a symbol; GNU ld 2.40 notes for each what they want.
  private func isSeen(_ name: SymbolID) -> Bool {
    let states = simulator.resolution.states
    if simulator.semantics.recordsUses {
      return simulator.marks(name, .wantedByShared) && !simulator.marks(name, .isLocal)
    }
    return !states.isHidden(name) || simulator.semantics.archiveSearch == .whenReached
  }

  private mutating func keep(_ key: SectionKey) {
    if kept.insert(key).inserted { waiting.append(key) }
  }

  /// Keeps the section that holds the definition of a symbol.
  private mutating func keep(_ symbol: SymbolID) {
    let states = simulator.resolution.states
    switch states.kind(symbol) {
    case .defined, .definedWeak:
      guard let owner = states.owner(symbol), graphs[owner] != nil else { return }
      let section = simulator.inputs.objects[owner.index].object.symbols.sections[
        states.row(symbol)]
      if section != 0 { keep(SectionKey(object: owner, section: section)) }
    case .common:
      commons.insert(symbol)
      if let owner = states.owner(symbol) { objectsOfCommon.insert(owner) }
    default: keepBounded(by: simulator.inputs.names.name(symbol))
    }
  }

  /// `__start_X` and `__stop_X` keep every section `X`.
  private mutating func keepBounded(by name: ByteString) {
    for prefix: ByteString in ["__start_", "__stop_"] where name.hasPrefix(prefix) {
      for key in identifiers[name.dropFirst(prefix.bytes.count)] ?? [] {
        keep(key)
      }
    }
  }

  private mutating func follow(_ key: SectionKey) {
    // What is not loaded is kept, but keeps nothing itself.
    guard let graph = graphs[key.object], graph.sections[Int(key.section)].isAllocated else {
      return
    }
    let loaded = simulator.inputs.objects[key.object.index]
    let group = loaded.object.groupOfSection(of: key.section)
    if group != 0, rules.keepsGroups {
      for index in graph.sections.indices
      where loaded.object.groupOfSection(of: UInt32(index)) == group {
        keep(SectionKey(object: key.object, section: UInt32(index)))
      }
    }
    var row = graph.edges.partitioningIndex { $0.from >= key.section }
    while row < graph.edges.count, graph.edges[row].from == key.section {
      switch graph.edges[row].to {
      case .section(let index): keep(SectionKey(object: key.object, section: index))
      case .symbol(let row):
        let name = loaded.names[Int(row)]
        let flags = loaded.object.symbols.flags[Int(row)]
        let isWrapped = flags.isUndefined || simulator.semantics.wrapsOwnDefinitions
        keep(isWrapped ? simulator.wrapping[name] ?? name : name)
      }
      row += 1
    }
  }

  /// GNU ld keeps the debug information of an object of which anything is kept.
  private mutating func keepDebugInformation() {
    guard rules.debugFollowsObject else { return }
    let objects = Set(kept.map(\.object)).union(objectsOfCommon)
    for id in objects {
      for (index, section) in (graphs[id]?.sections ?? []).enumerated()
      where section.name.hasPrefix(".debug") {
        kept.insert(SectionKey(object: id, section: UInt32(index)))
      }
    }
  }
}
