internal import ObjectFiles

/// Ranks the providers of open symbols by evidence.
struct EvidenceLadder {
  let set: CandidateSet
  private let request: ResolveRequest
  private let inputs: InputSet
  private let evidence: any EvidenceSource
  /// Candidates that are on the line already, by the driver's hand or the user's.
  private let onLine: Set<ByteString>
  private var needs: [FileID: [ByteString: DeclaredNeed]] = [:]
  private var packages: [ByteString: ByteString?] = [:]
  private var providerCache: [SymbolID: [Int]] = [:]

  /// A provider of a symbol with the strongest evidence for it.
  struct Option {
    var candidate: Int
    var evidence: Evidence
    /// Tells options of one rung apart; smaller is better.
    var order: Int
  }

  struct Need {
    var symbol: SymbolID
    var referrers: [ObjectID]
    /// Best first.
    var options: [Option]
  }

  struct Ranking {
    /// Best founded first.
    var needs: [Need]
    var unprovided: [SymbolID]
  }

  init(
    request: ResolveRequest, user: UserLine, inputs: InputSet, evidence: any EvidenceSource
  ) {
    self.request = request
    self.inputs = inputs
    self.evidence = evidence
    var directories: [CandidateSet.Directory] = []
    let toolchain = request.toolchain
    for case .searchDirectory(let path) in request.arguments {
      directories.append(.init(path: path, kind: .user))
    }
    let defaults = toolchain.libraryDirectories
    let source = inputs.source
    let defaultIdentities = Set(defaults.compactMap { source.identity(of: $0) })
    for unit in user.units {
      guard case .file(let path) = unit.name else { continue }
      let directory = path.parentDirectory
      // An input in a default directory says nothing of its neighbours.
      guard let identity = source.identity(of: directory),
        !defaultIdentities.contains(identity), path.hasSuffix(".a")
      else { continue }
      directories.append(.init(path: directory, kind: .user))
    }
    directories += defaults.map { .init(path: $0, kind: .toolchain) }
    var onLine: Set<ByteString> = []
    for case .library(let name, false) in toolchain.after + request.arguments {
      onLine.insert(name)
    }
    for unit in user.units {
      if case .file(let path) = unit.name { onLine.insert(path) }
    }
    self.onLine = onLine
    set = CandidateSet(
      directories: directories, source: source, exclude: Set(request.exclude))
  }

  // MARK: Providers

  func providers(of symbol: SymbolID) -> [Candidate] {
    (providerCache[symbol] ?? []).map { set.candidates[$0] }
  }

  mutating func firstUnprovided(_ symbols: [SymbolID]) -> SymbolID? {
    cacheProviders(of: symbols)
    return symbols.first { providerCache[$0]?.isEmpty ?? true }
  }

  private mutating func cacheProviders(of symbols: [SymbolID]) {
    let missing = symbols.filter { providerCache[$0] == nil }
    guard !missing.isEmpty else { return }
    let found = set.providers(of: Set(missing.map { inputs.names.hash($0) }))
    for symbol in missing {
      providerCache[symbol] = (found[inputs.names.hash(symbol)] ?? []).filter {
        let candidate = set.candidates[$0]
        return !onLine.contains(candidate.name) && !onLine.contains(candidate.path)
      }
    }
  }

  // MARK: Ranking

  mutating func rank(
    _ open: [Resolution.Unresolved], chosen: Set<ByteString>
  ) -> Ranking {
    cacheProviders(of: open.map(\.symbol))
    var coverage: [Int: Int] = [:]
    for need in open {
      for candidate in providerCache[need.symbol] ?? [] { coverage[candidate, default: 0] += 1 }
    }
    var ranking = Ranking(needs: [], unprovided: [])
    for need in open {
      let providers = (providerCache[need.symbol] ?? []).filter {
        !chosen.contains(set.candidates[$0].path)
      }
      guard !providers.isEmpty else {
        ranking.unprovided.append(need.symbol)
        continue
      }
      let libraries = referringFiles(need.referrers)
      let options = options(providers, for: libraries, coverage: coverage)
      ranking.needs.append(
        Need(symbol: need.symbol, referrers: need.referrers, options: options))
    }
    // Stable: among equals the symbol that came up first in the link.
    let order = ranking.needs.indices.sorted { left, right in
      let a = ranking.needs[left].options[0]
      let b = ranking.needs[right].options[0]
      if EvidenceLadder.isBetter(a, b) { return true }
      if EvidenceLadder.isBetter(b, a) { return false }
      return left < right
    }
    ranking.needs = order.map { ranking.needs[$0] }
    return ranking
  }

  private static func isBetter(_ a: Option, _ b: Option) -> Bool {
    if a.evidence.kind != b.evidence.kind { return a.evidence.kind < b.evidence.kind }
    if a.order != b.order { return a.order < b.order }
    return a.candidate < b.candidate
  }

  private func referringFiles(_ referrers: [ObjectID]) -> [FileID] {
    var files: [FileID] = []
    for referrer in referrers {
      let file = inputs.objects[referrer.index].file
      if !files.contains(file) { files.append(file) }
    }
    return files
  }

  /// The options for one symbol, best first.
  ///
  /// The package database is the dearest witness, so it is asked only when no stronger rung decides.
  private mutating func options(
    _ providers: [Int], for libraries: [FileID], coverage: [Int: Int]
  ) -> [Option] {
    var options = providers.map { candidate in
      strongOption(candidate, for: libraries, coverage: coverage[candidate] ?? 0)
        ?? Option(
          candidate: candidate,
          evidence: Evidence(
            kind: .coverage, detail: "defines \(coverage[candidate] ?? 0) of the open symbols"),
          order: -(coverage[candidate] ?? 0))
    }
    if options.allSatisfy({ $0.evidence.kind == .coverage }) {
      for index in options.indices {
        guard
          let near = nearestPackage(of: set.candidates[options[index].candidate], for: libraries)
        else { continue }
        options[index].evidence = Evidence(kind: near.kind, detail: near.detail)
        options[index].order += near.distance * 1_000_000
      }
    }
    options.sort(by: EvidenceLadder.isBetter)
    return options
  }

  private mutating func strongOption(
    _ id: Int, for libraries: [FileID], coverage: Int
  ) -> Option? {
    let candidate = set.candidates[id]
    func option(_ kind: Evidence.Kind, _ detail: String, order: Int) -> Option {
      Option(candidate: id, evidence: Evidence(kind: kind, detail: detail), order: order)
    }
    if let position = request.prefer.firstIndex(where: {
      $0 == candidate.name || $0 == candidate.path
    }) {
      return option(.preferred, "--prefer \(request.prefer[position].forMessage)", order: position)
    }
    let isToolchain = set.directories[candidate.directory].kind == .toolchain
    if isToolchain, let rank = ToolchainLibraries.rank(of: candidate.name) {
      return option(
        .toolchain, "\(candidate.name.forMessage) comes with the compiler", order: rank)
    }
    for library in libraries {
      if let need = declaredNeeds(of: library)[candidate.name] {
        return option(
          .declared,
          "\(need.file.lastPathComponent.forMessage) names it (\(need.source.rawValue))",
          order: -coverage)
      }
    }
    guard !isToolchain else { return nil }
    let directory = set.directories[candidate.directory].path.forMessage
    return option(
      .sameDirectory, "in \(directory)", order: candidate.directory * 1_000_000 - coverage)
  }

  private mutating func nearestPackage(
    of candidate: Candidate, for libraries: [FileID]
  ) -> (kind: Evidence.Kind, detail: String, distance: Int)? {
    guard let package = package(owning: candidate.path) else { return nil }
    var best: (kind: Evidence.Kind, detail: String, distance: Int)?
    for library in libraries {
      guard let own = self.package(owning: inputs.path(of: library)),
        let distance = evidence.distance(from: own, to: package)
      else { continue }
      if let best, best.distance <= distance { continue }
      let detail =
        distance == 0
        ? "\(package.forMessage), like \(inputs.path(of: library).lastPathComponent.forMessage)"
        : "\(own.forMessage) depends on \(package.forMessage)"
      best = (distance == 0 ? .samePackage : .packageDependency, detail, distance)
    }
    return best
  }

  private mutating func package(owning path: ByteString) -> ByteString? {
    if let known = packages[path] { return known }
    let owner = evidence.package(owning: path)
    packages[path] = owner
    return owner
  }

  private mutating func declaredNeeds(of library: FileID) -> [ByteString: DeclaredNeed] {
    if let known = needs[library] { return known }
    var result: [ByteString: DeclaredNeed] = [:]
    for need in evidence.declaredNeeds(of: inputs.path(of: library)) {
      if result[need.library] == nil { result[need.library] = need }
    }
    needs[library] = result
    return result
  }
}
