internal import ObjectFiles

/// Compares what linkers make of one line.
struct LinkerComparison {
  private let outcomes: [LinkerOutcome]
  private let linking: [LinkerOutcome]
  private let source: any FileSource
  private let entered: [Set<ObjectID>]
  /// Reads what the linker that will run has read.
  private let reader: BodyReader?

  /// - Parameter outcomes: at least one; the first is the linker that will run.
  init(_ outcomes: [LinkerOutcome], source: any FileSource) {
    self.outcomes = outcomes
    self.source = source
    linking = outcomes.filter { $0.failure == nil }
    entered = linking.map { Set(($0.resolution?.entries ?? []).map(\.object)) }
    reader = linking.first.map { BodyReader(inputs: $0.inputs) }
  }

  /// Nothing when every linker fails, or all link with the same members and definitions.
  func disagreements() -> [LinkerDisagreement] {
    guard !linking.isEmpty else { return [] }
    var result: [LinkerDisagreement] = []
    let failing = failures()
    if !failing.isEmpty {
      result.append(.failures(failing: failing, linking: linking.map(\.family)))
    }
    let definitions = definitions()
    result += definitions
    if definitions.isEmpty { result += members() }
    return result
  }

  private func failures() -> [LinkerDisagreement.Failure] {
    var result: [LinkerDisagreement.Failure] = []
    for outcome in outcomes {
      guard let reason = outcome.failure else { continue }
      if let known = result.firstIndex(where: { $0.reason == reason }) {
        result[known].linkers.append(outcome.family)
      } else {
        result.append(
          .init(linkers: [outcome.family], reason: reason, places: outcome.suspects))
      }
    }
    return result
  }

  // MARK: Definitions

  /// Disagreements of one kind: the same archives for the same linkers.
  private struct Kind: Hashable {
    var paths: [ByteString]
  }

  private func definitions() -> [LinkerDisagreement] {
    guard linking.count > 1, let first = linking.first, let states = first.resolution?.states else {
      return []
    }
    var order: [Kind] = []
    var found: [Kind: (symbols: [ByteString], parties: [LinkerDisagreement.Party])] = [:]
    let owners = sharedOwners
    for index in states.kinds.indices {
      if !owners.isEmpty, owners.allSatisfy({ $0.count > index && $0[index] == owners[0][index] }) {
        continue
      }
      let symbol = SymbolID(UInt32(index))
      guard let definers = definers(of: symbol, by: first), let kind = kind(definers) else {
        continue
      }
      if found[kind] == nil {
        order.append(kind)
        found[kind] = ([], parties(definers))
      }
      found[kind]?.symbols.append(first.inputs.names.name(symbol))
    }
    return order.compactMap { found[$0] }.map {
      .definitions(symbols: $0.symbols.sorted(), parties: $0.parties)
    }
  }

  /// The definer of every symbol by each linker, where they see the same files.
  private var sharedOwners: [[UInt32]] {
    guard let first = linking.first, linking.allSatisfy({ $0.inputs === first.inputs }) else {
      return []
    }
    return linking.compactMap { $0.resolution?.states.owners }
  }

  /// Who defines a symbol by each linker; `nil` when it is the same object, or one of them knows no
  /// definition, which has its reason in another symbol.
  private func definers(of symbol: SymbolID, by first: LinkerOutcome) -> [Place]? {
    guard let own = first.definer(of: symbol) else { return nil }
    var others: [(LinkerOutcome, ObjectID)] = []
    var areEqual = true
    for other in linking.dropFirst() {
      guard let id = first.counterpart(of: symbol, in: other), let owner = other.definer(of: id)
      else { return nil }
      if other.inputs !== first.inputs || owner != own { areEqual = false }
      others.append((other, owner))
    }
    if areEqual || areCopies([(first, own)] + others, of: symbol) { return nil }
    return [first.inputs.place(of: own)] + others.map { $0.0.inputs.place(of: $0.1) }
  }

  /// Whether it makes no difference which of the definitions is used: they are COMMON, of which a
  /// linker makes one, or members that all linkers take have the same contents for it.
  private func areCopies(
    _ definers: [(outcome: LinkerOutcome, object: ObjectID)], of symbol: SymbolID
  ) -> Bool {
    guard let (first, used) = definers.first,
      definers.allSatisfy({ $0.outcome.inputs === first.inputs })
    else { return false }
    if definers.allSatisfy({ $0.outcome.resolution?.states.kind(symbol) == .common }) {
      return true
    }
    let row = first.resolution?.states.row(symbol) ?? 0
    return definers.allSatisfy { outcome, object in
      object == used
        || entered.allSatisfy { $0.contains(object) && $0.contains(used) }
          && reader?.agreement(
            of: (used, row), with: (object, outcome.resolution?.states.row(symbol) ?? 0))
            == .identical
    }
  }

  private func kind(_ definers: [Place]) -> Kind? {
    let physical = Set(definers.map { PhysicalPlace($0, source: source) })
    return physical.count > 1 ? Kind(paths: definers.map(\.path)) : nil
  }

  private func parties(_ definers: [Place]) -> [LinkerDisagreement.Party] {
    var order: [PhysicalPlace] = []
    var parties: [PhysicalPlace: LinkerDisagreement.Party] = [:]
    for (outcome, place) in zip(linking, definers) {
      let key = PhysicalPlace(place, source: source)
      if parties[key] == nil {
        order.append(key)
        parties[key] = .init(linkers: [], definition: place)
      }
      parties[key]?.linkers.append(outcome.family)
    }
    return order.compactMap { parties[$0] }
  }

  // MARK: Members

  /// Members that only some linkers take, with the symbol that each is taken for.
  private func members() -> [LinkerDisagreement] {
    guard let first = linking.first, linking.count > 1 else { return [] }
    if linking.allSatisfy({ $0.inputs === first.inputs }),
      entered.allSatisfy({ $0 == entered.first })
    {
      return []
    }
    var takers: [PhysicalPlace: [LinkerIdentity.Family]] = [:]
    var taken: [PhysicalPlace: (place: Place, symbol: ByteString?)] = [:]
    var order: [PhysicalPlace] = []
    for outcome in linking {
      for entry in outcome.resolution?.entries ?? [] {
        let place = outcome.inputs.place(of: entry.object)
        guard place.member != nil else { continue }
        let key = PhysicalPlace(place, source: source)
        if taken[key] == nil {
          order.append(key)
          taken[key] = (place, entry.reason.symbol.map { outcome.inputs.names.name($0) })
        }
        if takers[key]?.contains(outcome.family) != true {
          takers[key, default: []].append(outcome.family)
        }
      }
    }
    // The others follow from the first.
    let apart = order.first { takers[$0]?.count != linking.count }
    guard let apart, let member = taken[apart], let those = takers[apart] else { return [] }
    let rest = linking.map(\.family).filter { !those.contains($0) }
    return [
      .definitions(
        symbols: member.symbol.map { [$0] } ?? [],
        parties: [
          .init(linkers: those, definition: member.place), .init(linkers: rest, definition: nil),
        ])
    ]
  }
}
