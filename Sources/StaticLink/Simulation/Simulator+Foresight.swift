internal import ObjectFiles

/// What the rules of a linker are going to extract is told before it is asked for, so that another
/// thread can read it.
extension Simulator {
  /// So many archives of the line are looked into before their turn.
  private static let archivesAhead = 2

  /// The archives of the line are opened while the first of its inputs are gone through.
  func foreseeArchives() {
    inputs.prefetch(
      archives: structure.inputs.compactMap { input in
        let path: ByteString? =
          switch input.name {
          case .file(let path): path
          case .library(let name, let isFileName):
            search.first(for: name, isFileName: isFileName, allowsShared: input.allowsShared)
          }
        return path.flatMap { $0.hasSuffix(".a") ? $0 : nil }
      })
  }

  /// Members that the archives next on the line will give for what is undefined by now.
  func foreseeExtractions(behind input: LineStructure.Input) {
    guard semantics.archiveSearch != .ranked, inputs.isPrefetching else { return }
    for next in structure.inputs.dropFirst(input.index + 1).prefix(Simulator.archivesAhead)
    where !next.isWhole && !next.isLazy {
      // What cannot be had is told when its turn comes.
      guard let file = try? locate(next) else { return }
      guard case .archive(let archive) = inputs.files[file.index].contents,
        let index = archive.index
      else { continue }
      foreseeExtractions(from: index, inputs.indexSymbols(of: file), file)
    }
  }

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
