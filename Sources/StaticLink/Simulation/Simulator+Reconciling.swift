internal import ObjectFiles

extension Simulator {
  /// A symbol of an object or shared object that is about to be merged.
  struct NewSymbol {
    var object: ObjectID
    var row: Int
    var flags: SymbolFlags
    var isShared: Bool
    /// What it counts as: a dropped definition is a reference.
    var role: Role
    var visibility: UInt8

    enum Role { case reference, common, definition }

    var type: UInt8 { UInt8(flags.typeCode) }
  }

  /// What is left to do with a symbol after it was compared with what is known.
  struct Reconciled {
    var isSkipped = false
    /// The known symbol keeps its place, and the new definition becomes a reference or COMMON.
    var isOverridden = false
    var role: NewSymbol.Role
    var wasWeak = false
  }

  /// GNU ld 2.40, `_bfd_elf_merge_symbol`: a new symbol against what is known of its name.
  mutating func reconcile(
    _ new: NewSymbol, with name: SymbolID, isAlias: Bool
  ) -> Reconciled {
    let held = links[name] ?? name
    noteSharedUse(new, of: held)
    if held != name { noteSharedUse(new, of: name) }
    var result = Reconciled(role: new.role)
    let old = knownSymbol(held)
    guard old.kind != .new else { return result }
    result.wasWeak = old.isWeak
    if old.owner == new.object, new.flags.isWeak || old.isWeak,
      !new.isShared || !marks(held, .definedByObject)
    {
      return result
    }
    if isOtherThing(new, than: old) {
      result.isSkipped = true
      return result
    }
    if mismatches(new, old), let owner = old.owner {
      noteThreadLocalMismatch(of: held, with: owner, in: new.object)
      result.isSkipped = true
      return result
    }
    if let done = reconcileVisibility(new, held) {
      result.isSkipped = done
      return result
    }
    return reconcileDefinitions(new, old, held, isAlias: isAlias)
  }

  private struct KnownSymbol {
    var kind: SymbolStates.Kind
    /// Nil for what the command line alone asks for.
    var owner: ObjectID?
    var flags: SymbolFlags?
    var type: UInt8
    var isShared: Bool

    var isWeak: Bool { kind == .definedWeak || kind == .undefinedWeak }
    var isDefined: Bool { kind == .defined || kind == .definedWeak }
    var isFunction: Bool { type == 2 || type == 10 }
  }

  private func knownSymbol(_ name: SymbolID) -> KnownSymbol {
    let kind = resolution.states.kind(name)
    var owner = resolution.states.owner(name)
    // What `-u` asked for was first undefined in no file.
    if rootSymbols[name] != nil, kind == .undefined { owner = nil }
    let type = resolution.states.types[name.index]
    // No closure: one that captures the simulator copies it, and this runs for every symbol.
    guard let owner else {
      return KnownSymbol(kind: kind, owner: nil, flags: nil, type: type, isShared: false)
    }
    let row = resolution.states.row(name)
    return KnownSymbol(
      kind: kind, owner: owner, flags: inputs.objects[owner.index].object.symbols.flags[row],
      type: type, isShared: isShared(owner))
  }

  private mutating func noteSharedUse(_ new: NewSymbol, of name: SymbolID) {
    guard new.isShared else { return }
    if new.role != .reference {
      mark(name, .definedByShared)
    } else if !new.flags.isWeak {
      mark(name, .neededByShared)
    }
  }

  /// A shared object's variable does not take part where an object has a function of the name.
  private func isOtherThing(_ new: NewSymbol, than old: KnownSymbol) -> Bool {
    let areFunctions = new.flags.isFunction && old.isFunction
    return new.isShared && !old.isShared && !areFunctions && new.type != old.type && new.type != 0
      && old.type != 0 && new.role != .reference && (old.isDefined || old.kind == .common)
  }

  /// GNU ld 2.40: "TLS definition in … mismatches non-TLS reference in …".
  private func mismatches(_ new: NewSymbol, _ old: KnownSymbol) -> Bool {
    guard semantics.threadLocalMismatch == .isAnError, let owner = old.owner,
      new.type != old.type,
      [new.type, old.type].contains(SymbolFlags.threadLocal)
    else { return false }
    // Bytecode does not say which symbols are thread-local.
    return ![new.object, owner].contains {
      inputs.objects[$0.index].object.isSeenThroughBytecode
    }
  }

  /// Whether the symbol is done with; nil where visibility has no say.
  private mutating func reconcileVisibility(_ new: NewSymbol, _ held: SymbolID) -> Bool? {
    let wanted = resolution.states.visibilities[held.index]
    if new.isShared, wanted != 0, new.role != .reference {
      mark(held, .wantedByShared)
      if wanted == SymbolStates.protected { makeDynamic(held) }
      return true
    }
    guard !new.isShared, new.visibility != 0, marks(held, .boundToShared) else { return nil }
    let kind: SymbolStates.Kind = marks(held, .isListed) ? .undefined : .new
    resolution.states.set(held, kind, owner: kind == .new ? nil : new.object, row: new.row)
    resolution.states.isShared[held.index] = false
    resolution.states.types[held.index] = 0
    resolution.states.marks[held.index].remove(.boundToShared)
    if new.visibility == SymbolStates.protected {
      mark(held, .wantedByShared)
    } else {
      resolution.states.marks[held.index].subtract([.isDynamic, .wantedByShared])
    }
    return false
  }

  private mutating func reconcileDefinitions(
    _ new: NewSymbol, _ old: KnownSymbol, _ held: SymbolID, isAlias: Bool
  ) -> Reconciled {
    var result = Reconciled(role: new.role, wasWeak: old.isWeak)
    var isDefinition = new.role == .definition
    var isWeak = new.flags.isWeak
    if isDefinition, !new.isShared, old.isShared || marks(held, .isProvisional) { isWeak = false }
    let wasWeak = old.isWeak && !(old.isDefined && new.isShared)
    let looksCommon = isZeroFilled(new.flags, new.object, new.row) && !isWeak
    let lookedCommon =
      old.isShared && old.kind == .defined && marks(held, .boundToShared)
      && old.flags.map { isZeroFilled($0, old.owner!, resolution.states.row(held)) } ?? false
    if old.isDefined, !old.isShared, !wasWeak, isDefinition, !new.isShared, !isWeak, !isAlias,
      marks(held, .definedByObject)
    {
      noteSecondDefinition(new, of: held)
      result.isSkipped = true
      return result
    }
    if new.isShared, isDefinition {
      if old.isDefined || old.kind == .common && (isWeak || new.flags.isFunction) {
        result.isOverridden = true
        result.role = .reference
        isDefinition = false
      } else if looksCommon, old.kind == .common {
        result.isOverridden = true
        result.role = .common
        isDefinition = false
      }
    }
    if isDefinition, old.isDefined, isWeak {
      result.isSkipped = true
      mergeVisibility(new, held)
      if marks(held, .isDynamic) { hide(held) }
      return result
    }
    takeFromShared(
      new, old, held, wasWeak: wasWeak, lookedCommon: lookedCommon, isDefinition: isDefinition)
    return result
  }

  /// A definition is a second one, too, when `--defsym` came after the first.
  private mutating func noteSecondDefinition(_ new: NewSymbol, of held: SymbolID) {
    guard resolution.states.owner(held) == nil, !structure.allowsDuplicates else {
      return noteDuplicate(of: held, new.flags, in: new.object, row: new.row)
    }
    for first in resolution.entries.map(\.object) where first != new.object {
      let loaded = inputs.objects[first.index]
      let row = loaded.names.indices.first {
        loaded.names[$0] == held && !loaded.object.symbols.flags[$0].isUndefined
      }
      guard loaded.object.kind == .relocatable, let row else { continue }
      resolution.duplicates.append(
        .init(
          symbol: held, first: first, firstRow: row, second: new.object, secondRow: new.row))
      return
    }
  }

  /// An object's definition takes the place of a shared object's, as if it had been undefined.
  private mutating func takeFromShared(
    _ new: NewSymbol, _ old: KnownSymbol, _ held: SymbolID, wasWeak: Bool, lookedCommon: Bool,
    isDefinition: Bool
  ) {
    guard !new.isShared, old.isShared, old.isDefined else { return }
    let isCommon = new.role == .common
    let gives =
      marks(held, .boundToShared) && (isDefinition || isCommon && (wasWeak || old.isFunction))
    guard gives || isCommon && lookedCommon else { return }
    resolution.states.set(
      held, .undefined, owner: old.owner, row: resolution.states.row(held))
    resolution.states.isShared[held.index] = false
    if gives, isCommon, old.isFunction {
      resolution.states.marks[held.index].remove(.boundToShared)
      resolution.states.types[held.index] = 0
    }
  }

  /// What a shared object has without contents was a COMMON symbol, as far as GNU ld can tell.
  private func isZeroFilled(_ flags: SymbolFlags, _ id: ObjectID, _ row: Int) -> Bool {
    flags.isZeroFilled && !flags.isFunction
      && inputs.objects[id.index].object.symbols.sizes[row] > 0
      && isShared(id)
  }

  // MARK: Marks

  func marks(_ name: SymbolID, _ marks: SymbolMarks) -> Bool {
    resolution.states.marks[name.index].isSuperset(of: marks)
  }

  mutating func mark(_ name: SymbolID, _ marks: SymbolMarks) {
    resolution.states.marks[name.index].formUnion(marks)
  }

  mutating func mergeVisibility(_ new: NewSymbol, _ held: SymbolID) {
    guard !new.isShared, new.visibility != 0 else { return }
    resolution.states.constrain(held, to: new.visibility)
  }

  /// `bfd_elf_link_record_dynamic_symbol`: what is hidden and defined becomes local instead.
  mutating func makeDynamic(_ name: SymbolID) {
    guard !marks(name, .isDynamic) else { return }
    let isOpen = [.undefined, .undefinedWeak].contains(resolution.states.kind(name))
    if resolution.states.isHidden(name), !isOpen {
      mark(name, .isLocal)
    } else {
      mark(name, .isDynamic)
    }
  }

  /// Takes a symbol from the dynamic ones that is hidden.
  mutating func hide(_ name: SymbolID) {
    guard resolution.states.isHidden(name) else { return }
    resolution.states.marks[name.index].remove(.isDynamic)
    mark(name, .isLocal)
  }
}
