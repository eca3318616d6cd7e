package import ObjectFiles

/// Reads the contents of members: inside the archive, beside a thin one, or nested.
package struct MemberReader: Sendable {
  let archive: Archive
  let source: any FileSource

  package init(archive: Archive, source: any FileSource) {
    self.archive = archive
    self.source = source
  }

  func object(of member: ArchiveMember) throws(ObjectFileError) -> ObjectFile {
    if member.externalPath == nil, let object = try archive.plainObject(of: member) {
      return object
    }
    let bytes = try bytes(of: member)
    do throws(ObjectFileError.Problem) {
      switch FileKind(firstBytes: bytes) {
      case .elf: break
      case .bitcode: return ObjectFile(bitcode: nil)
      default: throw .unrecognized
      }
      let object = try ObjectFile(elf: bytes)
      guard object.kind == .relocatable else { throw .notLinkable(what: "shared object") }
      return object
    } catch {
      throw ObjectFileError(path: archive.path, member: member.name, problem: error)
    }
  }

  /// As many of the first bytes of a member as there are, and no more than `count`.
  func firstBytes(of member: ArchiveMember, count: Int) throws(ObjectFileError) -> [UInt8] {
    if member.nestedHeaderOffset != nil { return Array(try bytes(of: member).prefix(count)) }
    guard let path = member.externalPath else {
      return try archive.contents(of: member, upTo: count)
    }
    do throws(FileError) {
      let file = try source.open(path)
      return try file.read(at: 0, count: Int(min(file.size, UInt64(count))))
    } catch {
      throw ObjectFileError(
        path: archive.path, member: member.name,
        problem: .missingMember(path: path, cause: error.cause))
    }
  }

  /// All of a member's contents.
  package func bytes(of member: ArchiveMember) throws(ObjectFileError) -> [UInt8] {
    guard let path = member.externalPath else { return try archive.contents(of: member) }
    do throws(FileError) {
      let file = try source.open(path)
      guard let nested = member.nestedHeaderOffset else {
        return try file.read(at: 0, count: Int(file.size))
      }
      return try nestedBytes(in: file, path: path, at: nested)
    } catch {
      throw ObjectFileError(
        path: archive.path, member: member.name,
        problem: .missingMember(path: path, cause: error.cause))
    }
  }

  private func nestedBytes(
    in file: any RandomAccessFile, path: ByteString, at offset: UInt64
  ) throws(FileError) -> [UInt8] {
    do throws(ObjectFileError) {
      let nested = try Archive(path: path, file: file)
      return try nested.contents(of: try nested.member(at: offset))
    } catch {
      if case .file(let cause) = error.problem { throw cause }
      throw FileError(path: path, operation: .read, cause: .shrank)
    }
  }
}

extension InputSet {
  /// Those of some objects that may hold relocations of ``ObjectFile/positionDependences(in:)``.
  func withCutAddresses(among entries: [Resolution.Entry]) -> [Resolution.Entry] {
    let members = entries.map { entry -> (archive: Archive, member: ArchiveMember)? in
      let loaded = objects[entry.object.index]
      guard case .archive(let archive) = files[loaded.file.index].contents,
        let member = loaded.member, member.externalPath == nil
      else { return nil }
      return (archive, member)
    }
    let isSuspect = Parallel.map(members) { inside in
      inside.map { (try? $0.archive.mayDependOnPosition($0.member)) ?? true } ?? true
    }
    return zip(entries, isSuspect).filter(\.1).map(\.0)
  }
}
