internal import ObjectFiles

/// Completes a line: adds providers one by one until nothing is open that anything could serve.
///
/// Every step simulates the line anew, because the members of a chosen library change who provides
/// what.
struct ProviderSearch {
  let request: ResolveRequest
  let user: UserLine
  let inputs: InputSet
  let evidence: any EvidenceSource
  /// Library mode: every member of the given archives is in the link.
  let isLibraryMode: Bool

  private(set) var choices: [Choice] = []
  /// `--wrap` options that the inputs were built for.
  private(set) var wraps: [LinkArgument] = []
  var steps: [String] = []
  private var ladder: EvidenceLadder?
  private var givenUp: Set<SymbolID> = []
  private var takenBack: [ByteString: String] = [:]

  /// The result of a search: the line that holds everything, and what it resolves to.
  struct Closure {
    var resolution: Resolution
    var choices: [Choice]
    var wraps: [LinkArgument]
    var steps: [String]
    /// Libraries that were tried and taken back, with the reason.
    var takenBack: [ByteString: String]
    /// For a symbol that stays open, who else has it.
    var candidates: [SymbolID: [ByteString]]
  }

  init(
    request: ResolveRequest, user: UserLine, inputs: InputSet, evidence: any EvidenceSource,
    isLibraryMode: Bool
  ) {
    self.request = request
    self.user = user
    self.inputs = inputs
    self.evidence = evidence
    self.isLibraryMode = isLibraryMode
  }

  /// More libraries than any real closure has; a search beyond it has gone astray.
  private static let choiceLimit = 1000

  mutating func run() throws(LinkInputError) -> Closure {
    var resolution = try simulate(choices)
    givenUp = definedUnread(in: resolution)
    if request.completes == .archives, resolution.unresolved.contains(where: isOwn) {
      givenUp.formUnion(resolution.unresolved.map(\.symbol))
    }
    while choices.count < ProviderSearch.choiceLimit {
      let open = resolution.unresolved.filter { !givenUp.contains($0.symbol) }
      guard !open.isEmpty else { break }
      if wrap(open) {
        resolution = try simulate(choices)
        continue
      }
      var next = try chooseCertain(among: open, of: resolution)
      if next == nil { next = try choose(among: open, of: resolution) }
      guard let next else { break }
      choices += next.choices
      for choice in next.choices { note(choice, serving: open, after: next.resolution) }
      resolution = next.resolution
    }
    try dropUnused(&resolution)
    choices = ProviderSearch.inWrittenOrder(choices)
    var candidates: [SymbolID: [ByteString]] = [:]
    if let ladder {
      for open in resolution.unresolved {
        candidates[open.symbol] = ladder.providers(of: open.symbol).map(\.path)
      }
    }
    return Closure(
      resolution: resolution, choices: choices, wraps: wraps, steps: steps,
      takenBack: takenBack, candidates: candidates)
  }

  /// Whether an object that stands on the line, a shared object or an option asks for a symbol.
  private func isOwn(_ need: Resolution.Unresolved) -> Bool {
    need.referrers.isEmpty
      || need.referrers.contains { referrer in
        let file = inputs.objects[referrer.index].file
        if case .archive = inputs.files[file.index].contents { return false }
        return true
      }
  }

  /// What objects define in bytecode that the linker does not read: any other library's definition
  /// would be a stranger's.
  private func definedUnread(in resolution: Resolution) -> Set<SymbolID> {
    var symbols: Set<SymbolID> = []
    for entry in resolution.entries {
      let object = inputs.objects[entry.object.index].object
      guard object.isSlimLTO, !object.isSeenThroughBytecode, let bytecode = object.bytecode else {
        continue
      }
      for row in 0..<bytecode.symbols.count where !bytecode.symbols.flags[row].isUndefined {
        if let symbol = inputs.names.find(bytecode.symbols.name(row)) { symbols.insert(symbol) }
      }
    }
    return symbols
  }

  /// A reference to `__real_x` makes sense only when the link wraps `x` (ld manual, `--wrap`), and
  /// no library defines such a name.
  private mutating func wrap(_ open: [Resolution.Unresolved]) -> Bool {
    let mark: ByteString = "__real_"
    var added = false
    for need in open {
      let name = inputs.names.name(need.symbol)
      guard name.hasPrefix(mark), name.count > mark.count else { continue }
      let option = LinkArgument.wrap(name.dropFirst(mark.count))
      guard !wraps.contains(option), !user.options.contains(option) else { continue }
      wraps.append(option)
      let referrer = need.referrers.first.map { inputs.place(of: $0).short } ?? "the command line"
      steps.append(
        "\(referrer) wants '\(name.forMessage)': add --wrap=\(name.dropFirst(mark.count).forMessage)"
      )
      added = true
    }
    return added
  }

  /// The line with everything in one group, so that order plays no part yet.
  private func simulate(_ given: [Choice]) throws(LinkInputError) -> Resolution {
    let choices = ProviderSearch.inWrittenOrder(given)
    // An archive that is given twice has its members in the link already the second time.
    var whole: Set<LineStructure.Input.Name> = []
    let units = user.units.map { unit in
      var unit = unit
      if isLibraryMode, request.roots.isEmpty, whole.insert(unit.name).inserted {
        unit.isWhole = true
      }
      return unit
    }
    let roots = request.roots.map { LinkArgument.undefined($0) }
    let late = choices.filter(\.isBehindImplicit)
    let early = choices.filter { !$0.isBehindImplicit }
    var libraries: [LinkArgument] = early.map { .file($0.path) }
    if !late.isEmpty {
      libraries += request.toolchain.implicitLibraries + late.map { .file($0.path) }
    }
    let arguments =
      user.options + wraps + roots + [.startGroup] + user.spell(units) + libraries + [.endGroup]
    return try Simulator.run(
      request.toolchain.line(
        arguments, leading: request.leadingSearchDirectories,
        excused: isLibraryMode ? ["main"] : []),
      semantics: request.semantics, inputs: inputs)
  }

  /// What one step of the search adds.
  private typealias Step = (choices: [Choice], resolution: Resolution)

  /// Takes at once every library that the compiler ships or the requiring library names.
  ///
  /// Such evidence does not change with the next choice. When anything speaks against the lot, nothing
  /// is taken and the libraries are tried one by one.
  private mutating func chooseCertain(
    among open: [Resolution.Unresolved], of resolution: Resolution
  ) throws(LinkInputError) -> Step? {
    var ladder = self.ladder ?? makeLadder()
    defer { self.ladder = ladder }
    var batch: [Choice] = []
    var served: [SymbolID] = []
    for need in ladder.rank(open, chosen: Set(choices.map(\.path))).needs {
      guard let best = need.options.first, best.evidence.kind <= .declared else { continue }
      let choice = choice(of: 0, for: need, ladder: ladder, rejected: [])
      guard takenBack[choice.path] == nil else { continue }
      served.append(need.symbol)
      if !batch.contains(where: { $0.path == choice.path }) { batch.append(choice) }
    }
    guard batch.count > 1 else { return nil }
    let trial = try simulate(choices + batch)
    for symbol in served {
      if objection(
        to: trial, after: resolution, for: symbol, isLast: false,
        mayNotTakeOver: false, ladder: &ladder) != nil
      {
        return nil
      }
    }
    return (batch, trial)
  }

  /// A choice from the options of a need, with what else could have served.
  private func choice(
    of position: Int, for need: EvidenceLadder.Need, ladder: EvidenceLadder,
    rejected: [Choice.Alternative]
  ) -> Choice {
    let option = need.options[position]
    let others = need.options[(position + 1)...]
    var choice = Choice(
      path: linkedPath(of: ladder.set.candidates[option.candidate]),
      name: ladder.set.candidates[option.candidate].name,
      symbol: inputs.names.name(need.symbol),
      referrer: need.referrers.first.map { inputs.place(of: $0) },
      evidence: [option.evidence], rejected: rejected)
    choice.ties = others.filter {
      $0.evidence.kind == option.evidence.kind
        && ($0.order == option.order || option.evidence.kind == .coverage)
    }.map { ladder.set.candidates[$0.candidate].path }
    choice.rejected += others.map {
      .init(
        path: ladder.set.candidates[$0.candidate].path, evidence: $0.evidence,
        why: "weaker evidence")
    }
    return choice
  }

  private mutating func choose(
    among open: [Resolution.Unresolved], of resolution: Resolution
  ) throws(LinkInputError) -> Step? {
    var ladder = self.ladder ?? makeLadder()
    defer { self.ladder = ladder }
    let ranking = ladder.rank(open, chosen: Set(choices.map(\.path)))
    givenUp.formUnion(ranking.unprovided)
    for need in ranking.needs {
      var rejected: [Choice.Alternative] = []
      for (position, option) in need.options.enumerated() {
        let path = linkedPath(of: ladder.set.candidates[option.candidate])
        if let why = takenBack[path] {
          rejected.append(.init(path: path, evidence: option.evidence, why: why))
          continue
        }
        var choice = choice(of: position, for: need, ladder: ladder, rejected: rejected)
        let isLast = position == need.options.count - 1
        // libm has a `frexp` like libc: what the compiler ships or a library names is meant to.
        let mayNotTakeOver = option.evidence.kind > .declared
        var trial = try simulate(choices + [choice])
        var objection = objection(
          to: trial, after: resolution, for: need.symbol, isLast: isLast,
          mayNotTakeOver: mayNotTakeOver, ladder: &ladder)
        if case .duplicates = objection {
          choice.isBehindImplicit = true
          trial = try simulate(choices + [choice])
          objection = self.objection(
            to: trial, after: resolution, for: need.symbol, isLast: isLast,
            mayNotTakeOver: mayNotTakeOver, ladder: &ladder)
        }
        if let objection {
          rejected.append(.init(path: path, evidence: option.evidence, why: objection.text))
          takenBack[path] = objection.text
          steps.append("take back \(path.forMessage): \(objection.text)")
          continue
        }
        return ([choice], trial)
      }
      givenUp.insert(need.symbol)
    }
    return nil
  }

  /// What the linker takes for a candidate's name: in a dynamic link the shared object beside it.
  private func linkedPath(of candidate: Candidate) -> ByteString {
    guard user.baseline.allowsShared, candidate.path.hasSuffix(".a") else { return candidate.path }
    let shared = candidate.path.dropLast(2) + ".so"
    return inputs.source.identity(of: shared)?.isRegularFile == true ? shared : candidate.path
  }

  private func makeLadder() -> EvidenceLadder {
    // The packages are read while the archives are gone through.
    Threads.detach { [evidence] in evidence.prepare() }
    return EvidenceLadder(
      request: request, user: user, inputs: inputs, evidence: evidence)
  }

  /// A library chosen early can turn out to serve nothing once another one stands before it.
  private mutating func dropUnused(_ resolution: inout Resolution) throws(LinkInputError) {
    var index = choices.count - 1
    while index >= 0 {
      let path = choices[index].path
      if !isUsed(path, in: resolution) {
        steps.append("drop \(path.forMessage): nothing is taken from it any more")
        choices.remove(at: index)
        resolution = try simulate(choices)
        index = choices.count
      }
      index -= 1
    }
  }

  private func isUsed(_ path: ByteString, in resolution: Resolution) -> Bool {
    let files = inputs.files(behind: path)
    return resolution.entries.contains { files.contains(inputs.objects[$0.object.index].file) }
  }

  /// As people write it: `-lfoo -lz -lm`, what the compiler ships last.
  private static func inWrittenOrder(_ choices: [Choice]) -> [Choice] {
    let isOwn = { (choice: Choice) in choice.evidence.first?.kind == .toolchain }
    return choices.filter { !isOwn($0) } + choices.filter(isOwn)
  }
}
