internal import ObjectFiles

/// The files of a link, read as far as somebody needed them.
///
/// A file is read once however often the link is simulated: members are kept by offset, names are
/// interned once.
final class InputSet {
  let source: any FileSource
  let bytecode: BytecodeAccess
  var names = NameTable()
  private(set) var files: [LoadedFile] = []
  var objects: [LoadedObject] = []
  /// A shared object was among the files: nearly no static link has one.
  private(set) var hasShared = false
  private var scriptInputs: [FileID: FileSet] = [:]
  private var filesByPath: [ByteString: FileID] = [:]
  private var symbolFiles: [SymbolFileKey: ObjectID] = [:]
  let prefetch = Prefetch()

  private struct SymbolFileKey: Hashable {
    var path: ByteString
    var dynamic: Bool
  }

  init(source: any FileSource, bytecode: BytecodeAccess = .none) {
    self.source = RememberedFiles(source)
    self.bytecode = bytecode
  }

  /// Opens a file once; later calls with the same path give the same id.
  ///
  /// - Throws: ``ObjectFileError`` when it cannot be read or is nothing that a linker takes.
  func load(_ path: ByteString) throws(ObjectFileError) -> FileID {
    if let known = filesByPath[path] { return known }
    let id = FileID(files.count)
    if case .archive(let archive) = prefetch.take(.archive(path)) {
      files.append(LoadedFile(path: path, contents: .archive(archive)))
      filesByPath[path] = id
      return id
    }
    let (file, kind) = try source.opened(path)
    let contents: LoadedFile.Contents
    switch kind {
    case .archive, .thinArchive:
      contents = .archive(try Archive(path: path, file: file, allowsRest: true))
    case .elf:
      let object = seen(try object(file, path: path))
      let objectID = add(object, file: id, member: nil)
      contents = object.kind == .shared ? .shared(objectID) : .object(objectID)
      if object.kind == .shared { hasShared = true }
    case .text:
      contents = .script(try script(file, path: path))
    case .bitcode:
      let symbols = bytecode.readsLLVM ? bytecode.reader?.listing(of: path)?.tables.first : nil
      contents = .object(add(ObjectFile(bitcode: symbols?.symbols), file: id, member: nil))
    case nil:
      throw ObjectFileError(path: path, offset: 0, problem: .unrecognized)
    }
    files.append(LoadedFile(path: path, contents: contents))
    filesByPath[path] = id
    return id
  }

  func isLoaded(_ path: ByteString) -> Bool { filesByPath[path] != nil }

  /// Opens a file for its symbols alone, once.
  ///
  /// - Parameter dynamic: those of a shared object that it exports, not those of its `.symtab`.
  /// - Returns: `nil` for what is no ELF file.
  /// - Throws: ``ObjectFileError`` when it cannot be read.
  func loadSymbols(
    of path: ByteString, dynamic: Bool
  ) throws(ObjectFileError) -> ObjectID? {
    let key = SymbolFileKey(path: path, dynamic: dynamic)
    if let known = symbolFiles[key] { return known }
    guard let object = try symbolFile(at: path, dynamic: dynamic) else { return nil }
    let id = FileID(files.count)
    files.append(LoadedFile(path: path, contents: .object(ObjectID(objects.count))))
    let read = add(object, file: id, member: nil)
    symbolFiles[key] = read
    return read
  }

  /// Reads the member whose header stands at `offset`, once.
  func member(of file: FileID, at offset: UInt64) throws(ObjectFileError) -> ObjectID {
    if let known = files[file.index].members[offset] { return known }
    guard case .archive(let archive) = files[file.index].contents else {
      throw ObjectFileError(path: files[file.index].path, problem: .unrecognized)
    }
    if case .member(let member, let object) = prefetch.take(.member(file, offset: offset)) {
      return add(
        try seen(object, of: archive, file: file, at: offset), file: file, member: member)
    }
    let known = files[file.index].memberList.flatMap { $0.member(at: offset) }
    let near = try archive.readingAhead(at: known?.dataOffset ?? offset)
    let member = if let known { known } else { try near.member(at: offset) }
    let reader = MemberReader(archive: near, source: source)
    return add(
      try seen(reader.object(of: member), of: archive, file: file, at: offset), file: file,
      member: member)
  }

  /// The symbol of each row of an archive's index.
  ///
  /// Interned once, because a search simulates the link again and again and every simulation asks
  /// for every row of every archive on the line.
  func indexSymbols(of file: FileID) -> [SymbolID] {
    if let known = files[file.index].indexSymbols { return known }
    guard case .archive(let archive) = files[file.index].contents, let index = archive.index else {
      return []
    }
    let symbols = names.intern(index)
    files[file.index].indexSymbols = symbols
    return symbols
  }

  /// The file at a path and, when it is a script, the files that it led to so far.
  func files(behind path: ByteString) -> FileSet {
    guard let file = try? load(path) else { return [] }
    var result: FileSet = [file]
    var waiting = [file]
    while let next = waiting.popLast() {
      for named in scriptInputs[next] ?? [] where result.insert(named) {
        waiting.append(named)
      }
    }
    return result
  }

  /// Notes what a tool says of an archive's bitcode members.
  func keep(bitcode symbols: [UInt64: SymbolColumns], of file: FileID) {
    files[file.index].bitcode = symbols
  }

  func keep(heads: [Archive.Head], of file: FileID) { files[file.index].heads = heads }

  /// Every ordinary member of an archive in the order of the file, read once.
  func members(of file: FileID) throws(ObjectFileError) -> [ArchiveMember] {
    if let known = files[file.index].memberList { return known }
    guard case .archive(let archive) = files[file.index].contents else { return [] }
    let members = try archive.members()
    files[file.index].memberList = members
    return members
  }

  /// Notes where an input that a script names was found.
  func note(_ file: FileID, namedBy script: FileID) {
    scriptInputs[script, default: []].insert(file)
  }

  /// Every member in the order of the archive, as `--whole-archive` takes them.
  func allMembers(of file: FileID) throws(ObjectFileError) -> [ObjectID] {
    if let known = files[file.index].allMembers { return known }
    guard case .archive(let archive) = files[file.index].contents else { return [] }
    let members = try members(of: file)
    let known = files[file.index].members
    let missing = members.filter { known[$0.headerOffset] == nil }
    let reader = MemberReader(archive: archive, source: source)
    let read = try Parallel.map(missing) { member throws(ObjectFileError) in
      try reader.object(of: member)
    }
    for (member, object) in zip(missing, read) {
      let object = try seen(object, of: archive, file: file, at: member.headerOffset)
      add(object, file: file, member: member)
    }
    let ids = members.compactMap { files[file.index].members[$0.headerOffset] }
    files[file.index].allMembers = ids
    return ids
  }

  func place(of id: ObjectID) -> Place {
    let loaded = objects[id.index]
    return Place(
      path: files[loaded.file.index].path, member: loaded.member?.name,
      offset: loaded.member?.headerOffset)
  }

  /// The class, byte order and machine of a file, told by its first object; `nil` when it has none.
  func format(of file: FileID) -> ObjectFormat? {
    switch files[file.index].contents {
    case .object(let id), .shared(let id): return objects[id.index].object.knownFormat
    case .script: return nil
    case .archive(let archive):
      guard let first = archive.index?.memberOffsets.first ?? firstMemberOffset(of: archive),
        let id = try? member(of: file, at: first)
      else { return nil }
      return objects[id.index].object.knownFormat
    }
  }

  private func firstMemberOffset(of archive: Archive) -> UInt64? {
    try? archive.members().first?.headerOffset
  }

  func path(of file: FileID) -> ByteString { files[file.index].path }

  @discardableResult
  private func add(
    _ object: consuming ObjectFile, file: FileID, member: ArchiveMember?
  ) -> ObjectID {
    let id = ObjectID(objects.count)
    let ids = intern(object.symbols, in: file, member: member)
    let groups = object.groups.map { group in
      switch group.signature {
      case .symbol(let row): ids[row]
      case .name(let name): names.intern(name)
      }
    }
    let versions = object.defaultVersions.map { names.intern($0.name) }
    object.symbols.dropNames()
    objects.append(
      LoadedObject(
        file: file, member: member, object: object, names: ids, groups: groups, versions: versions))
    if let member { files[file.index].members.insert(id, at: member.headerOffset) }
    return id
  }

  private func intern(
    _ symbols: SymbolColumns, in file: FileID, member: ArchiveMember?
  ) -> [SymbolID] {
    var listed = member.flatMap { IndexedNames(of: files[file.index], at: $0.headerOffset) }
    return symbols.nameBytes.withBytes { bytes in
      names.intern(symbols.count) { row in
        let name = UnsafeRawBufferPointer(rebasing: bytes[symbols.nameRange(row)])
        let hash = symbols.hash(row)
        return NameTable.Row(
          hash: hash.value, name: name,
          known: symbols.flags[row].isUndefined ? nil : listed?.next(hash, name))
      }
    }
  }
}
