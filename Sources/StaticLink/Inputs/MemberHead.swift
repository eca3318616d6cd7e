internal import ObjectFiles

extension InputSet {
  /// The heads of all members of an archive, read once.
  ///
  /// - Throws: ``ObjectFileError`` when the file of a thin archive's member is gone.
  func heads(of file: FileID) throws(ObjectFileError) -> [Archive.Head] {
    if let known = files[file.index].heads { return known }
    guard case .archive(let archive) = files[file.index].contents else { return [] }
    if case .heads(let heads) = prefetch.take(.heads(archive.path)) {
      keep(heads: heads, of: file)
      return heads
    }
    if let heads = try archive.heads() {
      keep(heads: heads, of: file)
      return heads
    }
    let reader = MemberReader(archive: archive, source: source)
    var heads: [Archive.Head] = []
    for member in try members(of: file) {
      let start = try reader.firstBytes(of: member, count: ObjectFormat.neededBytes)
      heads.append(
        Archive.Head(offset: member.headerOffset, format: ObjectFormat(firstBytes: start)))
    }
    keep(heads: heads, of: file)
    return heads
  }

  /// Where the headers of an archive's members stand.
  func memberOffsets(of file: FileID) throws(ObjectFileError) -> [UInt64] {
    if let known = files[file.index].heads { return known.map(\.offset) }
    return try members(of: file).map(\.headerOffset)
  }

  /// The members in the order of the archive as far as their files exist.
  func membersUpToGap(of file: FileID) throws(ObjectFileError) -> [ObjectID] {
    guard case .archive(let archive) = files[file.index].contents, archive.isThin else {
      return try allMembers(of: file)
    }
    var result: [ObjectID] = []
    for member in try archive.members() {
      do throws(ObjectFileError) {
        result.append(try self.member(of: file, at: member.headerOffset))
      } catch {
        guard case .missingMember = error.problem else { throw error }
        break
      }
    }
    return result
  }
}
