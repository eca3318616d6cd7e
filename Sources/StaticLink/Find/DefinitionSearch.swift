public import ObjectFiles

/// Finds who defines a symbol, among all libraries of some directories.
///
/// Archives are read by their indexes; only members that have what was asked for are opened. Unlike
/// the search of a link, nothing is hidden: variants and libraries of later directories are told
/// too.
public struct DefinitionSearch: Sendable {
  private let archives: [ByteString]
  private let objects: [ByteString]
  private let sharedObjects: [ByteString]
  private let files: any FileSource

  /// - Parameters:
  ///   - directories: where libraries lie, in the order in which they are to be told.
  ///   - objects: plain objects to look into as well, the compiler's startup files above all.
  public init(
    directories: [ByteString], objects: [ByteString] = [], files: any FileSource
  ) {
    var seen: Set<FileIdentity> = []
    func isFresh(_ path: ByteString) -> Bool {
      guard let identity = files.identity(of: path), identity.isRegularFile else { return false }
      return seen.insert(identity).inserted
    }
    self.objects = objects.filter(isFresh)
    var archives: [ByteString] = []
    var sharedObjects: [ByteString] = []
    for directory in directories {
      for name in files.names(in: directory) {
        let path = directory.appending(component: name)
        if LibraryFileName.name(ofArchive: name) != nil {
          if isFresh(path) { archives.append(path) }
        } else if LibraryFileName.name(ofSharedObject: name) != nil, isFresh(path) {
          sharedObjects.append(path)
        }
      }
    }
    self.archives = archives
    self.sharedObjects = sharedObjects
    self.files = files
  }

  /// Every definition of some symbols, in the order of the directories: those of archives, or of
  /// shared objects where no archive has the symbol.
  public func definitions(of symbols: [ByteString]) -> [ByteString: [SymbolDefinition]] {
    let wanted = WantedNames(symbols)
    let found = staticDefinitions { wanted.contains($0, hash: $1) }
    var result = Dictionary(grouping: found, by: \.symbol)
    let missing = symbols.filter { result[$0] == nil }
    guard !missing.isEmpty else { return result }
    let rest = WantedNames(missing)
    let shared = sharedDefinitions(
      having: { file in
        let hashes = (try? ObjectFile.exportedHashes(in: file)) ?? []
        return hashes.contains { rest.contains(hash: $0) }
      }, { rest.contains($0, hash: $1) })
    result.merge(Dictionary(grouping: shared, by: \.symbol)) { own, _ in own }
    return result
  }

  /// Every definition whose name satisfies a condition; shared objects are asked when no archive
  /// has any.
  public func definitions(
    where isWanted: @Sendable (UnsafeRawBufferPointer) -> Bool
  ) -> [SymbolDefinition] {
    let found = staticDefinitions { name, _ in isWanted(name) }
    if !found.isEmpty { return found }
    return sharedDefinitions(
      having: { file in
        let names = (try? ObjectFile.exportedNames(in: file)) ?? []
        return names.contains { $0.bytes.withUnsafeBytes(isWanted) }
      }, { name, _ in isWanted(name) })
  }

  // MARK: Files

  private typealias Condition = @Sendable (UnsafeRawBufferPointer, _ hash: UInt64) -> Bool

  private func staticDefinitions(_ isWanted: Condition) -> [SymbolDefinition] {
    let own = objects.flatMap { path -> [SymbolDefinition] in
      guard let object = object(at: path) else { return [] }
      return DefinitionSearch.definitions(
        in: object, at: Place(path: path), isShared: false, isWanted)
    }
    let inArchives = Parallel.map(archives) { path -> [SymbolDefinition] in
      guard let file = try? files.open(path), let archive = try? Archive(path: path, file: file)
      else { return [] }
      return definitions(in: archive, isWanted)
    }
    return own + inArchives.flatMap { $0 }
  }

  private func sharedDefinitions(
    having: @Sendable (any RandomAccessFile) -> Bool, _ isWanted: Condition
  ) -> [SymbolDefinition] {
    Parallel.map(sharedObjects) { path -> [SymbolDefinition] in
      guard let file = try? files.open(path), having(file), let object = object(at: path) else {
        return []
      }
      return DefinitionSearch.definitions(
        in: object, at: Place(path: path), isShared: true, isWanted)
    }.flatMap { $0 }
  }

  private func object(at path: ByteString) -> ObjectFile? {
    guard let file = try? files.open(path),
      let bytes = try? file.read(at: 0, count: Int(file.size))
    else { return nil }
    return try? ObjectFile(elf: bytes)
  }

  // MARK: Tables

  private func definitions(in archive: Archive, _ isWanted: Condition) -> [SymbolDefinition] {
    guard let index = archive.index else { return [] }
    var members: [UInt64] = []
    var names: [UInt64: [ByteString]] = [:]
    for row in 0..<index.count {
      index.withNameBytes(row) { bytes in
        guard let base = VersionedName.bound(bytes) else { return }
        let hash =
          base.count == bytes.count ? index.hash(row).value : NameHash(of: base).value
        guard isWanted(base, hash) else { return }
        let offset = index.memberOffsets[row]
        if names[offset] == nil { members.append(offset) }
        names[offset, default: []].append(ByteString(base))
      }
    }
    return members.flatMap { offset in
      definitions(of: names[offset] ?? [], in: archive, at: offset)
    }
  }

  private func definitions(
    of names: [ByteString], in archive: Archive, at offset: UInt64
  ) -> [SymbolDefinition] {
    let member = try? archive.member(at: offset)
    let place = Place(path: archive.path, member: member?.name, offset: offset)
    let wanted = WantedNames(names)
    var found: [SymbolDefinition] = []
    if let member,
      let object = try? MemberReader(archive: archive, source: files).object(of: member)
    {
      found = DefinitionSearch.definitions(in: object, at: place, isShared: false) {
        wanted.contains($0, hash: $1)
      }
    }
    let read = Set(found.map(\.symbol))
    return found
      + names.filter { !read.contains($0) }.map {
        SymbolDefinition(
          symbol: $0, place: place, strength: .unknown, isHidden: false, isShared: false)
      }
  }

  private static func definitions(
    in object: ObjectFile, at place: Place, isShared: Bool, _ isWanted: Condition
  ) -> [SymbolDefinition] {
    let symbols = object.isSlimLTO ? object.bytecode?.symbols ?? object.symbols : object.symbols
    return symbols.nameBytes.withBytes { bytes in
      (0..<symbols.count).compactMap { row in
        let flags = symbols.flags[row]
        let name = UnsafeRawBufferPointer(rebasing: bytes[symbols.nameRange(row)])
        guard !flags.isUndefined, let base = VersionedName.bound(name),
          isWanted(base, NameHash(of: base).value)
        else { return nil }
        return SymbolDefinition(
          symbol: ByteString(base), place: place, strength: .init(flags),
          isHidden: flags.isHidden, isShared: isShared)
      }
    }
  }
}
