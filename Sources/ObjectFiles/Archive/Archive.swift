/// An `ar` container, opened: its index and long names are read, members when they are asked for.
///
/// Reads the GNU, System V and BSD dialects and GNU's thin archives (`ar(1)`, binutils 2.40;
/// `ar(5)` of FreeBSD).
public struct Archive: Sendable {
  /// What is read when an archive is opened; copied as one reference with every copy of the archive.
  private final class Tables: Sendable {
    let path: ByteString
    let isThin: Bool
    let index: ArchiveIndex?
    let firstMember: UInt64
    let longNames: [UInt8]
    let rest: UInt64

    init(
      path: ByteString, isThin: Bool, index: ArchiveIndex?, firstMember: UInt64,
      longNames: [UInt8], rest: UInt64
    ) {
      self.path = path
      self.isThin = isThin
      self.index = index
      self.firstMember = firstMember
      self.longNames = longNames
      self.rest = rest
    }
  }

  private let tables: Tables
  private(set) var file: any RandomAccessFile

  public var path: ByteString { tables.path }
  public var isThin: Bool { tables.isThin }
  /// The symbol table; `nil` when the archive has none (`ar S`, or no member at all).
  public var index: ArchiveIndex? { tables.index }
  /// Offset of the first ordinary member's header.
  public var firstMember: UInt64 { tables.firstMember }
  /// The bytes behind the tables where they are too few for a member's header.
  public var rest: UInt64 { tables.rest }
  var longNames: [UInt8] { tables.longNames }

  static let magicSize: UInt64 = 8

  /// Reads the container's own tables.
  ///
  /// - Parameter allowsRest: bytes too few for a member are no error, but ``rest``.
  /// - Throws: ``ObjectFileError`` with the offset of what is malformed.
  public init(
    path: ByteString, file: any RandomAccessFile, allowsRest: Bool = false
  ) throws(ObjectFileError) {
    let reader = ArchiveReader(path: path, file: file)
    let kind = FileKind(firstBytes: try reader.bytes(at: 0, count: min(8, Int(file.size))))
    guard kind == .archive || kind == .thinArchive else {
      throw ObjectFileError(path: path, offset: 0, problem: .malformed(what: "archive magic"))
    }
    let isThin = kind == .thinArchive
    var index: ArchiveIndex?
    var longNames: [UInt8] = []
    var offset = Archive.magicSize
    var rest: UInt64 = 0
    while offset < file.size {
      if allowsRest, file.size - offset < UInt64(ArchiveMemberHeader.size) {
        rest = file.size - offset
        offset = file.size
        break
      }
      let header = try reader.header(at: offset)
      let contents = offset + UInt64(ArchiveMemberHeader.size)
      var name = header.rawName
      var nameBytes: UInt64 = 0
      if let length = ArchiveReader.bsdNameLength(name) {
        name = try reader.bsdName(at: contents, length: length, of: header)
        nameBytes = length
      }
      if name == "//" {
        longNames = try reader.table(at: contents, of: header, skipping: 0).array
      } else if let format = ArchiveIndex.Format(memberName: name) {
        let bytes = try reader.table(at: contents, of: header, skipping: nameBytes)
        // A second `/` is Microsoft's; GNU ld takes the first.
        if index == nil {
          index = try reader.placed(at: contents) { () throws(ObjectFileError.Problem) in
            try ArchiveIndex(contents: bytes, format: format)
          }
        }
      } else {
        break
      }
      offset = try reader.next(after: contents, size: header.size)
    }
    tables = Tables(
      path: path, isThin: isThin, index: index, firstMember: offset, longNames: longNames,
      rest: rest)
    let hasSmallMembers = index.map { file.size / UInt64($0.memberCount + 1) < Archive.smallMember }
    self.file = !isThin && hasSmallMembers == true ? file.inMemory() : file
  }

  /// Bytes of a member below which memory beats reading, because each few pages hold several.
  private static let smallMember: UInt64 = 8192

  /// The member whose header stands at `offset`.
  public func member(at offset: UInt64) throws(ObjectFileError) -> ArchiveMember {
    let reader = ArchiveReader(path: path, file: file)
    let header = try reader.header(at: offset)
    let contents = offset + UInt64(ArchiveMemberHeader.size)
    let raw = header.rawName

    if let length = ArchiveReader.bsdNameLength(raw) {
      let name = try reader.bsdName(at: contents, length: length, of: header)
      try checkExtent(of: header, named: name, at: offset)
      return ArchiveMember(
        name: name, headerOffset: offset, dataOffset: contents + length,
        size: header.size - length, externalPath: nil, nestedHeaderOffset: nil)
    }
    let (name, nested) = try self.name(raw, at: offset)
    if isThin, !ArchiveReader.isTable(raw) {
      let external = name.isAbsolutePath ? name : directoryPrefix + name
      return ArchiveMember(
        name: name, headerOffset: offset, dataOffset: 0, size: header.size,
        externalPath: external, nestedHeaderOffset: nested)
    }
    try checkExtent(of: header, named: name, at: offset)
    return ArchiveMember(
      name: name, headerOffset: offset, dataOffset: contents, size: header.size,
      externalPath: nil, nestedHeaderOffset: nil)
  }

  /// Most members of a C library are no larger, or nearly, and of a large one the groups stand in
  /// front: reading on would copy code that nobody looks at.
  public static let readAhead: UInt64 = 2048

  /// The same archive, prepared to read the next bytes behind `offset` with few system calls.
  ///
  /// - Throws: ``ObjectFileError`` when the file cannot be read.
  public func readingAhead(
    at offset: UInt64, count: UInt64 = readAhead
  ) throws(ObjectFileError) -> Archive {
    guard !isThin, !file.isInMemory else { return self }
    var result = self
    do {
      result.file = try ReadAheadFile(file, at: offset, count: count)
    } catch {
      throw ObjectFileError(path: path, offset: offset, problem: .file(error))
    }
    return result
  }

  /// Every ordinary member in the order of the file.
  public func members() throws(ObjectFileError) -> [ArchiveMember] {
    var result: [ArchiveMember] = []
    var next = try member(after: nil)
    while let member = next {
      result.append(member)
      next = try self.member(after: member)
    }
    return result
  }

  /// The ordinary member that follows another, the first one behind `nil`; `nil` at the end.
  public func member(after member: ArchiveMember?) throws(ObjectFileError) -> ArchiveMember? {
    let offset = try offset(after: member)
    return offset < file.size ? try self.member(at: offset) : nil
  }

  /// Where the header behind a member stands, or would stand.
  public func offset(after member: ArchiveMember?) throws(ObjectFileError) -> UInt64 {
    guard let member else { return firstMember }
    let contents = member.headerOffset + UInt64(ArchiveMemberHeader.size)
    guard member.externalPath == nil else { return contents }
    return try ArchiveReader(path: path, file: file)
      .next(after: contents, size: member.dataOffset - contents + member.size)
  }

  /// The contents of a member that lies inside this file, or no more than `limit` bytes of them.
  public func contents(
    of member: ArchiveMember, upTo limit: Int = .max
  ) throws(ObjectFileError) -> [UInt8] {
    guard let count = Int(exactly: min(member.size, UInt64(limit))) else {
      throw ObjectFileError(
        path: path, member: member.name, problem: .malformed(what: "archive member size"))
    }
    do {
      return try file.read(at: member.dataOffset, count: count)
    } catch {
      throw ObjectFileError(path: path, member: member.name, problem: .file(error))
    }
  }

  /// The contents of a member, from behind its header to their end, must lie in this file.
  private func checkExtent(
    of header: ArchiveMemberHeader, named name: ByteString, at offset: UInt64
  ) throws(ObjectFileError) {
    let contents = offset + UInt64(ArchiveMemberHeader.size)
    guard header.size <= file.size, contents <= file.size - header.size else {
      throw ObjectFileError(
        path: path, member: name, offset: offset, problem: .truncated(what: "archive member"))
    }
  }

  private var directoryPrefix: ByteString {
    let directory = path.parentDirectory
    return directory == "." && path.bytes.first != 0x2e ? "" : directory.appending(component: "")
  }

  /// A name and, where it is written `/OFFSET:ORIGIN`, the origin in a nested archive.
  private func name(
    _ raw: ByteString, at offset: UInt64
  ) throws(ObjectFileError) -> (ByteString, UInt64?) {
    guard raw.bytes.first == 0x2f, raw.count > 1, !ArchiveReader.isTable(raw) else {
      return (raw.bytes.last == 0x2f && raw.count > 1 ? raw.dropLast() : raw, nil)
    }
    // GNU ar leaves the slash of a short name behind the offset that replaced it in a thin archive.
    let written = ByteString(raw.bytes.dropFirst().prefix { $0 != 0x20 })
    let parts = written.split(separator: 0x3a)
    guard parts.count <= 2, let start = ArchiveMemberHeader.decimal(parts[0].bytes),
      start < UInt64(longNames.count)
    else {
      throw ObjectFileError(
        path: path, offset: offset, problem: .malformed(what: "archive member name \(raw)"))
    }
    // GNU ar ends a long name by "/\n"; the path of a thin member may contain slashes.
    let tail = longNames[Int(start)...]
    var name = tail.prefix { $0 != 0x0a && $0 != 0 }
    if name.last == 0x2f { name.removeLast() }
    let nested = parts.count == 2 ? ArchiveMemberHeader.decimal(parts[1].bytes) : nil
    return (ByteString(name), nested)
  }
}
