internal import ObjectFiles

/// What the first bytes of a member say.
struct MemberHead: Sendable {
  var name: ByteString
  var offset: UInt64
  /// Nil for what is no ELF file.
  var format: ObjectFormat?
}

extension InputSet {
  /// A header and the beginning of what follows it.
  private static let headBytes: UInt64 = 128
  private static let smallMember: UInt64 = 4096
  private static let headsWindow: UInt64 = 16384

  /// The heads of all members of an archive, read once.
  ///
  /// - Throws: ``ObjectFileError`` when the file of a thin archive's member is gone.
  func heads(of file: FileID) throws(ObjectFileError) -> [MemberHead] {
    if let known = files[file.index].heads { return known }
    guard case .archive(let archive) = files[file.index].contents else { return [] }
    // A thin archive is gone through to its end before the files that it names are looked for.
    if archive.isThin { _ = try members(of: file) }
    var heads: [MemberHead] = []
    var members: [ArchiveMember] = []
    var near = archive
    var end: UInt64 = 0
    while true {
      let next = try archive.offset(after: members.last)
      if next + InputSet.headBytes > end {
        // Small members are read together, of large ones nothing but the beginning.
        let isAmongSmall = members.last.map { $0.size < InputSet.smallMember } ?? false
        let count = isAmongSmall ? InputSet.headsWindow : InputSet.headBytes
        near = try archive.readingAhead(at: next, count: count)
        end = next + count
      }
      guard let member = try near.member(after: members.last) else { break }
      let start = try MemberReader(archive: near, source: source)
        .firstBytes(of: member, count: ObjectFormat.neededBytes)
      members.append(member)
      heads.append(
        MemberHead(
          name: member.name, offset: member.headerOffset, format: ObjectFormat(firstBytes: start)))
    }
    keep(heads: heads, members: members, of: file)
    return heads
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
