internal import ObjectFiles

/// GNU ld's way to add the symbols of an input (`elf_link_add_object_symbols` and
/// `_bfd_generic_link_add_one_symbol`, 2.40): each remembers who defined it and who referred to it.
extension Simulator {
  mutating func record(
    _ id: ObjectID, _ loaded: LoadedObject, dropped: [Bool]
  ) {
    let symbols = loaded.object.symbols
    let isExcluded = isExcluded(id)
    for row in 0..<symbols.count {
      let flags = symbols.flags[row]
      var new = NewSymbol(
        object: id, row: row, flags: flags, isShared: false, role: role(of: flags),
        visibility: UInt8(flags.visibilityCode))
      var isDropped = false
      if !dropped.isEmpty, new.role == .definition,
        dropped[Int(loaded.object.groupOfSection(of: symbols.sections[row]))]
      {
        isDropped = true
        new.role = .reference
      }
      if isExcluded, new.role != .reference, new.visibility != 1 { new.visibility = 2 }
      let name = referredName(loaded.names[row], by: new)
      _ = add(new, as: name, written: loaded.names[row])
      if isDropped { droppedNames.insert(links[name] ?? name) }
    }
    for (alias, target) in links { resolution.states.copy(alias, from: target) }
  }

  private func role(of flags: SymbolFlags) -> NewSymbol.Role {
    flags.isUndefined ? .reference : flags.isCommon ? .common : .definition
  }

  private func isExcluded(_ id: ObjectID) -> Bool {
    guard !structure.excludedLibraries.isEmpty, inputs.objects[id.index].member != nil else {
      return false
    }
    let path = inputs.path(of: inputs.objects[id.index].file)
    return structure.excludedLibraries.contains { $0 == "ALL" || $0 == path.lastPathComponent }
  }

  private mutating func referredName(_ name: SymbolID, by new: NewSymbol) -> SymbolID {
    guard !wrapping.isEmpty, new.role == .reference, let other = wrapping[name] else { return name }
    resolution.states.grow(to: inputs.names.count)
    return other
  }

  /// Adds a shared object; under `--as-needed` all is as before when the link needs nothing of it.
  mutating func addRecorded(shared id: ObjectID, from input: LineStructure.Input) {
    guard !isInLink.contains(id) else { return }
    let states = resolution.states
    let before = wants
    if !record(shared: id), input.isAsNeeded {
      resolution.states = states
      wants = before
      if !unneeded.contains(id) { unneeded.append(id) }
    } else {
      enterShared(id)
    }
  }

  mutating func enterShared(_ id: ObjectID) {
    resolution.entries.append(.init(object: id, reason: ExtractionReason(kind: .root)))
    isInLink.insert(id)
  }

  /// Adds the dynamic symbols of a shared object.
  ///
  /// - Returns: whether the link needs one of them.
  mutating func record(shared id: ObjectID) -> Bool {
    let loaded = inputs.objects[id.index]
    var isNeeded = false
    for row in 0..<loaded.object.symbols.count {
      let flags = loaded.object.symbols.flags[row]
      let new = NewSymbol(
        object: id, row: row, flags: flags, isShared: true, role: role(of: flags), visibility: 0)
      let name = referredName(loaded.names[row], by: new)
      if add(new, as: name, written: name) { isNeeded = true }
    }
    for (version, name) in zip(loaded.object.defaultVersions, loaded.versions) {
      let flags = loaded.object.symbols.flags[version.row]
      let new = NewSymbol(
        object: id, row: version.row, flags: flags, isShared: true, role: role(of: flags),
        visibility: 0)
      if add(new, as: name, written: name) { isNeeded = true }
    }
    for (alias, target) in links { resolution.states.copy(alias, from: target) }
    return isNeeded
  }

  /// - Returns: whether a shared object becomes needed by it.
  private mutating func add(
    _ new: NewSymbol, as name: SymbolID, written: SymbolID
  ) -> Bool {
    let merged = reconcile(new, with: name, isAlias: false)
    guard !merged.isSkipped else { return false }
    bind(new, merged.role, to: name)
    let held = links[name] ?? name
    let isDefinition = new.role == .definition && !merged.isOverridden
    let isDynamic = noteUse(new, of: held, name, isDefinition: isDefinition)
    if new.flags.isVersioned, !new.isShared, isDefinition { linkVersions(of: new, held, written) }
    if new.type != 0,
      isDefinition && !new.flags.isWeak
        || merged.wasWeak && resolution.states.kind(held) == .common
        || resolution.states.types[held.index] == 0
    {
      // A shared object's indirect function is called as any other.
      resolution.states.types[held.index] = new.isShared && new.type == 10 ? 2 : new.type
    }
    mergeVisibility(new, held)
    if isDynamic, !marks(held, .isDynamic) {
      makeDynamic(held)
    } else if marks(held, .isDynamic) {
      hide(held)
    }
    guard new.isShared, isDefinition else { return false }
    return isDynamic && marks(held, .neededByObject) && !resolution.states.isHidden(held)
      || marks(held, .neededByShared) && !isNeededByShared(new.object)
  }

  /// - Returns: whether the symbol is for the dynamic symbols of the output.
  private mutating func noteUse(
    _ new: NewSymbol, of held: SymbolID, _ name: SymbolID, isDefinition: Bool
  ) -> Bool {
    if new.isShared {
      mark(held, isDefinition ? .boundToShared : .wantedByShared)
      if held != name { mark(name, isDefinition ? .boundToShared : .wantedByShared) }
      return marks(held, .definedByObject) || marks(held, .wantedByObject)
    }
    if !isDefinition {
      mark(held, new.flags.isWeak ? .wantedByObject : [.wantedByObject, .neededByObject])
    } else {
      mark(held, .definedByObject)
      if marks(held, .boundToShared) {
        resolution.states.marks[held.index].remove(.boundToShared)
        mark(held, .wantedByShared)
      }
    }
    return marks(held, .boundToShared) || marks(held, .wantedByShared)
  }

  /// Whether a shared object of the link names this one among what it needs itself.
  private func isNeededByShared(_ id: ObjectID) -> Bool {
    guard let soname = inputs.objects[id.index].object.soname else { return false }
    return resolution.entries.contains {
      inputs.objects[$0.object.index].object.needed.contains(soname)
    }
  }

  // MARK: The table of `_bfd_generic_link_add_one_symbol`

  private mutating func bind(_ new: NewSymbol, _ role: NewSymbol.Role, to name: SymbolID) {
    let held = links[name] ?? name
    // A weak definition does not follow an alias.
    if held != name, role == .definition, new.flags.isWeak { return }
    let kind = marks(held, .isProvisional) ? .undefined : resolution.states.kind(held)
    // A strong one does, but only to a weak definition.
    if held != name, role == .definition, kind == .common {
      return noteDuplicate(of: held, new.flags, in: new.object, row: new.row)
    }
    switch role {
    case .reference: refer(new, to: held, kind)
    case .common: bindCommon(new, to: held, kind)
    case .definition: bindDefinition(new, to: held, kind)
    }
  }

  private mutating func refer(_ new: NewSymbol, to held: SymbolID, _ kind: SymbolStates.Kind) {
    switch (kind, new.flags.isWeak) {
    case (.new, true):
      resolution.states.set(held, .undefinedWeak, owner: new.object, row: new.row)
    case (.new, false), (.undefinedWeak, false):
      resolution.states.set(held, .undefined, owner: new.object, row: new.row)
      list(held)
    case (.undefined, _):
      // The map names the first object that refers to a symbol of `-u`, weakly or not.
      if resolution.states.kind(held) == .undefined, resolution.states.owner(held) == nil {
        resolution.states.set(held, .undefined, owner: new.object, row: new.row)
      }
    case (.defined, _), (.definedWeak, _):
      mark(held, .isListed)
    default: break
    }
  }

  private mutating func list(_ held: SymbolID) {
    mark(held, .isListed)
    wants += 1
  }

  private mutating func bindCommon(_ new: NewSymbol, to held: SymbolID, _ kind: SymbolStates.Kind) {
    switch kind {
    case .new, .undefined, .undefinedWeak, .definedWeak:
      if resolution.states.kind(held) == .new { list(held) }
    case .common:
      guard let owner = resolution.states.owner(held),
        size(new.object, new.row) > size(owner, resolution.states.row(held))
      else { return }
    default: return
    }
    resolution.states.set(held, .common, owner: new.object, row: new.row)
    resolution.states.isShared[held.index] = new.isShared
    resolution.states.marks[held.index].remove(.isProvisional)
  }

  private func size(_ id: ObjectID, _ row: Int) -> UInt64 {
    inputs.objects[id.index].object.symbols.sizes[row]
  }

  private mutating func bindDefinition(
    _ new: NewSymbol, to held: SymbolID, _ kind: SymbolStates.Kind
  ) {
    if new.flags.isWeak {
      guard [.new, .undefined, .undefinedWeak].contains(kind) else { return }
    } else if kind == .defined {
      return noteDuplicate(of: held, new.flags, in: new.object, row: new.row)
    }
    resolution.states.set(
      held, new.flags.isWeak ? .definedWeak : .defined, owner: new.object, row: new.row)
    resolution.states.isShared[held.index] = new.isShared
    resolution.states.marks[held.index].remove(.isProvisional)
  }

  // MARK: Versions

  /// `_bfd_elf_add_default_symbol`: `name@@VERSION` is what `name` and `name@VERSION` mean.
  private mutating func linkVersions(of new: NewSymbol, _ held: SymbolID, _ written: SymbolID) {
    guard let plain = VersionedName(inputs.names.name(written)), plain.isDefault else { return }
    for alias in [plain.base, plain.base + "@" + plain.version] {
      let name = inputs.names.intern(alias)
      resolution.states.grow(to: inputs.names.count)
      let merged = reconcile(new, with: name, isAlias: true)
      if merged.isSkipped || merged.isOverridden || links[name] != nil { continue }
      let kind = marks(name, .isProvisional) ? .undefined : resolution.states.kind(name)
      if kind == .defined {
        noteDuplicate(of: name, new.flags, in: new.object, row: new.row)
        continue
      }
      if kind != .new { mark(held, .isListed) }
      let uses: SymbolMarks = [
        .wantedByObject, .neededByObject, .wantedByShared, .neededByShared, .isDynamic,
      ]
      mark(held, resolution.states.marks[name.index].intersection(uses))
      links[name] = held
    }
  }
}
