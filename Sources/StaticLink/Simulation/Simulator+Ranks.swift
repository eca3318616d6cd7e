internal import ObjectFiles

/// mold's resolution (`passes.cc`, `resolve_symbols`): every name goes to the definition of the
/// best rank among all files, members are alive when a living file reaches them, and the living
/// ones are bound anew.
extension Simulator {
  /// mold's `get_rank`: a lower number wins, then the earlier file.
  private enum Rank: UInt8, Comparable {
    case strong = 1
    case weak
    case lazyStrong
    case lazyWeak
    case common
    case lazyCommon

    init(_ flags: SymbolFlags, standsBack: Bool) {
      if flags.isCommon {
        self = standsBack ? .lazyCommon : .common
      } else if standsBack {
        self = flags.isWeak ? .lazyWeak : .lazyStrong
      } else {
        self = flags.isWeak ? .weak : .strong
      }
    }

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Winner {
    var file: Int
    var rank: Rank
  }

  /// Who won so far, and who turned out to have no winner.
  private struct Winners {
    private struct Entry {
      var file: Int32
      var isKnown: Bool
      var rank: Rank?
    }

    private var entries: [Entry] = []

    /// `nil` for a name that nobody asked for yet.
    func winner(of symbol: SymbolID) -> Winner?? {
      guard symbol.index < entries.count, entries[symbol.index].isKnown else { return nil }
      let entry = entries[symbol.index]
      return .some(entry.rank.map { Winner(file: Int(entry.file), rank: $0) })
    }

    mutating func note(_ winner: Winner?, of symbol: SymbolID) {
      if symbol.index >= entries.count {
        let missing = max(symbol.index + 1, entries.count * 2) - entries.count
        let unknown = Entry(file: 0, isKnown: false, rank: nil)
        entries.append(contentsOf: repeatElement(unknown, count: missing))
      }
      entries[symbol.index] = Entry(
        file: Int32(truncatingIfNeeded: winner?.file ?? 0), isKnown: true, rank: winner?.rank)
    }
  }

  mutating func resolveRanked() throws(ObjectFileError) {
    try reachLiving()
    try bindLiving()
  }

  // MARK: Who lives

  private mutating func reachLiving() throws(ObjectFileError) {
    var winners = Winners()
    var waiting = (0..<ranked.count).filter { ranked.files[$0].isAlive }
    var roots = (structure.undefined + structure.definitions.flatMap(\.uses)).map {
      (inputs.names.intern($0), ExtractionReason.Kind.undefinedOption)
    }
    roots += (entrySymbol.map { [$0] } ?? []).map { ($0, .entry) }
    roots += structure.undefinedGlobs.flatMap { names(matching: $0) }.map { ($0, .undefinedOption) }
    for (symbol, kind) in roots {
      guard let winner = try winner(of: symbol, &winners), !ranked.files[winner.file].isAlive else {
        continue
      }
      ranked.enliven(winner.file, ExtractionReason(kind: kind, symbol: symbol))
      waiting.append(winner.file)
    }
    var next = 0
    while next < waiting.count {
      try reach(from: waiting[next], &waiting, &winners)
      next += 1
    }
  }

  private mutating func reach(
    from file: Int, _ waiting: inout [Int], _ winners: inout Winners
  ) throws(ObjectFileError) {
    let id = try ranked.object(file, inputs: inputs)
    let loaded = inputs.objects[id.index]
    for (row, written) in loaded.names.enumerated() {
      let flags = loaded.object.symbols.flags[row]
      // A shared object's weak reference extracts, too.
      guard flags.isUndefined || flags.isCommon, !flags.isWeak || ranked.files[file].isShared
      else { continue }
      let isWrapped = flags.isUndefined && !ranked.files[file].isShared
      let name = isWrapped ? wrapping[written] ?? written : written
      guard let winner = try winner(of: name, &winners), !ranked.files[winner.file].isAlive,
        flags.isUndefined || ![.common, .lazyCommon].contains(winner.rank),
        // Shared objects do not make each other needed.
        !ranked.files[file].isShared || !ranked.files[winner.file].isShared
      else { continue }
      ranked.enliven(
        winner.file, ExtractionReason(kind: .reference, symbol: name, referrer: id))
      waiting.append(winner.file)
    }
  }

  /// The file that a name goes to while every member takes part.
  private mutating func winner(
    of symbol: SymbolID, _ known: inout Winners
  ) throws(ObjectFileError) -> Winner? {
    if awaited.contains(symbol) { return nil }
    if let winner = known.winner(of: symbol) { return winner }
    var best: Winner?
    for file in ranked.definers(of: symbol) {
      guard let flags = try definition(of: symbol, in: file) else { continue }
      let part = ranked.files[file]
      let rank = Rank(flags, standsBack: part.isLazy || part.isShared)
      if let best, (best.rank, best.file) < (rank, file) { continue }
      best = Winner(file: file, rank: rank)
    }
    known.note(best, of: symbol)
    return best
  }

  private mutating func definition(
    of symbol: SymbolID, in file: Int
  ) throws(ObjectFileError) -> SymbolFlags? {
    let loaded = inputs.objects[try ranked.object(file, inputs: inputs).index]
    for (row, name) in loaded.names.enumerated() where name == symbol || loaded.hasVersions {
      let flags = loaded.object.symbols.flags[row]
      if !flags.isUndefined, inputs.unversioned(name, flags) == symbol { return flags }
    }
    return nil
  }

  // MARK: Who defines what

  private mutating func bindLiving() throws(ObjectFileError) {
    let living = (0..<ranked.count).filter { ranked.files[$0].isAlive }
    var ids: [ObjectID] = []
    for file in living {
      let id = try ranked.object(file, inputs: inputs)
      let loaded = inputs.objects[id.index]
      note(id, loaded, ranked.files[file].reason ?? ExtractionReason(kind: .root))
      if !ranked.files[file].isShared { _ = dropGroups(of: id, loaded) }
      ids.append(id)
    }
    resolution.states.grow(to: inputs.names.count)
    for id in ids { constrainVisibilities(of: id) }
    for id in ids { bindDefinitions(of: id) }
    for symbol in deniedShared where resolution.states.isShared[symbol.index] {
      resolution.states.set(symbol, .undefined, owner: nil, row: 0)
      resolution.states.isShared[symbol.index] = false
    }
    for symbol in deniedShared where resolution.states.kind(symbol) != .undefined {
      _ = deniedShared.remove(symbol)
    }
    for id in ids { bindReferences(of: id) }
  }

  private mutating func constrainVisibilities(of id: ObjectID) {
    let loaded = inputs.objects[id.index]
    guard loaded.object.kind == .relocatable else { return }
    for (row, written) in loaded.names.enumerated() {
      let flags = loaded.object.symbols.flags[row]
      guard flags.visibilityCode != 0 else { continue }
      let name = flags.isUndefined ? wrapping[written] ?? written : written
      resolution.states.cover(name, of: inputs)
      resolution.states.constrain(name, to: UInt8(flags.visibilityCode))
    }
  }

  private mutating func bindDefinitions(of id: ObjectID) {
    let loaded = inputs.objects[id.index]
    let isShared = loaded.object.kind == .shared
    for (row, written) in loaded.names.enumerated() {
      let flags = loaded.object.symbols.flags[row]
      guard !flags.isUndefined, !isDropped(row, of: id) else { continue }
      let name = inputs.unversioned(written, flags)
      resolution.states.cover(name, of: inputs)
      if awaited.contains(name) { continue }
      if isShared, resolution.states.visibilities[name.index] != 0 {
        deniedShared.insert(name)
      }
      if let held = heldRank(of: name) {
        let rank = Rank(flags, standsBack: isShared)
        // mold 1.10 leaves it to the optimization to drop a second definition of bytecode.
        if held == .strong, rank == .strong, !loaded.object.isSeenThroughBytecode {
          noteDuplicate(of: name, flags, in: id, row: row)
        }
        guard rank < held else { continue }
      }
      let kind: SymbolStates.Kind =
        flags.isCommon ? .common : flags.isWeak ? .definedWeak : .defined
      resolution.states.set(name, kind, owner: id, row: row)
      resolution.states.isShared[name.index] = isShared
    }
  }

  private func heldRank(of name: SymbolID) -> Rank? {
    guard let owner = resolution.states.owner(name) else { return nil }
    let flags = inputs.objects[owner.index].object.symbols.flags[resolution.states.row(name)]
    return Rank(flags, standsBack: resolution.states.isShared[name.index])
  }

  private mutating func bindReferences(of id: ObjectID) {
    let loaded = inputs.objects[id.index]
    let isShared = loaded.object.kind == .shared
    for (row, written) in loaded.names.enumerated() {
      let flags = loaded.object.symbols.flags[row]
      guard flags.isUndefined || isDropped(row, of: id) else { continue }
      let name = flags.isUndefined && !isShared ? wrapping[written] ?? written : written
      switch (resolution.states.kind(name), flags.isWeak) {
      case (.new, true): resolution.states.set(name, .undefinedWeak, owner: id, row: row)
      case (.undefinedWeak, false) where isShared: break
      case (.new, false), (.undefinedWeak, false):
        resolution.states.set(name, .undefined, owner: id, row: row)
      default: break
      }
    }
  }
}
