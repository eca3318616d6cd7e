internal import ObjectFiles

/// An archive of the user's and what is known of its members without reading them.
struct ArchiveContents {
  var file: FileID
  var archive: Archive
  /// The offsets of the members' headers.
  var members: [UInt64]
  /// The symbols of the index by the offset of their member.
  var rows: [UInt64: [SymbolID]]
}

extension LinkAnalysis {
  /// What is odd about the user's archives themselves.
  func archiveFindings() -> [Finding] {
    var found: [Finding] = []
    var unused: [ByteString] = []
    for (file, archive) in roles.searchedArchives {
      guard let members = try? inputs.memberOffsets(of: file) else { continue }
      if members.isEmpty {
        // C libraries ship some for old makefiles, glibc 2.34 its libpthread.a.
        found.append(
          Finding(
            .emptyArchive, "has no members", place: Place(path: archive.path),
            hint: "leave it out, or look why it was not filled"))
        continue
      }
      let contents = ArchiveContents(
        file: file, archive: archive, members: members, rows: rows(of: archive, file))
      found += findings(in: contents, &unused)
    }
    return found + unusedLibraries(unused)
  }

  /// One finding, because lines of configuration tools name dozens.
  private func unusedLibraries(_ paths: [ByteString]) -> [Finding] {
    guard let first = paths.first else { return [] }
    let others = paths.dropFirst().map { $0.lastPathComponent.forMessage }
    let rest = others.isEmpty ? "" : ", nor of \(LinkAnalysis.list(Array(others)))"
    return [
      Finding(
        .unusedLibrary, "nothing of it is in the link\(rest)", place: Place(path: first),
        hint: "leave \(others.isEmpty ? "it" : "them") out")
    ]
  }

  private func findings(
    in contents: ArchiveContents, _ unused: inout [ByteString]
  ) -> [Finding] {
    let paths = roles.aliases(of: contents.file)
    let taken = contents.members.compactMap { offset -> ObjectID? in
      paths.lazy.compactMap { inputs.files[$0.index].members[offset] }
        .first { isInLink($0) }
    }
    var found = staleRows(contents, taken)
    found += repeatedNames(contents, taken)
    let dropped = links ? droppedConstructors(contents) : []
    found += dropped
    if links, taken.isEmpty, dropped.isEmpty { unused.append(contents.archive.path) }
    return found
  }

  private func rows(of archive: Archive, _ file: FileID) -> [UInt64: [SymbolID]] {
    guard let index = archive.index else { return [:] }
    let symbols = inputs.indexSymbols(of: file)
    var rows: [UInt64: [SymbolID]] = [:]
    // Rows of one member stand together, so that a run is one look-up.
    var start = 0
    while start < symbols.count {
      let offset = index.memberOffsets[start]
      var end = start + 1
      while end < symbols.count, index.memberOffsets[end] == offset { end += 1 }
      rows[offset, default: []] += symbols[start..<end]
      start = end
    }
    return rows
  }

  // MARK: The index

  /// What the index says of members that were read, against what they define.
  private func staleRows(_ contents: ArchiveContents, _ taken: [ObjectID]) -> [Finding] {
    guard contents.archive.index != nil else { return [] }
    for object in taken {
      let loaded = inputs.objects[object.index]
      guard !loaded.object.isSeenThroughBytecode, loaded.object.bytecode == nil,
        let offset = loaded.member?.headerOffset
      else { continue }
      let rows = contents.rows[offset] ?? []
      let defined = loaded.names.indices.filter {
        !loaded.object.symbols.flags[$0].isUndefined
      }
      // The rows of a member follow its symbol table.
      if rows.elementsEqual(defined.lazy.map { loaded.names[$0] }) { continue }
      let symbols = Set(defined.map { loaded.names[$0] })
      if let gone = rows.first(where: { !symbols.contains($0) }) {
        return [stale(gone, "is in the index, but does not define it", object)]
      }
      let listed = Set(rows)
      let missing = defined.first {
        !listed.contains(loaded.names[$0])
          && loaded.object.symbols.flags[$0].bindingCode == SymbolFlags.globalBinding
      }
      if let missing {
        return [stale(loaded.names[missing], "is defined here, but not in the index", object)]
      }
    }
    return []
  }

  private func stale(_ symbol: SymbolID, _ what: String, _ object: ObjectID) -> Finding {
    let place = inputs.place(of: object)
    return Finding(
      .staleIndex, "'\(name(symbol).forMessage)' \(what)", place: place,
      hint: "run ranlib \(place.path.forMessage)", symbol: name(symbol))
  }

  // MARK: Names

  /// Members of the link that no message of a linker can tell apart.
  private func repeatedNames(_ contents: ArchiveContents, _ taken: [ObjectID]) -> [Finding] {
    var counts: [ByteString: Int] = [:]
    for object in taken {
      if let member = inputs.objects[object.index].member { counts[member.name, default: 0] += 1 }
    }
    let repeated = counts.filter { $0.value > 1 }.keys.sorted()
    guard !repeated.isEmpty else { return [] }
    let names = LinkAnalysis.list(repeated.map(\.forMessage))
    return [
      Finding(
        .duplicateMemberName, "has several members named \(names) in the link",
        place: Place(path: contents.archive.path),
        hint: "ar x and ar d see one of them only: give them different names")
    ]
  }
}
