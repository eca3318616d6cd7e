internal import ObjectFiles

extension Simulator {
  /// An object enters the link: its COMDAT groups are kept or dropped, its symbols merged.
  mutating func add(_ id: ObjectID, _ reason: ExtractionReason) {
    let loaded = inputs.objects[id.index]
    note(id, loaded, reason)
    let dropped = dropGroups(of: id, loaded)
    if semantics.recordsUses { return record(id, loaded, dropped: dropped) }
    let symbols = loaded.object.symbols
    for row in 0..<symbols.count {
      let flags = symbols.flags[row]
      var name = loaded.names[row]
      var isReference = flags.isUndefined
      if isReference, ignoresReferences(of: id) { continue }
      var isWrapped = isReference || flags.isCommon && semantics.wrapsCommon
      if !dropped.isEmpty, !isReference {
        isReference = dropped[Int(loaded.object.groupOfSection(of: symbols.sections[row]))]
        if isReference { droppedNames.insert(name) }
        isWrapped = isWrapped || isReference && semantics.wrapsDropped
      }
      if !wrapping.isEmpty, isWrapped,
        let other = wrapping[name]
      {
        name = other
        resolution.states.grow(to: inputs.names.count)
      }
      if flags.visibilityCode != 0 {
        restrict(name, flags, isReference: isReference, in: id, row: row)
      }
      checkUntyped(name, flags, isReference: isReference, in: id)
      if isReference {
        refer(to: name, isWeak: flags.isWeak, from: id, row: row)
      } else if flags.isCommon {
        defineCommon(name, in: id, row: row)
      } else {
        define(name, flags, in: id, row: row)
        if flags.isVersioned { defineVersions(of: name, flags, in: id, row: row) }
      }
    }
  }

  /// What every linker notes of an object that enters the link.
  mutating func note(_ id: ObjectID, _ loaded: LoadedObject, _ reason: ExtractionReason) {
    resolution.entries.append(.init(object: id, reason: reason))
    isInLink.insert(id)
    resolution.states.grow(to: inputs.names.count)
    checkFormat(of: id, loaded)
    for section in loaded.object.identifierSections
    where semantics.bounds(section.name, isAllocated: section.isAllocated) {
      identifierSections.insert(section.name)
    }
    if let finding = unreadBytecode(of: id) { resolution.findings.append(finding) }
  }

  private mutating func checkFormat(of id: ObjectID, _ loaded: LoadedObject) {
    guard let own = loaded.object.knownFormat else { return }
    guard let (wanted, first) = format else {
      format = (own, inputs.place(of: id))
      return
    }
    guard own != wanted else { return }
    resolution.findings.append(
      Finding(
        .incompatibleObject,
        "is for \(own.text), the link for \(wanted.text)",
        place: inputs.place(of: id), hint: "\(first.short) came first"))
  }

  /// The first group of a signature is kept (gABI, "Section Groups"; all four linkers).
  ///
  /// - Returns: for 0 and 1 + the index of each group, whether it is dropped; nothing when none is.
  mutating func dropGroups(of id: ObjectID, _ loaded: LoadedObject) -> [Bool] {
    var dropped: [Bool] = []
    for (index, signature) in loaded.groups.enumerated()
    where semantics.knowsLinkOnce || !loaded.object.groups[index].isLinkOnce {
      guard
        let keeper = keptGroups.keeper(
          of: signature, isLinkOnce: loaded.object.groups[index].isLinkOnce, orElse: id)
      else { continue }
      if dropped.isEmpty { dropped = Array(repeating: false, count: loaded.groups.count + 1) }
      dropped[index + 1] = true
      // An object that is taken twice keeps the group that its first copy brought.
      guard keeper != id else { continue }
      resolution.droppedGroups.insert(
        UInt32(index + 1), of: id, count: loaded.groups.count)
    }
    return dropped
  }

  /// gold: "symbol … used as both __thread and non-__thread".
  mutating func checkUntyped(
    _ name: SymbolID, _ flags: SymbolFlags, isReference: Bool, in id: ObjectID
  ) {
    guard semantics.threadLocalMismatch == .isAnErrorUntyped else { return }
    // A shared object's reference to what is hidden is not looked at.
    if isReference, isShared(id), resolution.states.isHidden(name) { return }
    let known = resolution.states.types[name.index]
    let kind = resolution.states.kind(name)
    let isTaken =
      switch kind {
      case .new, .lazy, .lazyWeak: true
      case .undefined, .undefinedWeak: !isReference || kind == .undefinedWeak && !flags.isWeak
      case .common, .definedWeak: !isReference && !flags.isWeak
      case .defined: !isReference && resolution.states.isShared[name.index]
      }
    if kind != .new, (known == SymbolFlags.threadLocal) != flags.isThreadLocal,
      let owner = resolution.states.owner(name), owner != id,
      // Bytecode does not say which symbols are thread-local.
      ![id, owner].contains(where: { inputs.objects[$0.index].object.isSeenThroughBytecode })
    {
      noteThreadLocalMismatch(of: name, with: owner, in: id)
      return
    }
    if isTaken { resolution.states.types[name.index] = UInt8(flags.typeCode) }
  }

  mutating func noteThreadLocalMismatch(
    of name: SymbolID, with owner: ObjectID, in id: ObjectID
  ) {
    resolution.findings.append(
      Finding(
        .tlsMismatch,
        "'\(inputs.names.name(name).forMessage)' is thread-local in one of this and "
          + "\(inputs.place(of: owner).short), and ordinary in the other",
        place: inputs.place(of: id)))
  }

  // MARK: The table of gold's `Symbol_table::should_override` (1.16)

  mutating func refer(to name: SymbolID, isWeak: Bool, from id: ObjectID, row: Int) {
    switch (resolution.states.kind(name), isWeak) {
    case (.undefined, _)
    where semantics.rescanCounts == .objectsReferences && !isShared(id)
      && isWantedByShared(name):
      resolution.states.set(name, .undefined, owner: id, row: row)
      wants += 1
    case (.undefinedWeak, false) where semantics.weakReferencesKeepShared && isShared(id):
      break
    case (.new, true):
      resolution.states.set(name, .undefinedWeak, owner: id, row: row)
    case (.new, false):
      resolution.states.set(name, .undefined, owner: id, row: row)
      if semantics.rescanCounts == .everything || !isShared(id) { wants += 1 }
    case (.undefinedWeak, false):
      resolution.states.set(name, .undefined, owner: id, row: row)
      if semantics.rescanCounts == .everything { wants += 1 }
    case (.undefined, _) where resolution.states.owner(name) == nil:
      resolution.states.set(name, .undefined, owner: id, row: row)
    default: break
    }
  }

  func isShared(_ id: ObjectID) -> Bool {
    inputs.objects[id.index].object.kind == .shared
  }

  /// Whether nothing but a shared object's reference made a symbol undefined.
  func isWantedByShared(_ name: SymbolID) -> Bool {
    guard inputs.hasShared, let owner = resolution.states.owner(name) else { return false }
    return isShared(owner)
  }

  mutating func defineCommon(_ name: SymbolID, in id: ObjectID, row: Int) {
    if resolution.states.isShared[name.index] {
      resolution.states.isShared[name.index] = false
      resolution.states.set(name, .common, owner: id, row: row)
    }
    switch resolution.states.kind(name) {
    case .new:
      if semantics.rescanCounts == .everything { wants += 1 }
      resolution.states.set(name, .common, owner: id, row: row)
    case .undefined, .undefinedWeak, .lazy, .lazyWeak:
      resolution.states.set(name, .common, owner: id, row: row)
    case .definedWeak where semantics.commonOverridesWeak:
      resolution.states.set(name, .common, owner: id, row: row)
    case .defined, .definedWeak, .common:
      break
    }
  }

  private mutating func define(
    _ name: SymbolID, _ flags: SymbolFlags, in id: ObjectID, row: Int
  ) {
    let kind = resolution.states.kind(name)
    let overridesShared = resolution.states.isShared[name.index]
    if flags.isWeak {
      guard overridesShared || [.new, .undefined, .undefinedWeak].contains(kind) else { return }
      resolution.states.set(name, .definedWeak, owner: id, row: row)
    } else if kind == .defined, !overridesShared, resolution.states.owner(name) != nil {
      noteDuplicate(of: name, flags, in: id, row: row)
      return
    } else {
      resolution.states.set(name, .defined, owner: id, row: row)
    }
    resolution.states.isShared[name.index] = false
    // What takes the place of `name` takes that of `name@@VERSION`, too: they are one symbol.
    for version in versions.isEmpty ? [] : versions[name] ?? [] {
      resolution.states.set(
        version, resolution.states.kind(name), owner: id, row: row)
    }
  }

  mutating func noteDuplicate(
    of name: SymbolID, _ flags: SymbolFlags, in id: ObjectID, row: Int
  ) {
    guard !structure.allowsDuplicates, let first = resolution.states.owner(name) else { return }
    // mold lets a definition of the command line replace any number of others.
    if semantics.archiveSearch == .ranked, awaited.contains(name) { return }
    // mold 1.10 does not look for duplicates where it makes an object.
    if semantics.archiveSearch == .ranked, structure.isRelocatable { return }
    let firstRow = resolution.states.row(name)
    // `.symver` leaves the plain name beside the versioned one.
    if first == id, firstRow != row { return }
    if semantics.droppedDefinition == .bindsFirst, isDropped(firstRow, of: first) { return }
    let firstSymbols = inputs.objects[first.index].object.symbols
    // Two absolute definitions of one value agree.
    if semantics.equalAbsolutesAgree, flags.isAbsolute, firstSymbols.flags[firstRow].isAbsolute,
      firstSymbols.values[firstRow] == inputs.objects[id.index].object.symbols.values[row],
      firstSymbols.values[firstRow] != 0 || !semantics.zeroAbsolutesCollide
    {
      return
    }
    // The first definition's name counts, `name@@VERSION` where it has one.
    let symbol = inputs.objects[first.index].names[firstRow]
    resolution.duplicates.append(
      .init(
        symbol: wrapping.isEmpty ? symbol : name, first: first, firstRow: firstRow, second: id,
        secondRow: row))
  }

  /// Whether a definition stands in a COMDAT group that was dropped.
  func isDropped(_ row: Int, of id: ObjectID) -> Bool {
    guard !resolution.droppedGroups.isEmpty else { return false }
    let object = inputs.objects[id.index].object
    let group = object.groupOfSection(of: object.symbols.sections[row])
    return group != 0 && resolution.droppedGroups.contains(group, of: id)
  }

  /// `name@@VERSION` defines `name` and `name@VERSION` too; `name@VERSION` itself alone.
  private mutating func defineVersions(
    of name: SymbolID, _ flags: SymbolFlags, in id: ObjectID, row: Int
  ) {
    guard let plain = VersionedName(inputs.names.name(name)), plain.isDefault else { return }
    let aliases = [plain.base, plain.base + "@" + plain.version].map { inputs.names.intern($0) }
    resolution.states.grow(to: inputs.names.count)
    for alias in aliases {
      // It is there already when the definition took the place of another one.
      if resolution.states.owner(alias) == id, resolution.states.row(alias) == row { continue }
      checkUntyped(alias, flags, isReference: false, in: id)
      define(alias, flags, in: id, row: row)
      resolution.states.types[alias.index] = UInt8(flags.typeCode)
    }
    versions[aliases[0]] = [name, aliases[1]]
  }
}

extension ObjectFile {
  /// 1 + the COMDAT group of a section, or 0.
  func groupOfSection(of section: UInt32) -> UInt32 {
    Int(section) < groupOfSection.count ? groupOfSection[Int(section)] : 0
  }
}

extension ObjectFormat {
  /// The class, byte order and machine for a message.
  package var text: String {
    let bits = elfClass == 1 ? "32-bit" : "64-bit"
    let order = byteOrder == 2 ? "big-endian" : "little-endian"
    let name: String =
      switch machine {
      case 3: "i386"
      case 8: "MIPS"
      case 20: "PowerPC"
      case 21: "PowerPC64"
      case 22: "S/390"
      case 40: "ARM"
      case 43: "SPARC64"
      case 62: "x86-64"
      case 183: "AArch64"
      case 243: "RISC-V"
      case 258: "LoongArch"
      default: "machine \(machine)"
      }
    return "\(name), \(bits) \(order)"
  }
}
