internal import ObjectFiles

extension Simulator {
  /// What remains undefined when every input was taken.
  mutating func finish() throws(LinkInputError) {
    resolution.states.grow(to: inputs.names.count)
    do throws(FileError) {
      try readDynamicLists()
      try readVersionScripts()
    } catch {
      throw .file(ObjectFileError(path: error.path, problem: .file(error)))
    }
    noteRequired()
    noteOptimization()
    checkVersionScripts()
    do throws(ObjectFileError) {
      try noteHiddenFromShared()
      try noteDenied()
      try dropCollectedDuplicates()
    } catch {
      throw .file(error)
    }
    guard structure.rejectsUnresolved else { return }
    let open = openSymbols()
    let mayDrop = semantics.rejectsDroppedWeak && !resolution.droppedGroups.isEmpty
    guard !open.isEmpty || mayDrop else { return }
    do throws(ObjectFileError) {
      try noteUnresolved(open, mayDrop ? droppedWeak() : [])
      try noteUnusedBytecode()
    } catch {
      throw .file(error)
    }
  }

  /// mold 1.10 looks for duplicates among the sections that are left.
  private mutating func dropCollectedDuplicates() throws(ObjectFileError) {
    guard semantics.collectsDuplicates, structure.collectsSections,
      !resolution.duplicates.isEmpty
    else { return }
    let collection = try SectionCollection(self)
    resolution.duplicates = resolution.duplicates.filter { duplicate in
      let symbols = inputs.objects[duplicate.second.index].object.symbols
      let section = symbols.sections[duplicate.secondRow]
      return section == 0 || collection.keeps(section, of: duplicate.second)
    }
  }

  var hasShared: Bool {
    resolution.entries.contains { inputs.objects[$0.object.index].object.kind == .shared }
  }

  /// `--require-defined` without a definition is an error though nobody refers to the symbol.
  private mutating func noteRequired() {
    for name in structure.required {
      let symbol = inputs.names.intern(name)
      resolution.states.grow(to: inputs.names.count)
      switch resolution.states.kind(symbol) {
      case .defined, .definedWeak, .common: continue
      case .undefined, .undefinedWeak:
        if semantics.requiresOnlyMention, isReferred(symbol) { continue }
      case .new, .lazy, .lazyWeak: break
      }
      resolution.unresolved.append(.init(symbol: symbol, referrers: []))
    }
  }

  /// Symbols that nothing defines, the linker itself included.
  private func openSymbols() -> Set<SymbolID> {
    var defined: Set<SymbolID> = []
    for name in line.linkerDefinedSymbols + line.excused + semantics.relaxedSymbols {
      if let symbol = inputs.names.find(name) { defined.insert(symbol) }
    }
    for section in identifierSections where !mayLose(section) {
      defined.formUnion(bounds(of: section))
    }
    var open: Set<SymbolID> = []
    for (index, kind) in resolution.states.kinds.enumerated() where kind == .undefined {
      let symbol = SymbolID(UInt32(index))
      if !defined.contains(symbol), !mayBoundSection(symbol) { open.insert(symbol) }
    }
    return open
  }

  /// Whether all sections of a name can be collected though `__start_` symbols are referred to.
  private func mayLose(_ section: ByteString) -> Bool {
    structure.collectsSections
      && !semantics.sectionRoots.boundsKeep(section, option: structure.boundsKeepSections)
  }

  private func bounds(of section: ByteString) -> [SymbolID] {
    (["__start_", "__stop_"] as [ByteString]).compactMap { inputs.names.find($0 + section) }
  }

  /// gold: "relocation refers to global symbol …, which is defined in a discarded section", though
  /// the symbol is weak.
  private func droppedWeak() -> [SymbolID] {
    droppedNames.filter { resolution.states.kind($0) == .undefinedWeak }
  }

  private mutating func noteUnresolved(
    _ found: Set<SymbolID>, _ dropped: [SymbolID]
  ) throws(ObjectFileError) {
    let isAsked = !found.isEmpty || !dropped.isEmpty
    let collection = isAsked && structure.collectsSections ? try SectionCollection(self) : nil
    var open = found
    for section in identifierSections
    where mayLose(section) && collection?.keepsSection(named: section) == true {
      open.subtract(bounds(of: section))
    }
    // Nearly no object has an open symbol, and all their names are gone through.
    var isOpen = [Bool](repeating: false, count: inputs.names.count)
    for symbol in open { isOpen[symbol.index] = true }
    for (written, name) in wrapping { isOpen[written.index] = open.contains(name) }
    var isDroppedWeak = [Bool](repeating: false, count: inputs.names.count)
    for symbol in dropped { isDroppedWeak[symbol.index] = true }
    var positions: [SymbolID: Int] = [:]
    for entry in resolution.entries {
      guard inputs.objects[entry.object.index].object.kind == .relocatable else { continue }
      let names = inputs.objects[entry.object.index].names
      guard names.contains(where: { isOpen[$0.index] || isDroppedWeak[$0.index] }) else {
        continue
      }
      let flags = inputs.objects[entry.object.index].object.symbols.flags
      for (row, isAllocated) in try keptUses(in: entry.object, collection) {
        let written = names[row]
        guard isOpen[written.index] || isDroppedWeak[written.index],
          countsUse(row, flags[row], of: entry.object)
        else {
          continue
        }
        let isWrapped =
          (isAllocated || !semantics.unwrapsDebugInformation)
          && wrapsUse(row, flags[row], of: entry.object)
        let name = isWrapped ? wrapping[written] ?? written : written
        guard
          isWrapped || resolution.states.kind(name) == .undefined
            || isDroppedWeak[written.index]
        else { continue }
        if let position = positions[name] {
          if resolution.unresolved[position].referrers.last != entry.object {
            resolution.unresolved[position].referrers.append(entry.object)
          }
        } else {
          positions[name] = resolution.unresolved.count
          resolution.unresolved.append(.init(symbol: name, referrers: [entry.object]))
        }
      }
    }
    noteUnrelaxed(&positions)
    noteUnresolvedOfShared(open, &positions)
    noteUnusedHidden(open, &positions)
    // `-u` alone asks for a member, it does not make the symbol an error (GNU ld 2.40).
  }

  /// `__tls_get_addr` of objects that call it for a thread-local symbol that nothing defines.
  private mutating func noteUnrelaxed(_ positions: inout [SymbolID: Int]) {
    guard !semantics.relaxesUndefined else { return }
    let calls = semantics.relaxedSymbols.compactMap { inputs.names.find($0) }
      .filter { resolution.states.kind($0) == .undefined }
    guard !calls.isEmpty else { return }
    for open in resolution.unresolved {
      for id in open.referrers {
        let loaded = inputs.objects[id.index]
        guard let row = loaded.names.firstIndex(of: open.symbol),
          loaded.object.symbols.flags[row].isThreadLocal
        else { continue }
        for call in calls where loaded.names.contains(call) {
          let position = positions[call] ?? resolution.unresolved.count
          positions[call] = position
          if position == resolution.unresolved.count {
            resolution.unresolved.append(.init(symbol: call, referrers: []))
          }
          if resolution.unresolved[position].referrers.last != id {
            resolution.unresolved[position].referrers.append(id)
          }
        }
      }
    }
  }

  /// mold 1.10 looks at strong references only, and not at what an object uses of its own dropped
  /// definitions when another object refers to the name.
  private func countsUse(_ row: Int, _ flags: SymbolFlags, of id: ObjectID) -> Bool {
    guard !semantics.checksWeakUses else { return true }
    let name = inputs.objects[id.index].names[row]
    if deniedShared.contains(name) { return true }
    guard !flags.isWeak || !flags.isUndefined else { return false }
    return flags.isUndefined || !isDropped(row, of: id) || !isReferred(name)
  }

  private func wrapsUse(_ row: Int, _ flags: SymbolFlags, of id: ObjectID) -> Bool {
    flags.isUndefined || semantics.wrapsOwnDefinitions
      || semantics.wrapsDropped && isDropped(row, of: id)
  }

  /// gold: "hidden symbol … is not defined locally".
  private mutating func noteDenied() throws(ObjectFileError) {
    guard semantics.deniedByVisibility == .isBoundAndAnError, !deniedShared.isEmpty else { return }
    let used = try usedNames(among: deniedShared)
    for symbol in deniedShared {
      guard used.contains(symbol) else {
        if resolution.states.isShared[symbol.index] {
          resolution.states.set(symbol, .undefinedWeak, owner: nil, row: 0)
          resolution.states.isShared[symbol.index] = false
        }
        continue
      }
      guard
        resolution.states.isShared[symbol.index]
          || resolution.states.kind(symbol) == .undefinedWeak
      else { continue }
      resolution.unresolved.append(
        .init(symbol: symbol, referrers: resolution.states.owner(symbol).map { [$0] } ?? []))
    }
  }

  /// Those of some names that relocations of the link use.
  private func usedNames(among wanted: SymbolSet) throws(ObjectFileError) -> SymbolSet {
    let collection = structure.collectsSections ? try SectionCollection(self) : nil
    var used = SymbolSet()
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      let flags = loaded.object.symbols.flags
      func meant(_ row: Int) -> SymbolID {
        let name = loaded.names[row]
        return flags[row].isUndefined && !wrapping.isEmpty ? wrapping[name] ?? name : name
      }
      guard loaded.object.kind == .relocatable,
        loaded.names.indices.contains(where: { wanted.contains(meant($0)) })
      else { continue }
      for (row, _) in try keptUses(in: entry.object, collection) where wanted.contains(meant(row)) {
        used.insert(meant(row))
      }
    }
    return used
  }

  /// Rows of symbols that relocations in kept sections of the object use, in table order, and
  /// whether one of the sections is loaded.
  private func keptUses(
    in id: ObjectID, _ collection: SectionCollection?
  ) throws(ObjectFileError) -> [(row: Int, isAllocated: Bool)] {
    let uses = try inputs.uses(in: id)
    let object = inputs.objects[id.index].object
    let names = inputs.objects[id.index].names
    var rows: [Int: Bool] = [:]
    for use in uses {
      guard use.isAllocated || checksUnallocated(names[Int(use.row)]) else { continue }
      let group = object.groupOfSection(of: use.section)
      guard group == 0 || !resolution.droppedGroups.contains(group, of: id) else {
        continue
      }
      if let collection, !collection.keeps(use.section, of: id) { continue }
      rows[Int(use.row)] = use.isAllocated || rows[Int(use.row)] == true
    }
    return rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func checksUnallocated(_ name: SymbolID) -> Bool {
    semantics.checksUnallocatedSections
      && (semantics.checksUnallocatedDropped || !droppedNames.contains(name)
        // gold complains of visibility wherever the relocation is.
        || resolution.states.visibilities[name.index] != 0)
  }
}
