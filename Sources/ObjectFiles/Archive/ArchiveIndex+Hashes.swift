extension ArchiveIndex {
  /// The hashes of the names in an archive's index and nothing else of the archive.
  ///
  /// - Returns: `nil` when the file is not an archive; empty when it has no index.
  /// - Throws: ``ObjectFileError`` when the archive is malformed.
  public static func hashes(
    in file: any RandomAccessFile, path: ByteString
  ) throws(ObjectFileError) -> [UInt64]? {
    let reader = ArchiveReader(path: path, file: file)
    let headerEnd = Int(Archive.magicSize) + ArchiveMemberHeader.size
    let start = try reader.bytes(at: 0, count: Int(min(file.size, UInt64(headerEnd))))
    let kind = FileKind(firstBytes: start)
    guard kind == .archive || kind == .thinArchive else { return nil }
    guard start.count == headerEnd else { return [] }
    let header = try reader.placed(at: Archive.magicSize) {
      () throws(ObjectFileError.Problem) in
      try start.withUnsafeBytes {
        ArchiveMemberHeader.read(UnsafeRawBufferPointer(rebasing: $0[Int(Archive.magicSize)...]))
      }.get()
    }
    guard let format = Format(memberName: header.rawName), format != .bsd else {
      return try Archive(path: path, file: file).index?.hashes ?? []
    }
    let contents = try reader.table(at: UInt64(headerEnd), of: header, skipping: 0)
    let width = format == .systemV64 ? 8 : 4
    return try reader.placed(at: UInt64(headerEnd)) { () throws(ObjectFileError.Problem) in
      try namesOnly(contents, width: width)
    }
  }

  private static func namesOnly(
    _ contents: SharedBytes, width: Int
  ) throws(ObjectFileError.Problem) -> [UInt64] {
    let declared =
      width == 8
      ? contents.integer(UInt64.self, at: 0, bigEndian: true)
      : contents.integer(UInt32.self, at: 0, bigEndian: true).map(UInt64.init)
    guard let declared else { throw .truncated(what: "archive index") }
    guard let count = Int(exactly: declared), count <= (contents.count - width) / width else {
      throw .malformed(what: "archive index claims \(declared) symbols")
    }
    var walker = NameWalker(position: width * (count + 1))
    return [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      contents.withBytes { raw in
        for row in 0..<count {
          guard let range = walker.next(in: raw) else { return }
          buffer[row] = NameHash.hash(UnsafeRawBufferPointer(rebasing: raw[range]))
          filled = row + 1
        }
      }
    }
  }
}
