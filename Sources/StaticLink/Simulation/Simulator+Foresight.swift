internal import ObjectFiles

/// What LLD's rules are going to extract is told before it is asked for, so that another thread can
/// read it.
extension Simulator {
  /// Members that what is undefined now will extract are read while the names are gone through.
  func foreseeExtractions(from index: ArchiveIndex, _ symbols: [SymbolID], _ file: FileID) {
    guard inputs.isPrefetching else { return }
    var foreseen: [(file: FileID, offset: UInt64)] = []
    for (row, symbol) in symbols.enumerated() where resolution.states.kind(symbol) == .undefined {
      let offset = index.memberOffsets[row]
      if foreseen.last?.offset != offset { foreseen.append((file, offset)) }
    }
    if !foreseen.isEmpty { inputs.prefetch(foreseen) }
  }

  /// Members that the references of an object will extract are read while its symbols are taken.
  mutating func foreseeExtractions(of loaded: LoadedObject) {
    guard inputs.isPrefetching else { return }
    var foreseen: [(file: FileID, offset: UInt64)] = []
    for (row, name) in loaded.names.enumerated() where resolution.states.kind(name) == .lazy {
      let flags = loaded.object.symbols.flags[row]
      guard flags.isUndefined, !flags.isWeak,
        let member = lazy.foresee(resolution.states.lazyMember(name))
      else { continue }
      foreseen.append(member)
    }
    if !foreseen.isEmpty { inputs.prefetch(foreseen) }
  }
}
