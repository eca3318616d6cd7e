internal import ObjectFiles

/// What shared objects of the line do to symbols.
extension Simulator {
  /// A symbol that one object wants hidden or protected has to be defined in the output itself
  /// (gABI, "Symbol Visibility"): shared objects serve it no more.
  mutating func restrict(
    _ name: SymbolID, _ flags: SymbolFlags, isReference: Bool, in id: ObjectID, row: Int
  ) {
    resolution.states.constrain(name, to: UInt8(flags.visibilityCode))
    guard resolution.states.isShared[name.index] else { return }
    deniedShared.insert(name)
    guard isReference, semantics.deniedByVisibility != .isBoundAndAnError else { return }
    resolution.states.set(
      name, flags.isWeak ? .undefinedWeak : .undefined, owner: id, row: row)
    resolution.states.isShared[name.index] = false
    if !flags.isWeak { wants += 1 }
  }

  /// Merges the dynamic symbols of a shared object; under `--as-needed` only when a strong
  /// reference of the link needs one of them.
  mutating func addShared(
    _ id: ObjectID, from input: LineStructure.Input
  ) throws(ObjectFileError) {
    resolution.states.grow(to: inputs.names.count)
    let loaded = inputs.objects[id.index]
    let symbols = loaded.object.symbols
    if structure.refusesShared(input, semantics) {
      resolution.findings.append(.sharedInStaticLink(inputs.place(of: id)))
    }
    if semantics.recordsUses { return addRecorded(shared: id, from: input) }
    if input.isAsNeeded { optional.insert(id) }
    for row in 0..<symbols.count {
      let flags = symbols.flags[row]
      checkUntyped(loaded.names[row], flags, isReference: flags.isUndefined, in: id)
    }
    try merge(shared: id)
  }

  /// Brings back what nothing needed when another shared object names it (GNU ld 2.40: such a one
  /// is loaded behind all inputs).
  mutating func mergeNeededByShared() throws(ObjectFileError) {
    var isSettled = false
    while !isSettled, !unneeded.isEmpty {
      let needed = Set(
        resolution.entries.flatMap { inputs.objects[$0.object.index].object.needed })
      let found = unneeded.first { id in
        !isInLink.contains(id)
          && inputs.objects[id.index].object.soname.map(needed.contains) == true
      }
      if let found { try merge(shared: found) }
      isSettled = found == nil
    }
  }

  private mutating func merge(shared id: ObjectID) throws(ObjectFileError) {
    let loaded = inputs.objects[id.index]
    if semantics.recordsUses {
      _ = record(shared: id)
      return enterShared(id)
    }
    let symbols = loaded.object.symbols
    resolution.entries.append(
      .init(object: id, reason: ExtractionReason(kind: .root)))
    isInLink.insert(id)
    for row in 0..<symbols.count {
      let flags = symbols.flags[row]
      let name = loaded.names[row]
      if !flags.isUndefined {
        defineShared(name, in: id, row: row)
      } else if semantics.archiveSearch == .remembered {
        try refer(fromShared: id, to: name, isWeak: flags.isWeak, row: row)
      } else {
        let wanted = semantics.wrapsShared ? wrapping[name] ?? name : name
        resolution.states.grow(to: inputs.names.count)
        refer(to: wanted, isWeak: flags.isWeak, from: id, row: row)
      }
    }
    for (version, name) in zip(loaded.object.defaultVersions, loaded.versions) {
      defineShared(name, in: id, row: version.row)
    }
  }

  mutating func defineShared(_ name: SymbolID, in id: ObjectID, row: Int) {
    if resolution.states.visibilities[name.index] != 0 {
      deniedShared.insert(name)
      guard semantics.deniedByVisibility == .isBoundAndAnError else { return }
    }
    switch resolution.states.kind(name) {
    case .new, .undefined, .undefinedWeak, .lazy, .lazyWeak:
      replaceType(of: name, inputs.objects[id.index].object.symbols.flags[row], in: id)
      if resolution.states.kind(name) == .new,
        inputs.objects[id.index].object.symbols.flags[row].isWeak
      {
        mark(name, .isWeakShared)
      }
      resolution.states.set(name, .defined, owner: id, row: row)
      resolution.states.isShared[name.index] = true
    case .defined, .definedWeak, .common: break
    }
  }
}

extension LineStructure {
  /// Whether a shared object is an error in the place of an input.
  func refusesShared(_ input: Input, _ semantics: LinkerSemantics) -> Bool {
    switch semantics.sharedInStaticLink {
    case .isAnErrorInPlace: !input.allowsShared
    case .isAnErrorInPlaceOrFromStart: !input.allowsShared || isStaticFromStart
    case .isAnErrorUnderStatic: isStatic
    case .isFine: false
    }
  }
}

extension Finding {
  static func sharedInStaticLink(_ place: Place) -> Finding {
    Finding(.sharedOnlyLibrary, "is a shared object in a static link", place: place)
  }
}
