internal import ObjectFiles

/// What shared objects of the link have to do with errors.
extension Simulator {
  /// What a shared object leaves undefined fails the link of an executable too, unless one of the
  /// libraries that it needs is not on the line and may have it (GNU ld 2.40,
  /// `--no-allow-shlib-undefined`).
  mutating func noteUnresolvedOfShared(
    _ open: Set<SymbolID>, _ positions: inout [SymbolID: Int]
  ) {
    guard semantics.checksShared, structure.allowsSharedUndefined != true else { return }
    var elsewhere = semantics.leavesSharedToObjects ? referencesOfObjects(among: open) : []
    if semantics.sharedServesShared { elsewhere.formUnion(sharedDefinitions()) }
    let shared = resolution.entries.map(\.object).filter {
      inputs.objects[$0.index].object.kind == .shared
    }
    let loaded = Set(shared.compactMap { inputs.objects[$0.index].object.soname })
    for id in shared where inputs.objects[id.index].object.needed.allSatisfy(loaded.contains) {
      let object = inputs.objects[id.index]
      for (row, name) in wanted(by: object).enumerated()
      where open.contains(name) && object.object.symbols.flags[row].isUndefined
        && !object.object.symbols.flags[row].isWeak && positions[name] == nil
        && !elsewhere.contains(name) && !isAskedFor(name)
      {
        positions[name] = resolution.unresolved.count
        resolution.unresolved.append(.init(symbol: name, referrers: [id]))
      }
    }
  }

  /// GNU ld 2.40: "hidden symbol … is referenced by DSO"; LLD 21: "non-exported symbol … is
  /// referenced by DSO".
  mutating func noteHiddenFromShared() throws(ObjectFileError) {
    guard semantics.rejectsHiddenForShared, hasShared else { return }
    let drops = semantics.recordsUses && structure.collectsSections
    let collection = drops ? try SectionCollection(self) : nil
    let excluded = Set(structure.excludedLibraries)
    let defined = sharedDefinitions()
    for id in resolution.entries.map(\.object)
    where inputs.objects[id.index].object.kind == .shared {
      let loaded = inputs.objects[id.index]
      for (row, name) in loaded.names.enumerated() {
        let flags = loaded.object.symbols.flags[row]
        guard flags.isUndefined, !flags.isWeak,
          isMadeLocal(name)
            || (semantics.recordsUses
              ? marks(name, .isLocal)
              : resolution.states.isHidden(name) || isExcluded(name, excluded)),
          !defined.contains(name),
          [.defined, .definedWeak, .common].contains(resolution.states.kind(name)),
          !resolution.unresolved.contains(where: { $0.symbol == name }),
          collection?.keepsDefinition(of: name) ?? true
        else { continue }
        resolution.unresolved.append(.init(symbol: name, referrers: [id]))
      }
    }
  }

  /// What shared objects of the link define, for each other too.
  private func sharedDefinitions() -> Set<SymbolID> {
    var result: Set<SymbolID> = []
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      guard loaded.object.kind == .shared else { continue }
      for (row, name) in loaded.names.enumerated()
      where !loaded.object.symbols.flags[row].isUndefined { result.insert(name) }
    }
    return result
  }

  /// Whether the definition of a symbol stands in an archive that `--exclude-libs` names.
  private func isExcluded(_ name: SymbolID, _ excluded: Set<ByteString>) -> Bool {
    guard !excluded.isEmpty, let owner = resolution.states.owner(name),
      inputs.objects[owner.index].member != nil
    else { return false }
    let path = inputs.path(of: inputs.objects[owner.index].file)
    return excluded.contains("ALL") || excluded.contains(path.lastPathComponent)
  }

  /// GNU ld 2.40: "hidden symbol … isn't defined", whether or not a relocation uses it.
  mutating func noteUnusedHidden(
    _ open: Set<SymbolID>, _ positions: inout [SymbolID: Int]
  ) {
    guard semantics.checksUnusedHidden, !structure.collectsSections else { return }
    for symbol in open.sorted()
    where positions[symbol] == nil && !droppedNames.contains(symbol)
      && resolution.states.visibilities[symbol.index] != 0 && !marks(symbol, .isLocal)
      && (!marks(symbol, .wantedByObject) || marks(symbol, .neededByObject))
    {
      positions[symbol] = resolution.unresolved.count
      resolution.unresolved.append(
        .init(symbol: symbol, referrers: resolution.states.owner(symbol).map { [$0] } ?? []))
    }
  }

  private func wanted(by shared: LoadedObject) -> [SymbolID] {
    if semantics.wrapsShared { return shared.names.map { wrapping[$0] ?? $0 } }
    guard semantics.servesRealToShared, !wrapping.isEmpty else { return shared.names }
    let reals = Set(structure.wrapped.compactMap { inputs.names.find("__real_" + $0) })
    return shared.names.map { reals.contains($0) ? wrapping[$0] ?? $0 : $0 }
  }

  /// Names that some object refers to, whether or not a relocation uses them; what was dropped with
  /// a COMDAT group is a reference too.
  private func referencesOfObjects(among open: Set<SymbolID>) -> Set<SymbolID> {
    if structure.collectsSections, semantics.collectsReferences { return [] }
    var result: Set<SymbolID> = []
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      guard loaded.object.kind == .relocatable else { continue }
      for (row, written) in loaded.names.enumerated() {
        let isReference = loaded.object.symbols.flags[row].isUndefined
        let name = isReference && !wrapping.isEmpty ? wrapping[written] ?? written : written
        guard open.contains(name), isReference || isDropped(row, of: entry.object) else { continue }
        result.insert(name)
      }
    }
    return result
  }

  /// What `-u` or `-e` asks for is no error to GNU ld 2.40 as long as sections are not collected.
  private func isAskedFor(_ name: SymbolID) -> Bool {
    semantics.recordsUses && !structure.collectsSections && rootSymbols[name] != nil
  }

  /// Whether an object of the link refers to a name, be it weakly.
  func isReferred(_ name: SymbolID) -> Bool {
    resolution.entries.contains { entry in
      let loaded = inputs.objects[entry.object.index]
      return loaded.object.kind == .relocatable
        && loaded.names.indices.contains {
          loaded.names[$0] == name && loaded.object.symbols.flags[$0].isUndefined
        }
    }
  }
}
