/// Reads the pieces of an `ar` container, each check with its place.
struct ArchiveReader {
  let path: ByteString
  let file: any RandomAccessFile

  func bytes(at offset: UInt64, count: Int) throws(ObjectFileError) -> [UInt8] {
    try shared(at: offset, count: count).array
  }

  /// The same, in place where the file is in memory.
  func shared(at offset: UInt64, count: Int) throws(ObjectFileError) -> SharedBytes {
    do {
      return try file.bytes(at: offset, count: count)
    } catch {
      throw ObjectFileError(error)
    }
  }

  func header(at offset: UInt64) throws(ObjectFileError) -> ArchiveMemberHeader {
    let size = UInt64(ArchiveMemberHeader.size)
    guard offset <= file.size, file.size - offset >= size else {
      throw ObjectFileError(
        path: path, offset: offset, problem: .truncated(what: "archive member header"))
    }
    let raw = try shared(at: offset, count: ArchiveMemberHeader.size)
    return try placed(at: offset) { () throws(ObjectFileError.Problem) in
      try raw.withBytes { ArchiveMemberHeader.read($0) }.get()
    }
  }

  /// A table of the archive's own, in place where the file is in memory.
  func table(
    at offset: UInt64, of header: ArchiveMemberHeader, skipping skipped: UInt64
  ) throws(ObjectFileError) -> SharedBytes {
    guard offset <= file.size, header.size <= file.size - offset, skipped <= header.size else {
      throw ObjectFileError(
        path: path, offset: offset, problem: .truncated(what: "archive table \(header.rawName)"))
    }
    return try shared(at: offset + skipped, count: Int(header.size - skipped))
  }

  /// Where the next header stands: members begin at even offsets.
  func next(after contents: UInt64, size: UInt64) throws(ObjectFileError) -> UInt64 {
    let (end, overflow) = contents.addingReportingOverflow(size)
    guard !overflow, end < UInt64.max else {
      throw ObjectFileError(
        path: path, offset: contents, problem: .malformed(what: "archive member size"))
    }
    return end + end % 2
  }

  /// The length in `#1/LENGTH`, BSD's way to put a long name in front of the contents.
  static func bsdNameLength(_ raw: ByteString) -> UInt64? {
    guard raw.hasPrefix("#1/") else { return nil }
    return ArchiveMemberHeader.decimal(raw.dropFirst(3).bytes)
  }

  func bsdName(
    at offset: UInt64, length: UInt64, of header: ArchiveMemberHeader
  ) throws(ObjectFileError) -> ByteString {
    guard length <= header.size, offset <= file.size, length <= file.size - offset,
      length <= 1 << 16
    else {
      throw ObjectFileError(
        path: path, offset: offset, problem: .truncated(what: "archive member name"))
    }
    var name = try bytes(at: offset, count: Int(length))
    while name.last == 0 { name.removeLast() }
    return ByteString(name)
  }

  static func isTable(_ raw: ByteString) -> Bool {
    raw == "/" || raw == "//" || raw == "/SYM64/"
  }

  func placed<Result>(
    at offset: UInt64, _ body: () throws(ObjectFileError.Problem) -> Result
  ) throws(ObjectFileError) -> Result {
    do {
      return try body()
    } catch {
      throw ObjectFileError(path: path, offset: offset, problem: error)
    }
  }
}
