internal import ObjectFiles

/// Turns an ordered, simulated line into a plan: ids become names and places.
struct PlanBuilder {
  let request: ResolveRequest
  let user: UserLine
  let inputs: InputSet
  let closure: ProviderSearch.Closure
  let outcome: Ordering.Outcome
  let evidence: any EvidenceSource
  let isLibraryMode: Bool
  /// Whether to look for shared objects that have what is missing.
  var explainsMissing = true

  func plan() -> LinkPlan {
    let resolution = outcome.resolution
    let unresolved = resolution.unresolved.map(unresolved)
    var duplicates: [LinkPlan.Duplicate] = []
    var findings = resolution.findings
    findings += unresolved.map(finding)
    if explainsMissing { findings += sharedOnlyLibraries() }
    // A program that uses both is not there yet: the order will decide, nothing fails.
    let areLatent = isLibraryMode && !user.units.contains { $0.isWhole }
    for duplicate in merged(resolution.duplicates) {
      if !areLatent { duplicates.append(duplicate) }
      findings.append(finding(duplicate, isLatent: areLatent))
    }
    findings += ambiguities()
    let fails =
      !unresolved.isEmpty || !duplicates.isEmpty
      || findings.contains { $0.severity == .error } || !outcome.isVerified
    return LinkPlan(
      verdict: fails ? .fails : .links, line: outcome.arguments,
      libraries: request.wantsLibraries ? libraries() : [],
      unresolved: unresolved, duplicates: duplicates, findings: findings,
      bindings: request.wantsBindings ? bindings() : [],
      statistics: .init(
        files: Set(resolution.entries.map { inputs.objects[$0.object.index].file }).count,
        objects: resolution.entries.count,
        symbols: resolution.states.kinds.count { $0 != .new }),
      steps: closure.steps)
  }

  // MARK: Libraries

  private func libraries() -> [LinkPlan.Library] {
    let resolution = outcome.resolution
    let origins = origins()
    var order: [FileID] = []
    var members: [FileID: [LinkPlan.Member]] = [:]
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      if members[loaded.file] == nil { order.append(loaded.file) }
      members[loaded.file, default: []].append(
        LinkPlan.Member(
          name: loaded.member?.name, offset: loaded.member?.headerOffset,
          bytes: loaded.member?.size, reason: reason(entry.reason)))
    }
    return order.compactMap { file in
      guard let taken = members[file], let first = taken.first else { return nil }
      let path = inputs.path(of: file)
      let choice = closure.choices.first { isMember(file, of: $0) }
      let origin = choice != nil ? .discovered : origins[file] ?? .implicit
      return LinkPlan.Library(
        path: path, name: choice?.name ?? libraryName(path), origin: origin,
        evidence: choice?.evidence ?? [], rejected: choice?.rejected ?? [],
        reason: first.reason, members: taken)
    }
  }

  /// Whether a file is what a choice means: itself, or an archive that its script names.
  private func isMember(_ file: FileID, of choice: Choice) -> Bool {
    let files = inputs.files(behind: choice.path)
    return files.contains(file)
      || inputs.source.identity(of: inputs.path(of: file))
        == inputs.source.identity(of: choice.path)
  }

  private func libraryName(_ path: ByteString) -> ByteString {
    LibraryFileName.name(ofArchive: path.lastPathComponent) ?? path.lastPathComponent
  }

  private func origins() -> [FileID: LinkPlan.Library.Origin] {
    let line = request.toolchain.line(
      outcome.arguments, leading: request.leadingSearchDirectories)
    let search = LibrarySearch(line: line, source: inputs.source)
    var result: [FileID: LinkPlan.Library.Origin] = [:]
    for unit in user.units {
      guard let path = UserLine.path(of: unit, search: search) else { continue }
      for file in inputs.files(behind: path) { result[file] = .input }
    }
    return result
  }

  private func reason(_ reason: ExtractionReason) -> LinkPlan.Reason {
    LinkPlan.Reason(
      kind: reason.kind.rawValue, symbol: reason.symbol.map { inputs.names.name($0) },
      referrer: reason.referrer.map { inputs.place(of: $0) })
  }

  // MARK: What is wrong

  private func unresolved(_ open: Resolution.Unresolved) -> LinkPlan.Unresolved {
    LinkPlan.Unresolved(
      symbol: inputs.names.name(open.symbol), isWeak: false,
      referrers: open.referrers.map { inputs.place(of: $0) },
      candidates: closure.candidates[open.symbol] ?? [])
  }

  private func finding(_ open: LinkPlan.Unresolved) -> Finding {
    let hint =
      open.candidates.isEmpty
      ? nil
      : "defined in "
        + open.candidates.map { path in
          let name = path.lastPathComponent.forMessage
          return closure.takenBack[path].map { "\(name), which \($0)" } ?? name
        }.joined(separator: ", ")
    return Finding(
      .unresolvedSymbol, "undefined symbol '\(open.symbol.forMessage)'",
      place: open.referrers.first, hint: hint, symbol: open.symbol)
  }

  /// What is missing because a library comes as a shared object alone.
  private func sharedOnlyLibraries() -> [Finding] {
    // Such a call goes away with the symbol that it is for.
    let relaxed = Set(request.semantics.relaxedSymbols.compactMap { inputs.names.find($0) })
    let open = outcome.resolution.unresolved.map(\.symbol).filter {
      closure.candidates[$0]?.isEmpty ?? true && !relaxed.contains($0)
    }
    guard !open.isEmpty, request.toolchain.mode != .dynamic else { return [] }
    let found = SharedObjectSearch.providers(
      of: open, names: inputs.names, directories: request.searchDirectories,
      source: inputs.source)
    return found.map { shared in
      let first = shared.symbols.first.map { inputs.names.name($0).forMessage } ?? ""
      let rest = shared.symbols.count > 1 ? " and \(shared.symbols.count - 1) more" : ""
      let package = evidence.package(owning: shared.path).map { " of package \($0.forMessage)" }
      return Finding(
        .sharedOnlyLibrary,
        "only this shared object\(package ?? "") has '\(first)'\(rest); there is no archive",
        place: Place(path: shared.path),
        hint: "a static link needs a build of it with static libraries")
    }
  }

  private func merged(_ duplicates: [Resolution.Duplicate]) -> [LinkPlan.Duplicate] {
    var order: [SymbolID] = []
    var found: [SymbolID: [(object: ObjectID, row: Int)]] = [:]
    for duplicate in duplicates {
      if found[duplicate.symbol] == nil {
        order.append(duplicate.symbol)
        found[duplicate.symbol] = [(duplicate.first, duplicate.firstRow)]
      }
      found[duplicate.symbol]?.append((duplicate.second, duplicate.secondRow))
    }
    let reader = BodyReader(inputs: inputs)
    return order.map {
      let definitions = found[$0] ?? []
      return LinkPlan.Duplicate(
        symbol: inputs.names.name($0),
        definitions: definitions.map { definition($0.object, $0.row) },
        bodies: reader.agreement(of: definitions))
    }
  }

  private func definition(_ id: ObjectID, _ row: Int) -> LinkPlan.Duplicate.Definition {
    let flags = inputs.objects[id.index].object.symbols.flags[row]
    return .init(
      place: inputs.place(of: id),
      strength: flags.isCommon ? "common" : flags.isWeak ? "weak" : "strong")
  }

  private func finding(_ duplicate: LinkPlan.Duplicate, isLatent: Bool) -> Finding {
    let places = duplicate.definitions.map(\.place.short)
    let others = places.dropFirst().joined(separator: ", ")
    let name = duplicate.symbol.forMessage
    let bodies = duplicate.bodies.text
    return isLatent
      ? Finding(
        .latentDuplicate,
        "'\(name)' is defined in \(others), too\(bodies): the order decides which is used",
        place: duplicate.definitions.first?.place, symbol: duplicate.symbol)
      : Finding(
        .duplicateSymbol, "'\(name)' is defined in \(others), too\(bodies)",
        place: duplicate.definitions.first?.place, symbol: duplicate.symbol)
  }

  private func ambiguities() -> [Finding] {
    closure.choices.compactMap { choice in
      guard let evidence = choice.evidence.first, !choice.ties.isEmpty else { return nil }
      let names = choice.ties.map { $0.lastPathComponent.forMessage }.joined(separator: ", ")
      return Finding(
        .ambiguousProvider,
        "chosen for '\(choice.symbol.forMessage)' (\(evidence.kind.rawValue): "
          + "\(evidence.detail)); \(names) could serve as well",
        place: Place(path: choice.path),
        hint: "settle it with --prefer or --exclude")
    }
  }

  private func bindings() -> [LinkPlan.Binding] {
    let states = outcome.resolution.states
    var chosen: [(SymbolID, ObjectID)] = []
    for index in states.kinds.indices {
      let symbol = SymbolID(UInt32(index))
      guard states.kind(symbol).isDefined,
        let owner = states.owner(symbol)
      else { continue }
      chosen.append((symbol, owner))
    }
    var others: [SymbolID: [Place]] = [:]
    for entry in outcome.resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      for (row, name) in loaded.names.enumerated() {
        guard !loaded.object.symbols.flags[row].isUndefined, states.owner(name) != entry.object
        else { continue }
        others[name, default: []].append(inputs.place(of: entry.object))
      }
    }
    return chosen.map {
      LinkPlan.Binding(
        symbol: inputs.names.name($0.0), chosen: inputs.place(of: $0.1),
        others: others[$0.0] ?? [])
    }.sorted { $0.symbol < $1.symbol }
  }
}
