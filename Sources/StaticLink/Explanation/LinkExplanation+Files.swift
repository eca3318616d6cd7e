internal import ObjectFiles

/// Which files and members a name means.
extension LinkExplanation {
  /// The archives of the line, each once, in its order.
  var archives: [FileID] {
    var seen: FileSet = []
    return inputFiles.flatMap(\.files).filter {
      guard case .archive = link.inputs.files[$0.index].contents else { return false }
      return seen.insert($0)
    }
  }

  /// The inputs of the line with the files that each one leads to.
  private var inputFiles: [(input: LineStructure.Input, files: [FileID])] {
    let search = LibrarySearch(line: link.line, source: link.inputs.source)
    return link.structure.inputs.compactMap { input in
      guard let path = UserLine.path(of: input, search: search) else { return nil }
      return (input, Array(link.inputs.files(behind: path)))
    }
  }

  /// The files of the line that a library's name or path means; a script stands for what it names.
  func files(ofLibrary name: ByteString) -> [FileID] {
    let identity = link.inputs.source.identity(of: name)
    var result: FileSet = []
    for (input, files) in inputFiles {
      let isWhole = isMeant(input, by: name)
      for file in files where isWhole || isLibrary(file, named: name, identity) {
        result.insert(file)
        if case .script = link.inputs.files[file.index].contents { result.formUnion(files) }
      }
    }
    return result.filter {
      switch link.inputs.files[$0.index].contents {
      case .archive, .shared: true
      case .object, .script: false
      }
    }
  }

  private func isMeant(_ input: LineStructure.Input, by name: ByteString) -> Bool {
    guard case .library(let library, let isFileName) = input.name else { return false }
    return library == name || isFileName && library.lastPathComponent == name
  }

  private func isLibrary(
    _ file: FileID, named name: ByteString, _ identity: FileIdentity?
  ) -> Bool {
    let path = link.inputs.path(of: file)
    if path == name || isLibrary(path, named: name) { return true }
    guard let identity, identity.isRegularFile else { return false }
    return link.inputs.source.identity(of: path) == identity
  }

  private func isLibrary(_ path: ByteString, named name: ByteString) -> Bool {
    let file = path.lastPathComponent
    return file == name || LibraryFileName.name(ofArchive: file) == name
      || LibraryFileName.name(ofSharedObject: file) == name
  }

  /// A member of an archive on the line, or an object.
  struct FoundMember {
    var place: Place
    var file: FileID
    /// Its position in the graph when it is in the link.
    var node: Int?
  }

  /// The members and objects of the line that have a name.
  func members(named name: ByteString, of library: ByteString?) -> [FoundMember] {
    var result: [FoundMember] = []
    if library == nil {
      for node in graph.nodes.indices where graph.nodes[node].place.member == nil {
        let place = graph.nodes[node].place
        guard place.path == name || place.path.lastPathComponent == name else { continue }
        result.append(FoundMember(place: place, file: file(of: node), node: node))
      }
    }
    var allowed = archives
    if let library {
      let meant = files(ofLibrary: library)
      allowed = allowed.filter { meant.contains($0) }
    }
    for file in allowed {
      guard case .archive(let archive) = link.inputs.files[file.index].contents,
        let members = try? archive.members()
      else { continue }
      for member in members where member.name == name || member.name.lastPathComponent == name {
        let id = link.inputs.files[file.index].members[member.headerOffset]
        result.append(
          FoundMember(
            place: Place(path: archive.path, member: member.name, offset: member.headerOffset),
            file: file, node: id.flatMap { nodeOfObject[$0] }))
      }
    }
    return result
  }

  private func file(of node: Int) -> FileID {
    link.inputs.objects[link.objects[node].index].file
  }

  /// Whether the link or an archive of the line has heard of a symbol.
  func isKnown(symbol name: ByteString) -> Bool {
    guard let symbol = link.inputs.names.find(name) else { return false }
    return link.resolution.states.kind(symbol) != .new || !definitions(of: symbol).isEmpty
  }

  /// The members of archives on the line that define a symbol, by their indexes.
  func definitions(of symbol: SymbolID) -> [(file: FileID, offset: UInt64)] {
    let name = link.inputs.names.name(symbol)
    var result: [(file: FileID, offset: UInt64)] = []
    for file in archives {
      guard case .archive(let archive) = link.inputs.files[file.index].contents,
        let index = archive.index
      else { continue }
      var seen: Set<UInt64> = []
      for (row, other) in link.inputs.indexSymbols(of: file).enumerated() {
        guard other == symbol || index.hasVersions && isDefault(index.name(row), of: name) else {
          continue
        }
        if seen.insert(index.memberOffsets[row]).inserted {
          result.append((file, index.memberOffsets[row]))
        }
      }
    }
    return result
  }

  private func isDefault(_ written: ByteString, of name: ByteString) -> Bool {
    guard let version = VersionedName(written) else { return false }
    return version.isDefault && version.base == name
  }

  /// The symbols that the index lists for a member.
  func listedSymbols(of offset: UInt64, in file: FileID) -> [SymbolID] {
    guard case .archive(let archive) = link.inputs.files[file.index].contents,
      let index = archive.index
    else { return [] }
    let symbols = link.inputs.indexSymbols(of: file)
    return symbols.indices.filter { index.memberOffsets[$0] == offset }.map { symbols[$0] }
  }

  func place(of offset: UInt64, in file: FileID) -> Place {
    guard case .archive(let archive) = link.inputs.files[file.index].contents else {
      return Place(path: link.inputs.path(of: file))
    }
    return Place(
      path: archive.path, member: (try? archive.member(at: offset))?.name, offset: offset)
  }
}
