internal import ObjectFiles

/// What LLD could still extract: the names that archives and the objects of a `--start-lib` offer.
extension Simulator {
  /// Remembers what the members of an archive define.
  mutating func remember(_ archive: Archive, file: FileID) throws(ObjectFileError) {
    guard let index = archive.index, index.count > 0 else {
      for member in try inputs.allMembers(of: file) { try offer(object: member) }
      return
    }
    let symbols = inputs.indexSymbols(of: file)
    resolution.states.grow(to: inputs.names.count)
    foreseeExtractions(from: index, symbols, file)
    lazy.openMention = lazy.count
    let (order, standTogether) = order(of: index)
    var rowOfOffset: [UInt64: Int] = [:]
    var last: (offset: UInt64, row: Int)?
    for position in 0..<index.count {
      let row = order?[position] ?? position
      let offset = index.memberOffsets[row]
      var known = last?.offset == offset ? last?.row : nil
      if known == nil, !standTogether { known = rowOfOffset[offset] }
      let member = known ?? lazy.append(memberOf: file, at: offset)
      if known == nil, !standTogether { rowOfOffset[offset] = member }
      last = (offset, member)
      try offer(unversioned(symbols[row], row, in: index), from: member)
    }
    lazy.openMention = nil
  }

  /// The rows in the order in which they count, where that is not the index' own, and whether those of
  /// each member stand together.
  private func order(of index: ArchiveIndex) -> ([Int]?, standTogether: Bool) {
    let offsets = index.memberOffsets
    if !zip(offsets, offsets.dropFirst()).contains(where: { $0 > $1 }) { return (nil, true) }
    guard semantics.memberOrder == .archive else { return (nil, false) }
    return (offsets.indices.sorted { (offsets[$0], $0) < (offsets[$1], $1) }, true)
  }

  /// `name@@VERSION` is `name` (LLD's `SymbolTable::insert`).
  private mutating func unversioned(_ symbol: SymbolID, _ row: Int, in index: ArchiveIndex)
    -> SymbolID
  {
    guard index.hasVersions, let name = VersionedName(index.name(row)), name.isDefault else {
      return symbol
    }
    let plain = inputs.names.intern(name.base)
    versioned.insert(plain)
    return plain
  }

  /// Remembers what an object defines that is no member of an archive with an index.
  mutating func offer(object: ObjectID) throws(ObjectFileError) {
    resolution.states.grow(to: inputs.names.count)
    let member = lazy.append(object)
    let loaded = inputs.objects[object.index]
    for (row, name) in loaded.names.enumerated()
    where !loaded.object.symbols.flags[row].isUndefined {
      let flags = loaded.object.symbols.flags[row]
      let plain = inputs.unversioned(name, flags)
      if flags.isVersioned, plain != name { versioned.insert(plain) }
      try offer(plain, from: member)
    }
  }

  private mutating func offer(_ symbol: SymbolID, from member: Int) throws(ObjectFileError) {
    resolution.states.cover(symbol, of: inputs)
    switch resolution.states.kind(symbol) {
    case .new: resolution.states.setLazy(symbol, member: member, isWeak: false)
    case .undefinedWeak: resolution.states.setLazy(symbol, member: member, isWeak: true)
    case .undefined: try extract(member, for: symbol)
    case .common:
      guard structure.fortranCommon ?? (semantics.commonExtraction == .strongDefinition),
        definesStrongly(symbol, in: try lazy.object(member, inputs: inputs))
      else { return }
      let owner = resolution.states.owner(symbol)
      resolution.states.setLazy(symbol, member: member, isWeak: false)
      resolution.states.types[symbol.index] = 0
      if let object = try lazy.extract(member, inputs: inputs) {
        try parse(
          object, ExtractionReason(kind: .reference, symbol: symbol, referrer: owner))
      }
    case .defined, .definedWeak, .lazy, .lazyWeak: break
    }
  }

  private func definesStrongly(_ symbol: SymbolID, in object: ObjectID) -> Bool {
    let loaded = inputs.objects[object.index]
    return loaded.names.indices.contains {
      let flags = loaded.object.symbols.flags[$0]
      return inputs.unversioned(loaded.names[$0], flags) == symbol && !flags.isUndefined
        && !flags.isCommon
        && flags.bindingCode == SymbolFlags.globalBinding
    }
  }

  private mutating func extract(
    _ member: Int, for symbol: SymbolID
  ) throws(ObjectFileError) {
    guard let object = try lazy.extract(member, inputs: inputs), !isUnseen(object) else { return }
    try parse(object, extractionReason(for: symbol))
  }

  private func extractionReason(for symbol: SymbolID) -> ExtractionReason {
    let owner = resolution.states.owner(symbol)
    let kind = owner == nil ? rootSymbols[symbol] : nil
    return ExtractionReason(kind: kind ?? .reference, symbol: symbol, referrer: owner)
  }
}
