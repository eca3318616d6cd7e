internal import ObjectFiles

extension LinkExplanation {
  func why(symbol name: ByteString, limit: Int, countsRest: Bool) -> Answer {
    let subject = Subject.symbol(name)
    guard let symbol = link.inputs.names.find(name) else {
      return Answer(
        subject: subject, verdict: .notInLink, obstacles: elsewhere(name, referrer: nil))
    }
    if let owner = link.definer(of: symbol) {
      guard let node = nodeOfObject[owner] else {
        return Answer(subject: subject, verdict: .definedByLinker)
      }
      var answer = found(
        subject, .init(nodes: [node], symbol: symbol), limit: limit, countsRest: countsRest)
      answer.obstacles = others(than: owner, defining: symbol)
      return answer
    }
    var obstacles = others(than: nil, defining: symbol)
    switch link.resolution.states.kind(symbol) {
    case .defined, .definedWeak, .common:
      return Answer(subject: subject, verdict: .definedByLinker)
    case .undefined where !link.resolution.unresolved.contains { $0.symbol == symbol }:
      if isLinkers(name) { return Answer(subject: subject, verdict: .definedByLinker) }
      let referrer = link.resolution.states.owner(symbol).map { link.inputs.place(of: $0) }
      obstacles.append(Obstacle(reason: .unused, other: referrer, symbols: [name], symbolCount: 1))
    case .new, .undefined, .undefinedWeak, .lazy, .lazyWeak:
      if obstacles.isEmpty {
        let referrer = link.resolution.states.owner(symbol).map { link.inputs.place(of: $0) }
        obstacles = elsewhere(name, referrer: referrer)
      }
    }
    return Answer(subject: subject, verdict: .notInLink, obstacles: obstacles)
  }

  private func isLinkers(_ name: ByteString) -> Bool {
    link.line.linkerDefinedSymbols.contains(name) || name.hasPrefix("__start_")
      || name.hasPrefix("__stop_")
  }

  // MARK: On the line

  /// Every definition on the line that is not the one in use.
  private func others(than owner: ObjectID?, defining symbol: SymbolID) -> [Obstacle] {
    var result: [Obstacle] = []
    var seen: Set<Place> = []
    for id in link.objects where id != owner {
      let loaded = link.inputs.objects[id.index]
      guard
        let row = loaded.names.indices.first(where: {
          loaded.names[$0] == symbol && !loaded.object.symbols.flags[$0].isUndefined
        })
      else { continue }
      let place = link.inputs.place(of: id)
      seen.insert(place)
      let group = loaded.object.groupOfSection(of: loaded.object.symbols.sections[row])
      let isDropped =
        group != 0 && link.resolution.droppedGroups.contains(group, of: id)
      result.append(
        obstacle(isDropped ? .droppedGroup : .otherDefinition, place, owner, symbol))
    }
    for (file, offset) in definitions(of: symbol) {
      let place = place(of: offset, in: file)
      let id = link.inputs.files[file.index].members[offset]
      if let id, id == owner || seen.contains(place) { continue }
      result.append(obstacle(to: symbol, at: place, in: file, offset))
    }
    return result
  }

  private func obstacle(
    _ reason: Obstacle.Reason, _ place: Place, _ other: ObjectID?, _ symbol: SymbolID
  ) -> Obstacle {
    Obstacle(
      reason: reason, place: place, other: other.map { link.inputs.place(of: $0) },
      symbols: [link.inputs.names.name(symbol)], symbolCount: 1)
  }

  /// Why a symbol that an index lists did not bring its member into the link.
  func obstacle(
    to symbol: SymbolID, at place: Place, in file: FileID, _ offset: UInt64
  ) -> Obstacle {
    let owner = link.resolution.states.owner(symbol)
    switch link.resolution.states.kind(symbol) {
    case .new, .lazy: return obstacle(.unreferenced, place, nil, symbol)
    case .undefinedWeak, .lazyWeak: return obstacle(.weakOnly, place, owner, symbol)
    case .common: return obstacle(.common, place, owner, symbol)
    case .defined, .definedWeak: return obstacle(.otherDefinition, place, owner, symbol)
    case .undefined:
      let isDefined = (try? defines(symbol, at: offset, in: file)) ?? false
      return obstacle(isDefined ? .wrongOrder : .staleIndex, place, owner, symbol)
    }
  }

  private func defines(
    _ symbol: SymbolID, at offset: UInt64, in file: FileID
  ) throws(ObjectFileError) -> Bool {
    let loaded = link.inputs.objects[try link.inputs.member(of: file, at: offset).index]
    let name = link.inputs.names.name(symbol)
    return loaded.names.indices.contains { row in
      guard !loaded.object.symbols.flags[row].isUndefined else { return false }
      if loaded.names[row] == symbol { return true }
      guard loaded.object.symbols.flags[row].isVersioned else { return false }
      let version = VersionedName(link.inputs.names.name(loaded.names[row]))
      return version?.isDefault == true && version?.base == name
    }
  }

  // MARK: Elsewhere

  /// Who has a symbol among the libraries that the search knows.
  private func elsewhere(_ name: ByteString, referrer: Place?) -> [Obstacle] {
    let known = Set(archives.map { link.inputs.path(of: $0) })
    let identities = Set(known.compactMap { link.inputs.source.identity(of: $0) })
    let search = DefinitionSearch(
      directories: link.request.searchDirectories, files: link.inputs.source)
    let found = (search.definitions(of: [name])[name] ?? []).filter { definition in
      guard let identity = link.inputs.source.identity(of: definition.place.path) else {
        return true
      }
      return !identities.contains(identity)
    }
    guard !found.isEmpty else {
      return [
        Obstacle(
          reason: referrer == nil ? .unknown : .undefined, other: referrer, symbols: [name],
          symbolCount: 1)
      ]
    }
    return found.map { definition in
      var obstacle = Obstacle(
        reason: .notOnLine, place: definition.place, other: referrer, symbols: [name],
        symbolCount: 1)
      if definition.isShared {
        obstacle.reason = .sharedOnly
      } else if let why = rejection(of: definition.place.path) {
        obstacle.reason = .rejected
        obstacle.detail = why
      }
      return obstacle
    }
  }

  /// Why the search for providers did not take a library.
  func rejection(of path: ByteString) -> String? {
    let identity = link.inputs.source.identity(of: path)
    for library in plan.libraries {
      for other in library.rejected
      where other.path == path
        || identity != nil && link.inputs.source.identity(of: other.path) == identity
      {
        return "\(library.name.forMessage) was taken instead: \(other.why)"
      }
    }
    return nil
  }
}
