internal import ObjectFiles

/// Every object that a line could use, in the order of the line, which is their priority (mold's
/// `InputFile::priority`).
struct RankedFiles {
  struct File {
    enum Contents {
      case object(ObjectID)
      case member(FileID, offset: UInt64)
    }

    var contents: Contents
    var isShared = false
    /// In the link; what stands on the line itself is so from the beginning.
    var isAlive: Bool
    /// Whether a symbol has to bring the file in, so that its definitions stand back.
    var isLazy: Bool
    var reason: ExtractionReason?
  }

  private(set) var files: [File] = []
  /// The files that define each name, the last one first: a list through ``following``.
  private var first: [Int32] = []
  private var following: [Int32] = []
  private var definers: [Int32] = []

  var count: Int { files.count }

  /// An object of the line, or, without a reason, one of a `--start-lib`.
  mutating func append(object: ObjectID, reason: ExtractionReason?, inputs: InputSet) {
    files.append(
      File(
        contents: .object(object), isAlive: reason != nil, isLazy: reason == nil, reason: reason))
    appendDefinitions(of: object, inputs: inputs)
  }

  mutating func append(shared object: ObjectID, isNeeded: Bool, inputs: InputSet) {
    files.append(
      File(
        contents: .object(object), isShared: true, isAlive: isNeeded, isLazy: false,
        reason: ExtractionReason(kind: .root)))
    appendDefinitions(of: object, inputs: inputs)
  }

  /// The members of an archive: by its index, or read one by one where there is none.
  mutating func append(
    archive: Archive, file: FileID, inputs: InputSet
  ) throws(ObjectFileError) {
    guard let index = archive.index, index.count > 0, !inputs.lacksBytecode(index) else {
      for member in try inputs.allMembers(of: file) {
        append(object: member, reason: nil, inputs: inputs)
      }
      return
    }
    let symbols = inputs.indexSymbols(of: file)
    var positions: [UInt64: Int] = [:]
    for offset in Set(index.memberOffsets).sorted() {
      positions[offset] = files.count
      files.append(
        File(contents: .member(file, offset: offset), isAlive: false, isLazy: true, reason: nil))
    }
    var last: (offset: UInt64, position: Int)?
    for row in 0..<index.count {
      let offset = index.memberOffsets[row]
      let position = last?.offset == offset ? last?.position : positions[offset]
      guard let position else { continue }
      last = (offset, position)
      note(symbols[row], in: position)
      guard index.hasVersions, let name = VersionedName(index.name(row)), name.isDefault else {
        continue
      }
      note(inputs.names.intern(name.base), in: position)
    }
  }

  private mutating func appendDefinitions(of object: ObjectID, inputs: InputSet) {
    let loaded = inputs.objects[object.index]
    for (row, name) in loaded.names.enumerated() {
      let flags = loaded.object.symbols.flags[row]
      guard !flags.isUndefined else { continue }
      note(inputs.unversioned(name, flags), in: files.count - 1)
    }
  }

  private mutating func note(_ symbol: SymbolID, in file: Int) {
    if symbol.index >= first.count {
      first.append(contentsOf: repeatElement(-1, count: symbol.index + 1 - first.count))
    }
    following.append(first[symbol.index])
    definers.append(Int32(truncatingIfNeeded: file))
    first[symbol.index] = Int32(truncatingIfNeeded: definers.count - 1)
  }

  /// The files that define a name, in no particular order.
  func definers(of symbol: SymbolID) -> [Int] {
    guard symbol.index < first.count else { return [] }
    var result: [Int] = []
    var next = Int(first[symbol.index])
    while next >= 0 {
      result.append(Int(definers[next]))
      next = Int(following[next])
    }
    return result
  }

  /// The object of a file, read now if need be.
  mutating func object(_ file: Int, inputs: InputSet) throws(ObjectFileError) -> ObjectID {
    switch files[file].contents {
    case .object(let object): return object
    case .member(let archive, let offset):
      let object = try inputs.member(of: archive, at: offset)
      files[file].contents = .object(object)
      return object
    }
  }

  mutating func enliven(_ file: Int, _ reason: ExtractionReason) {
    files[file].isAlive = true
    files[file].reason = files[file].reason ?? reason
  }
}

extension InputSet {
  /// `name@@VERSION` is `name` for linkers that keep one table of plain names (LLD, mold).
  func unversioned(_ name: SymbolID, _ flags: SymbolFlags) -> SymbolID {
    guard flags.isVersioned, let versioned = VersionedName(names.name(name)), versioned.isDefault
    else { return name }
    return names.intern(versioned.base)
  }
}
