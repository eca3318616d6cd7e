internal import ObjectFiles

/// What LLD does when all inputs are read.
extension Simulator {
  mutating func finishLazy() throws(ObjectFileError) {
    let needed = structure.definitions.filter {
      !$0.isProvided || !semantics.mainScript.providesOnDemand || isOpen($0)
    }
    for name in needed.flatMap(\.uses) {
      let symbol = inputs.names.intern(name)
      want(symbol, as: .undefinedOption)
      try extractLazy(symbol, as: .undefinedOption)
    }
    if let entry = entrySymbol { try extractLazy(entry, as: .entry) }
    for pattern in structure.undefinedGlobs {
      for symbol in names(matching: pattern) { try extractLazy(symbol, as: .undefinedOption) }
    }
    if semantics.wrapsAfterErrors || resolution.links {
      for name in structure.wrapped { try extractWrapped(name) }
    }
    compareTypes()
    findDuplicates()
    undefineDropped()
    if structure.hasVersionScript {
      for (index, kind) in resolution.states.kinds.enumerated() where kind.isLazy {
        offeredNames.insert(SymbolID(UInt32(index)))
      }
    }
    resolution.states.dropLazy()
    if semantics.defaultVersionServesNamed { serveNamedVersions() }
    dropUnneededVersions()
    // A version makes a weak reference an error too, because nobody says who would serve it.
    for symbol in versioned where resolution.states.kind(symbol) == .undefinedWeak {
      resolution.states.set(
        symbol, .undefined, owner: resolution.states.owner(symbol),
        row: resolution.states.row(symbol))
    }
  }

  /// What is only weakly referred to, and defined by a shared object that `--as-needed` leaves out,
  /// is undefined again.
  private mutating func dropUnneededVersions() {
    let candidates = versioned.filter {
      resolution.states.isShared[$0.index] && !marks($0, .neededByObject)
    }
    guard !candidates.isEmpty, !optional.isEmpty else { return }
    var needed: ObjectSet = []
    for (index, isShared) in resolution.states.isShared.enumerated() where isShared {
      let symbol = SymbolID(UInt32(index))
      if marks(symbol, .neededByObject), let owner = resolution.states.owner(symbol) {
        needed.insert(owner)
      }
    }
    for symbol in candidates {
      guard let owner = resolution.states.owner(symbol), optional.contains(owner),
        !needed.contains(owner)
      else { continue }
      resolution.states.set(
        symbol, .undefinedWeak, owner: owner, row: resolution.states.row(symbol))
      resolution.states.isShared[symbol.index] = false
    }
  }

  private mutating func extractLazy(
    _ symbol: SymbolID, as kind: ExtractionReason.Kind
  ) throws(ObjectFileError) {
    resolution.states.grow(to: inputs.names.count)
    guard [.lazy, .lazyWeak].contains(resolution.states.kind(symbol)) else { return }
    let member = resolution.states.lazyMember(symbol)
    guard let object = try lazy.extract(member, inputs: inputs) else { return }
    guard !isUnseen(object) else {
      resolution.states.set(symbol, .undefined, owner: nil, row: 0)
      return
    }
    try parse(object, ExtractionReason(kind: rootSymbols[symbol] ?? kind, symbol: symbol))
  }

  /// References to `X` were references to `X` so far; now `__wrap_X` is wanted, and `X` itself
  /// when somebody refers to `__real_X` (LLD's `addWrappedSymbols`; 14 leaves `X` in its archive then
  /// and links all the same).
  private mutating func extractWrapped(_ name: ByteString) throws(ObjectFileError) {
    let symbol = inputs.names.intern(name)
    resolution.states.grow(to: inputs.names.count)
    guard resolution.states.kind(symbol) != .new else {
      // Nobody mentions `X`, so that even `__real_X` keeps its name.
      wrapping[symbol] = nil
      wrapping[inputs.names.intern("__real_" + name)] = nil
      return
    }
    try wantLate(inputs.names.intern("__wrap_" + name), like: symbol)
    if semantics.extractsWrapped, let real = inputs.names.find("__real_" + name),
      resolution.states.kind(real) != .new
    {
      try wantLate(symbol, like: symbol)
    }
    try wantLate(inputs.names.intern("__real_" + name), like: symbol)
  }

  private mutating func wantLate(
    _ symbol: SymbolID, like other: SymbolID
  ) throws(ObjectFileError) {
    resolution.states.grow(to: inputs.names.count)
    // A shared object's symbol has the binding of the references, or else its own.
    let isWeak =
      resolution.states.isShared[other.index]
      ? marks(other, .wantedByObject)
        ? !marks(other, .neededByObject) : marks(other, .isWeakShared)
      : [.undefinedWeak, .definedWeak, .lazyWeak].contains(resolution.states.kind(other))
    switch resolution.states.kind(symbol) {
    case .lazy, .lazyWeak:
      if !isWeak { try extractLazy(symbol, as: .undefinedOption) }
    case .new:
      resolution.states.set(symbol, isWeak ? .undefinedWeak : .undefined, owner: nil, row: 0)
    case .undefinedWeak where !isWeak:
      resolution.states.set(
        symbol, .undefined, owner: resolution.states.owner(symbol),
        row: resolution.states.row(symbol))
    default: break
    }
  }

  /// `name@@VERSION` serves references to `name@VERSION` (LLD 14; 21 does so only for versions that
  /// a script defines).
  private mutating func serveNamedVersions() {
    for symbol in versioned.sorted() {
      guard let name = VersionedName(inputs.names.name(symbol)), !name.isDefault,
        [.undefined, .undefinedWeak].contains(resolution.states.kind(symbol)),
        let base = inputs.names.find(name.base),
        [.defined, .definedWeak].contains(resolution.states.kind(base)),
        let owner = resolution.states.owner(base)
      else { continue }
      let row = resolution.states.row(base)
      let written = inputs.names.name(inputs.objects[owner.index].names[row])
      if VersionedName(written)?.version == name.version {
        resolution.states.set(symbol, resolution.states.kind(base), owner: owner, row: row)
      }
    }
  }

  /// A definition of a dropped group that won its name is undefined after all.
  private mutating func undefineDropped() {
    guard semantics.droppedDefinition == .bindsFirst, !resolution.droppedGroups.isEmpty else {
      return
    }
    for dropped in resolution.droppedGroups.objects.sorted() {
      let loaded = inputs.objects[dropped.index]
      for (row, name) in loaded.names.enumerated() {
        let symbol = inputs.unversioned(name, loaded.object.symbols.flags[row])
        guard resolution.states.owner(symbol) == dropped, resolution.states.row(symbol) == row,
          [.defined, .definedWeak].contains(resolution.states.kind(symbol)),
          isDropped(row, of: dropped)
        else { continue }
        let isWeak = loaded.object.symbols.flags[row].isWeak
        resolution.states.set(
          symbol, isWeak ? .undefinedWeak : .undefined, owner: dropped, row: row)
      }
    }
  }

  /// LLD 21: "TLS attribute mismatch" (`ObjFile::postParse`).
  private mutating func compareTypes() {
    guard !ordinarySymbols.isEmpty else { return }
    let threadLocal = threadLocalNames
    for (name, id) in ordinarySymbols where threadLocal.contains(name) {
      guard [.defined, .definedWeak, .common].contains(resolution.states.kind(name)),
        let owner = resolution.states.owner(name),
        inputs.objects[owner.index].object.symbols.flags[resolution.states.row(name)].isThreadLocal
      else { continue }
      noteThreadLocalMismatch(of: name, with: owner, in: id)
    }
  }

  /// Every name that some object has as a thread-local symbol.
  private var threadLocalNames: SymbolSet {
    var names = SymbolSet()
    for loaded in inputs.objects where loaded.hasThreadLocal {
      for (row, flags) in loaded.object.symbols.flags.enumerated() where flags.isThreadLocal {
        names.insert(loaded.names[row])
        names.insert(inputs.unversioned(loaded.names[row], flags))
      }
    }
    return names
  }

  /// LLD 21: "duplicate symbol" (`ObjFile::postParse`): what counts is the definition that won.
  private mutating func findDuplicates() {
    guard semantics.findsDuplicatesLate else { return }
    var isSeen = [Bool](repeating: false, count: inputs.objects.count)
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      guard loaded.object.kind == .relocatable else { continue }
      let isAgain = isSeen[entry.object.index]
      isSeen[entry.object.index] = true
      for (row, flags) in loaded.object.symbols.flags.enumerated()
      where !flags.isUndefined && !flags.isCommon && !flags.isWeak {
        let name = inputs.unversioned(loaded.names[row], flags)
        guard resolution.states.owner(name) != entry.object || isAgain,
          resolution.states.kind(name) == .defined, !resolution.states.isShared[name.index]
        else { continue }
        // An object that is taken twice keeps the groups of its first copy.
        let isInGroup = loaded.object.groupOfSection(of: loaded.object.symbols.sections[row]) != 0
        if isAgain && isInGroup || isDropped(row, of: entry.object) { continue }
        noteDuplicate(of: name, flags, in: entry.object, row: row)
      }
    }
  }
}
