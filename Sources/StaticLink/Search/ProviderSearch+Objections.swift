internal import ObjectFiles

extension ProviderSearch {
  /// Why a choice must be taken back.
  enum Objection {
    case useless(String)
    case duplicates(String)
    case takesOver(String)
    case deadEnd(String)

    var text: String {
      switch self {
      case .useless(let name): "its index lists \(name), its members do not define it"
      case .duplicates(let name): "would define \(name) twice"
      case .takesOver(let name): "would take over \(name), which the driver's own library serves"
      case .deadEnd(let name): "would need \(name), which nothing here defines"
      }
    }
  }

  func objection(
    to trial: Resolution, after before: Resolution, for symbol: SymbolID, isLast: Bool,
    mayNotTakeOver: Bool, ladder: inout EvidenceLadder
  ) -> Objection? {
    func name(_ symbol: SymbolID) -> String { inputs.names.name(symbol).forMessage }
    if trial.unresolved.contains(where: { $0.symbol == symbol }) { return .useless(name(symbol)) }
    if trial.duplicates.count > before.duplicates.count, let last = trial.duplicates.last {
      return .duplicates(name(last.symbol))
    }
    guard !isLast else { return nil }
    if mayNotTakeOver, let taken = firstTakenOver(in: trial, from: before) {
      return .takesOver(name(taken))
    }
    let known = Set(before.unresolved.map(\.symbol))
    let opened = trial.unresolved.map(\.symbol).filter { !known.contains($0) }
    return ladder.firstUnprovided(opened).map { .deadEnd(name($0)) }
  }

  /// A symbol that one of the driver's own libraries served before and another library serves now:
  /// libbsd has a `getentropy` too.
  func firstTakenOver(in trial: Resolution, from before: Resolution) -> SymbolID? {
    let line = request.toolchain.line(
      request.arguments, leading: request.leadingSearchDirectories)
    let search = LibrarySearch(line: line, source: inputs.source)
    var own: FileSet = []
    for case .library(let name, let isFileName) in request.toolchain.after {
      let path = search.first(
        for: name, isFileName: isFileName, allowsShared: user.baseline.allowsShared)
      if let path { own.formUnion(inputs.files(behind: path)) }
    }
    for index in before.states.kinds.indices {
      let symbol = SymbolID(UInt32(index))
      guard let old = before.states.owner(symbol), before.states.kind(symbol) == .defined,
        own.contains(inputs.objects[old.index].file),
        let new = trial.states.owner(symbol), new != old,
        !own.contains(inputs.objects[new.index].file)
      else { continue }
      return symbol
    }
    return nil
  }
}
