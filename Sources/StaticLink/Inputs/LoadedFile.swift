internal import ObjectFiles

/// A file of the link and what it turned out to be.
///
/// A class, because something of it is asked for at every member that is read.
final class LoadedFile {
  enum Contents: Sendable {
    case object(ObjectID)
    case shared(ObjectID)
    case archive(Archive)
    case script(LinkerScript)
  }

  let path: ByteString
  let contents: Contents
  /// The members read so far.
  var members = MemberTable()
  /// The symbol of each row of an archive's index, once the archive was searched.
  var indexSymbols: [SymbolID]?
  /// The order of ``Archive/members()``, once somebody needed all of them.
  var allMembers: [ObjectID]?
  /// Every ordinary member in the order of the file, once somebody asked.
  var memberList: [ArchiveMember]?
  /// What the members of an archive are, once somebody looked at all of them.
  var heads: [Archive.Head]?
  /// The symbols of an archive's bitcode members by the offset of their header, once one was met.
  var bitcode: [UInt64: SymbolColumns]?

  init(path: ByteString, contents: Contents) {
    self.path = path
    self.contents = contents
  }

  var isArchive: Bool {
    if case .archive = contents { true } else { false }
  }
}

/// An object with its names interned.
///
/// A class, because a simulation looks at some object for every symbol: a value of this size costs
/// a reference count for each of its tables whenever it is looked at.
final class LoadedObject {
  let file: FileID
  let member: ArchiveMember?
  /// Whether it stands on the line itself, and is no member of an archive.
  let isPlain: Bool
  let object: ObjectFile
  /// The name of each symbol, in the order of the table.
  var names: [SymbolID]
  /// Some symbol's name carries a version.
  let hasVersions: Bool
  /// Some symbol is thread-local.
  let hasThreadLocal: Bool
  /// The COMDAT signatures as names of their own, in the order of ``ObjectFile/groups``.
  let groups: [SymbolID]
  /// The full names of ``ObjectFile/defaultVersions``, in the same order.
  let versions: [SymbolID]
  /// Which undefined symbols are used from which sections; filled when it is first asked for.
  var uses: [SymbolUse]?

  init(
    file: FileID, member: ArchiveMember?, object: ObjectFile, names: [SymbolID],
    groups: [SymbolID], versions: [SymbolID]
  ) {
    self.file = file
    self.member = member
    isPlain = member == nil
    self.object = object
    self.names = names
    hasVersions = object.symbols.flags.contains { $0.isVersioned }
    hasThreadLocal = object.symbols.flags.contains { $0.isThreadLocal }
    self.groups = groups
    self.versions = versions
  }

  /// An undefined symbol's row and a section whose relocations use it.
  struct SymbolUse: Hashable, Sendable {
    var row: UInt32
    var section: UInt32
    var isAllocated: Bool
  }
}

extension [ArchiveMember] {
  /// The member whose header stands at `offset`, of members in the order of their file.
  func member(at offset: UInt64) -> ArchiveMember? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].headerOffset < offset { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].headerOffset == offset ? self[low] : nil
  }
}
