internal import ObjectFiles

/// Finds the shared objects that define what no archive does: they cannot serve a static link, but
/// their names tell the user what is missing.
struct SharedObjectSearch {
  /// A shared object without an archive beside it, and which of the symbols it has.
  struct Found {
    var path: ByteString
    var symbols: [SymbolID]
  }

  /// - Returns: shared objects in the order of the directories, each symbol once.
  static func providers(
    of symbols: [SymbolID], names: NameTable, directories: [ByteString],
    source: any FileSource
  ) -> [Found] {
    let wanted = Dictionary(
      symbols.map { (names.hash($0), $0) }, uniquingKeysWith: { first, _ in first })
    let files = sharedOnlyFiles(in: directories, source: source)
    let hits = Parallel.map(files) { path in
      let hashes = (try? source.open(path)).flatMap { try? ObjectFile.exportedHashes(in: $0) }
      return (hashes ?? []).compactMap { wanted[$0] }
    }
    // The library that has the most of what is missing is the one that is meant.
    let order = files.indices.filter { !hits[$0].isEmpty }
      .sorted { (hits[$1].count, $0) < (hits[$0].count, $1) }
    var served: Set<SymbolID> = []
    return order.compactMap { index in
      let fresh = hits[index].filter { served.insert($0).inserted }
      guard !fresh.isEmpty else { return nil }
      // By its own name: libmpi++.so is only a link to libmpi_cxx.so.40.
      return Found(path: source.resolvedPath(files[index]) ?? files[index], symbols: fresh)
    }
  }

  /// `libNAME.so` or `libNAME.so.N` of every name that has no archive.
  private static func sharedOnlyFiles(
    in directories: [ByteString], source: any FileSource
  ) -> [ByteString] {
    var seen: Set<FileIdentity> = []
    var result: [ByteString] = []
    for directory in directories {
      let files = source.names(in: directory).sorted()
      let archives = Set(files.compactMap(LibraryFileName.name(ofArchive:)))
      for file in files {
        guard let name = LibraryFileName.name(ofSharedObject: file), !archives.contains(name) else {
          continue
        }
        let path = directory.appending(component: file)
        guard let identity = source.identity(of: path), identity.isRegularFile,
          seen.insert(identity).inserted
        else { continue }
        result.append(path)
      }
    }
    return result
  }
}
