extension ObjectFile {
  /// `DT_NEEDED` of a shared object, without reading more of it than that takes: a few kilobytes
  /// of what may be a hundred megabytes.
  ///
  /// - Returns: nothing for a file that is no ELF object or has no dynamic section.
  /// - Throws: ``FileError`` when the file cannot be read.
  public static func neededLibraries(
    in file: any RandomAccessFile
  ) throws(FileError) -> [ByteString] {
    try SharedTables(file)?.neededNames() ?? []
  }

  /// The hashes of the names that a shared object defines for others, without reading more than
  /// its dynamic symbols.
  ///
  /// - Returns: nothing for a file that is no ELF object or has no dynamic symbols.
  /// - Throws: ``FileError`` when the file cannot be read.
  public static func exportedHashes(
    in file: any RandomAccessFile
  ) throws(FileError) -> [UInt64] {
    try SharedTables(file)?.exportedHashes() ?? []
  }

  /// The names that a shared object defines for others, without reading more than its dynamic
  /// symbols.
  ///
  /// - Returns: nothing for a file that is no ELF object or has no dynamic symbols.
  /// - Throws: ``FileError`` when the file cannot be read.
  public static func exportedNames(
    in file: any RandomAccessFile
  ) throws(FileError) -> [ByteString] {
    try SharedTables(file)?.exported { ByteString($0) } ?? []
  }
}

/// The section headers of an ELF file, read without libelf, which wants the file as a whole or a
/// descriptor.
private struct SharedTables {
  private let file: any RandomAccessFile
  private let is64: Bool
  private let isBigEndian: Bool
  private let sections: CheckedBytes

  private static let dynamicSection: UInt64 = 6
  private static let dynamicSymbols: UInt64 = 11
  private static let needed: UInt64 = 1

  init?(_ file: any RandomAccessFile) throws(FileError) {
    guard file.size >= 64 else { return nil }
    let header = CheckedBytes(try file.read(at: 0, count: 64))
    guard FileKind(firstBytes: header.bytes) == .elf else { return nil }
    self.file = file
    is64 = header.bytes[4] == 2
    isBigEndian = header.bytes[5] == 2
    let fields = Fields(bytes: header, is64: is64, isBigEndian: isBigEndian)
    guard let start = fields.word(at: is64 ? 40 : 32), let count = fields.half(at: is64 ? 60 : 48),
      fields.half(at: is64 ? 58 : 46) == (is64 ? 64 : 40)
    else { return nil }
    sections = CheckedBytes(
      try SharedTables.part(of: file, at: start, count: UInt64(count) * (is64 ? 64 : 40)))
  }

  func exportedHashes() throws(FileError) -> [UInt64] {
    try exported { NameHash.hash($0) }
  }

  func exported<Value>(
    _ value: (UnsafeRawBufferPointer) -> Value
  ) throws(FileError) -> [Value] {
    guard let (symbols, strings) = try tables(ofType: SharedTables.dynamicSymbols) else {
      return []
    }
    let fields = Fields(bytes: symbols, is64: is64, isBigEndian: isBigEndian)
    let size = is64 ? 24 : 16
    var result: [Value] = []
    result.reserveCapacity(symbols.count / size)
    for row in stride(from: size, through: symbols.count - size, by: size) {
      guard let section = fields.half(at: row + (is64 ? 6 : 14)), section != 0,
        symbols.bytes[row + (is64 ? 4 : 12)] >> 4 != 0, let offset = fields.number(at: row)
      else { continue }
      let exported = strings.bytes.withUnsafeBytes { table in
        elfString(table, at: Int(offset)).map(value)
      }
      if let exported { result.append(exported) }
    }
    return result
  }

  func neededNames() throws(FileError) -> [ByteString] {
    guard let (dynamic, strings) = try tables(ofType: SharedTables.dynamicSection) else {
      return []
    }
    let fields = Fields(bytes: dynamic, is64: is64, isBigEndian: isBigEndian)
    let width = is64 ? 8 : 4
    var result: [ByteString] = []
    for row in stride(from: 0, to: dynamic.count, by: 2 * width) {
      guard let tag = fields.word(at: row), tag != 0 else { break }
      guard tag == SharedTables.needed, let value = fields.word(at: row + width),
        let offset = Int(exactly: value), let name = strings.zeroTerminated(at: offset)
      else { continue }
      result.append(ByteString(name))
    }
    return result
  }

  /// The first section of a type and the strings that it is linked to.
  private func tables(
    ofType type: UInt64
  ) throws(FileError) -> (CheckedBytes, CheckedBytes)? {
    let size = is64 ? 64 : 40
    let fields = Fields(bytes: sections, is64: is64, isBigEndian: isBigEndian)
    for row in 0..<(sections.count / size)
    where fields.number(at: row * size + 4) == type {
      guard let link = fields.number(at: row * size + (is64 ? 40 : 24)),
        link < UInt64(sections.count / size)
      else { return nil }
      return (try contents(of: row), try contents(of: Int(link)))
    }
    return nil
  }

  private func contents(of section: Int) throws(FileError) -> CheckedBytes {
    let fields = Fields(bytes: sections, is64: is64, isBigEndian: isBigEndian)
    let header = section * (is64 ? 64 : 40)
    guard let start = fields.word(at: header + (is64 ? 24 : 16)),
      let count = fields.word(at: header + (is64 ? 32 : 20))
    else { return CheckedBytes([]) }
    return CheckedBytes(try SharedTables.part(of: file, at: start, count: count))
  }

  /// A part that a corrupt file claims to have and has not is empty.
  private static func part(
    of file: any RandomAccessFile, at start: UInt64, count: UInt64
  ) throws(FileError) -> [UInt8] {
    guard start <= file.size, count <= file.size - start, let count = Int(exactly: count) else {
      return []
    }
    return try file.read(at: start, count: count)
  }

  /// Numbers of the file's class and byte order; `nil` behind the end.
  private struct Fields {
    let bytes: CheckedBytes
    let is64: Bool
    let isBigEndian: Bool

    func half(at offset: Int) -> UInt16? {
      bytes.integer(UInt16.self, at: offset, bigEndian: isBigEndian)
    }

    /// 32 bits in both classes.
    func number(at offset: Int) -> UInt64? {
      bytes.integer(UInt32.self, at: offset, bigEndian: isBigEndian).map(UInt64.init)
    }

    /// An address, offset or size: as wide as the class says.
    func word(at offset: Int) -> UInt64? {
      is64
        ? bytes.integer(UInt64.self, at: offset, bigEndian: isBigEndian) : number(at: offset)
    }
  }
}
