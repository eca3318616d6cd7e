internal import ObjectFiles

/// LLD's resolution (`Symbols.cpp`, `InputFiles.cpp`): what an archive could define is remembered,
/// and the first strong reference extracts the member, depth first, wherever the archive stands.
extension Simulator {
  /// An object whose symbols are gone through: an extraction interrupts it.
  private struct Visit {
    var object: ObjectID
    /// Of the object's groups, as ``Simulator/dropGroups(of:_:)`` gives them.
    var dropped: [Bool]
    var isAtReferences = false
    var row = 0
  }

  /// Takes an object into the link: its definitions first, then its references, each of which may
  /// take another object in between.
  mutating func parse(_ id: ObjectID, _ reason: ExtractionReason) throws(ObjectFileError) {
    var visits: [Visit] = []
    var visit = begin(id, reason)
    while true {
      if let (member, reason) = try goOn(with: &visit) {
        visits.append(visit)
        visit = begin(member, reason)
      } else {
        guard let interrupted = visits.popLast() else { return }
        visit = interrupted
      }
    }
  }

  /// Takes the symbols of an object up to one that extracts a member, which is returned.
  private mutating func goOn(
    with visit: inout Visit
  ) throws(ObjectFileError) -> (ObjectID, ExtractionReason)? {
    let loaded = inputs.objects[visit.object.index]
    let flags = loaded.object.symbols.flags
    while true {
      while visit.row < flags.count {
        let row = visit.row
        visit.row += 1
        guard flags[row].isUndefined == visit.isAtReferences else { continue }
        if let next = try take(row, of: loaded, in: visit.object, visit.dropped) { return next }
      }
      guard !visit.isAtReferences else { return nil }
      visit.isAtReferences = true
      visit.row = 0
    }
  }

  private mutating func begin(_ id: ObjectID, _ reason: ExtractionReason) -> Visit {
    let loaded = inputs.objects[id.index]
    note(id, loaded, reason)
    foreseeExtractions(of: loaded)
    return Visit(object: id, dropped: dropGroups(of: id, loaded))
  }

  /// Merges one symbol.
  ///
  /// - Returns: the member that it extracts.
  private mutating func take(
    _ row: Int, of loaded: LoadedObject, in id: ObjectID, _ dropped: [Bool]
  ) throws(ObjectFileError) -> (ObjectID, ExtractionReason)? {
    let flags = loaded.object.symbols.flags[row]
    let name = inputs.unversioned(loaded.names[row], flags)
    resolution.states.cover(name, of: inputs)
    if flags.isVersioned { versioned.insert(name) }
    let isDropped =
      !dropped.isEmpty && !flags.isUndefined && !flags.isCommon
      && dropped[Int(loaded.object.groupOfSection(of: loaded.object.symbols.sections[row]))]
    let isReference = flags.isUndefined || isDropped && semantics.droppedDefinition == .refers
    if flags.visibilityCode != 0 {
      restrict(name, flags, isReference: isReference, in: id, row: row)
    }
    if semantics.threadLocalMismatch == .isAnErrorAgainstThreadLocal, flags.typeCode != 0,
      !flags.isThreadLocal
    {
      ordinarySymbols.append((name, id))
    }
    if flags.isUndefined {
      noteFirstReference(to: name, isWeak: flags.isWeak, from: id, row: row)
      return try refer(lazilyTo: name, isWeak: flags.isWeak, from: id, row: row)
    }
    if flags.isCommon {
      let kind = resolution.states.kind(name)
      if kind != .defined, kind != .common { replaceType(of: name, flags, in: id) }
      defineCommon(name, in: id, row: row)
      return nil
    }
    if isDropped, semantics.droppedDefinition == .refers {
      return try referToDropped(name, isWeak: flags.isWeak, in: id, row: row)
    }
    define(name, flags, isDropped: isDropped, in: id, row: row)
    return nil
  }

  /// A definition in a dropped group is a reference; it does not extract from the archive whose
  /// names are just being remembered (LLD 14, `ObjFile::initializeSymbols`).
  private mutating func referToDropped(
    _ name: SymbolID, isWeak: Bool, in id: ObjectID, row: Int
  ) throws(ObjectFileError) -> (ObjectID, ExtractionReason)? {
    let kind = resolution.states.kind(name)
    let isOpen = [.undefined, .undefinedWeak].contains(kind)
    let isBeingOffered =
      [.lazy, .lazyWeak].contains(kind)
      && lazy.isBeingOffered(resolution.states.lazyMember(name))
    if isBeingOffered || isOpen && (!isWeak || !isAskedFor(name)) {
      if isBeingOffered || !isWeak {
        replaceType(of: name, inputs.objects[id.index].object.symbols.flags[row], in: id)
      }
      resolution.states.set(name, isWeak ? .undefinedWeak : .undefined, owner: id, row: row)
      return nil
    }
    return try refer(lazilyTo: name, isWeak: isWeak, from: id, row: row)
  }

  /// LLD's `Symbol::referenced`: an object or `-u` refers to the name.
  private func isAskedFor(_ name: SymbolID) -> Bool {
    marks(name, .wantedByObject) || rootSymbols[name] == .undefinedOption
  }

  /// The first reference of an object decides whether what is undefined is so weakly; what a shared
  /// object or a dropped definition said before does not count.
  private mutating func noteFirstReference(
    to name: SymbolID, isWeak: Bool, from id: ObjectID, row: Int
  ) {
    let isFirst = !isAskedFor(name)
    mark(name, isWeak ? .wantedByObject : [.wantedByObject, .neededByObject])
    if isFirst, isWeak, resolution.states.kind(name) == .undefined {
      resolution.states.set(name, .undefinedWeak, owner: id, row: row)
    }
  }

  private mutating func refer(
    lazilyTo name: SymbolID, isWeak: Bool, from id: ObjectID, row: Int
  ) throws(ObjectFileError) -> (ObjectID, ExtractionReason)? {
    switch resolution.states.kind(name) {
    case .new:
      replaceType(of: name, inputs.objects[id.index].object.symbols.flags[row], in: id)
      resolution.states.set(name, isWeak ? .undefinedWeak : .undefined, owner: id, row: row)
    case .undefinedWeak where !isWeak:
      resolution.states.set(name, .undefined, owner: id, row: row)
    case .undefined where isWantedByShared(name):
      // The first object's reference decides; a shared object's was none.
      resolution.states.set(name, isWeak ? .undefinedWeak : .undefined, owner: id, row: row)
    case .lazy, .lazyWeak:
      let member = resolution.states.lazyMember(name)
      if isWeak {
        let flags = inputs.objects[id.index].object.symbols.flags[row]
        resolution.states.types[name.index] = UInt8(flags.typeCode)
        resolution.states.setLazy(name, member: member, isWeak: true)
        return nil
      }
      // The name stays lazy until the member defines it, which a dropped definition does not.
      guard let object = try lazy.extract(member, inputs: inputs) else { return nil }
      guard !isUnseen(object) else {
        resolution.states.set(name, .undefined, owner: id, row: row)
        return nil
      }
      return (object, ExtractionReason(kind: .reference, symbol: name, referrer: id))
    default: break
    }
    return nil
  }

  /// A shared object's reference extracts, but does not change what is known of the symbol.
  mutating func refer(
    fromShared id: ObjectID, to name: SymbolID, isWeak: Bool, row: Int
  ) throws(ObjectFileError) {
    guard !resolution.states.kind(name).isUndefined,
      let (member, reason) = try refer(lazilyTo: name, isWeak: isWeak, from: id, row: row)
    else { return }
    try parse(member, reason)
  }

  /// `Symbol::shouldReplace`: a strong definition takes the place of a weak one, and of a unique
  /// one in new versions.
  private mutating func define(
    _ name: SymbolID, _ flags: SymbolFlags, isDropped: Bool, in id: ObjectID, row: Int
  ) {
    let kind = resolution.states.kind(name)
    let isGlobal = flags.bindingCode == SymbolFlags.globalBinding
    let replaces: Bool
    switch kind {
    case _ where resolution.states.isShared[name.index]: replaces = true
    case .common: replaces = !flags.isWeak
    case .definedWeak: replaces = semantics.uniqueYields ? isGlobal : !flags.isWeak
    case .defined:
      if !flags.isWeak, !isDropped, !semantics.findsDuplicatesLate {
        noteDuplicate(of: name, flags, in: id, row: row)
      }
      replaces = semantics.uniqueYields && isGlobal && isUnique(name)
    default: replaces = true
    }
    guard replaces else { return }
    replaceType(of: name, flags, in: id)
    resolution.states.set(
      name, flags.isWeak ? .definedWeak : .defined, owner: id, row: row)
    resolution.states.isShared[name.index] = false
  }

  private func isUnique(_ name: SymbolID) -> Bool {
    guard let owner = resolution.states.owner(name) else { return false }
    return inputs.objects[owner.index].object.symbols.flags[resolution.states.row(name)].isUnique
  }

  /// LLD 14: "TLS attribute mismatch", when a symbol takes the place of another (`Symbol::replace`).
  mutating func replaceType(
    of name: SymbolID, _ flags: SymbolFlags, in id: ObjectID
  ) {
    guard semantics.threadLocalMismatch == .isAnErrorInReplacement else { return }
    let known = resolution.states.types[name.index]
    resolution.states.types[name.index] = UInt8(flags.typeCode)
    let kind = resolution.states.kind(name)
    guard kind != .new, known != 0, (known == SymbolFlags.threadLocal) != flags.isThreadLocal else {
      return
    }
    let owner = kind.isLazy ? id : resolution.states.owner(name) ?? id
    noteThreadLocalMismatch(of: name, with: owner, in: id)
  }

  /// LLD 14: `--defsym` replaces a thread-local symbol by an ordinary one.
  mutating func checkReplacement(of name: SymbolID) {
    resolution.states.grow(to: inputs.names.count)
    guard semantics.threadLocalMismatch == .isAnErrorInReplacement,
      resolution.states.types[name.index] == SymbolFlags.threadLocal,
      let owner = resolution.states.owner(name) ?? firstMention(of: name)
    else { return }
    noteThreadLocalMismatch(of: name, with: owner, in: owner)
  }

  private func firstMention(of name: SymbolID) -> ObjectID? {
    resolution.entries.map(\.object).first { inputs.objects[$0.index].names.contains(name) }
  }
}
