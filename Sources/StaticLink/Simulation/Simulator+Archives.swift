internal import ObjectFiles

extension Simulator {
  /// Searches an archive for what is undefined now, until a pass over its index finds nothing.
  ///
  /// The order of GNU ld 2.40's `elf_link_add_archive_symbols` and of gold's
  /// `Archive::add_symbols`: rows of the index in turn; a row whose symbol is undefined takes its
  /// member, whose other rows are then passed over.
  mutating func searchArchive(
    _ archive: Archive, _ mention: Mention
  ) throws(ObjectFileError) {
    let file = mention.file
    guard let index = archive.index else {
      try checkMissingIndex(of: archive, file: file)
      return
    }
    let symbols = inputs.indexSymbols(of: file)
    resolution.states.grow(to: inputs.names.count)
    foreseeExtractions(from: index, symbols, file)
    var isDone = [Bool](repeating: false, count: index.count)
    var before: Int
    var hasExtracted: Bool
    repeat {
      before = wants
      hasExtracted = false
      var last = UInt64.max
      for row in 0..<index.count where !isDone[row] {
        let offset = index.memberOffsets[row]
        if offset == last {
          isDone[row] = true
          continue
        }
        let (symbol, demand) = try demand(
          for: symbols[row], mayHaveVersion: index.hasVersions, at: offset, of: file)
        switch demand {
        case .extracts: break
        case .mayCome: continue
        case .isOver:
          isDone[row] = true
          continue
        }
        guard extracted[mention, default: []].insert(offset).inserted else { continue }
        let member = try inputs.member(of: file, at: offset)
        add(member, reason(for: symbol, writtenAs: symbols[row]))
        markRows(of: offset, upTo: row, in: index, &isDone)
        last = offset
        hasExtracted = true
      }
    } while semantics.rescansAfterExtraction ? hasExtracted : wants != before
  }

  private enum Demand {
    case extracts
    case mayCome
    case isOver
  }

  /// What a definition, or a row of the index, means to the link, and the symbol it could satisfy.
  private mutating func demand(
    for written: SymbolID, mayHaveVersion: Bool, at offset: UInt64, of file: FileID
  ) throws(ObjectFileError) -> (SymbolID, Demand) {
    if semantics.commandLineSymbols == .whileUnknown {
      return demandWhileUnknown(for: written, mayHaveVersion: mayHaveVersion)
    }
    let symbol = wanted(written, mayHaveVersion: mayHaveVersion)
    switch resolution.states.kind(symbol) {
    case .undefined:
      let isBarred =
        semantics.droppedDefinition == .forbidsExtraction
        && droppedNames.contains(symbol)
      return (symbol, isBarred ? .mayCome : .extracts)
    case .common:
      guard semantics.commonExtraction == .strongData,
        try definesStrongData(written, at: offset, of: file)
      else { return (symbol, .mayCome) }
      return (symbol, .extracts)
    case .undefinedWeak, .new, .lazy, .lazyWeak:
      return (symbol, .mayCome)
    case .defined, .definedWeak:
      return (symbol, .isOver)
    }
  }

  /// gold 1.16, `Archive::should_include_member`: a symbol of that version counts first, then the
  /// plain one, then what the command line asks for.
  private mutating func demandWhileUnknown(
    for written: SymbolID, mayHaveVersion: Bool
  ) -> (SymbolID, Demand) {
    var known = isKnown(written) ? written : nil
    var plain = written
    if mayHaveVersion, let name = VersionedName(inputs.names.name(written)) {
      plain = inputs.names.intern(name.base)
      if name.isDefault {
        let reference = inputs.names.find(name.base + "@" + name.version)
        known = known ?? reference.flatMap { isKnown($0) ? $0 : nil }
        if known.map({ resolution.states.kind($0) != .undefined }) ?? true {
          known = isKnown(plain) ? plain : nil
        }
      }
    }
    if let known {
      let kind = resolution.states.kind(known)
      guard [.undefined, .undefinedWeak].contains(kind), !awaited.contains(plain) else {
        return (known, .isOver)
      }
      if kind == .undefined { return (known, .extracts) }
    }
    guard let root = rootSymbols[plain] else { return (known ?? written, .mayCome) }
    rootSymbols[known ?? written] = root
    return (known ?? written, .extracts)
  }

  private func isKnown(_ symbol: SymbolID) -> Bool { resolution.states.kind(symbol) != .new }

  /// Searches the objects of a `--start-lib` as gold's `Lib_group::add_symbols` does: until no
  /// object defines anything that is undefined.
  mutating func closeLibrary() throws(ObjectFileError) {
    var waiting = openLibrary
    openLibrary = []
    var hasExtracted: Bool
    repeat {
      hasExtracted = false
      var next = 0
      while next < waiting.count {
        let object = waiting[next]
        guard let symbol = try wantedDefinition(of: object) else {
          next += 1
          continue
        }
        // The last object of the list takes the place of the one that leaves it (gold 1.16).
        waiting.swapAt(next, waiting.count - 1)
        waiting.removeLast()
        add(object, reason(for: symbol, writtenAs: symbol))
        hasExtracted = true
      }
    } while hasExtracted
  }

  private mutating func wantedDefinition(of id: ObjectID) throws(ObjectFileError) -> SymbolID? {
    let loaded = inputs.objects[id.index]
    for (row, name) in loaded.names.enumerated()
    where !loaded.object.symbols.flags[row].isUndefined {
      let isVersioned = loaded.object.symbols.flags[row].isVersioned
      let (symbol, demand) = try demand(
        for: name, mayHaveVersion: isVersioned, at: 0, of: loaded.file)
      if case .extracts = demand { return symbol }
    }
    return nil
  }

  private func markRows(
    of offset: UInt64, upTo row: Int, in index: ArchiveIndex, _ isDone: inout [Bool]
  ) {
    var mark = row
    while mark >= 0, index.memberOffsets[mark] == offset {
      isDone[mark] = true
      mark -= 1
    }
  }

  /// The symbol of the link that a definition, or a row of the index, could satisfy.
  private func wanted(_ symbol: SymbolID, mayHaveVersion: Bool) -> SymbolID {
    if isKnown(symbol) { return symbol }
    guard mayHaveVersion, let name = VersionedName(inputs.names.name(symbol)), name.isDefault else {
      return symbol
    }
    return [name.base + "@" + name.version, name.base].compactMap { inputs.names.find($0) }
      .first(where: isKnown) ?? symbol
  }

  /// GNU ld 2.40's map names the row of the index, and knows no referrer where that is a versioned
  /// name that satisfies a plain one.
  private func reason(for symbol: SymbolID, writtenAs written: SymbolID) -> ExtractionReason {
    if written != symbol {
      return ExtractionReason(kind: .reference, symbol: written, referrer: nil)
    }
    let owner = resolution.states.owner(symbol)
    let kind = owner == nil ? rootSymbols[symbol] : nil
    return ExtractionReason(kind: kind ?? .reference, symbol: symbol, referrer: owner)
  }

  /// Whether a member's definition may replace a COMMON symbol: global, not weak, not a function.
  private func definesStrongData(
    _ symbol: SymbolID, at offset: UInt64, of file: FileID
  ) throws(ObjectFileError) -> Bool {
    let loaded = inputs.objects[try inputs.member(of: file, at: offset).index]
    for (row, name) in loaded.names.enumerated() where name == symbol {
      let flags = loaded.object.symbols.flags[row]
      return !flags.isUndefined && !flags.isCommon && !flags.isWeak && !flags.isFunction
    }
    return false
  }

  private mutating func checkMissingIndex(
    of archive: Archive, file: FileID
  ) throws(ObjectFileError) {
    // An archive without any member needs no index: glibc's libpthread.a since 2.34.
    guard try !archive.members().isEmpty else { return }
    switch semantics.missingIndex {
    case .isMadeGood: break
    case .isAnError:
      resolution.findings.append(
        Finding(
          .indexMissing, "archive has no index", place: Place(path: archive.path),
          hint: "run ranlib \(archive.path.forMessage)"))
    }
  }
}
