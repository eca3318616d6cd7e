extension Archive {
  /// A member that lies inside this file, read no further than its symbols need.
  ///
  /// Of an ELF object these are the headers and the tables of symbols, strings and groups. Code, data
  /// and relocations, by far the most of it, are not read.
  ///
  /// - Returns: `nil` for what has to be read whole: no little-endian 64-bit relocatable object, or an
  ///   unusual or damaged one.
  public func plainObject(of member: ArchiveMember) throws(ObjectFileError) -> ObjectFile? {
    guard let size = Int(exactly: member.size) else { return nil }
    do {
      return try PlainObjectReader.read(
        ObjectParts(file: file, base: member.dataOffset, size: size))
    } catch {
      throw ObjectFileError(path: path, member: member.name, problem: .file(error))
    }
  }
}
