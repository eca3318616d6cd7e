/// An archive's symbol table (`armap`): which member defines which name.
///
/// Columns of one table, in the order of the file, because GNU ld walks them in that order. A class,
/// because every member of the archive that is read is looked up in it.
public final class ArchiveIndex: Sendable {
  /// The contents of the index' member, the names among them, each ended by a NUL.
  public let strings: SharedBytes
  let nameOffsets: [UInt32]
  let nameLengths: [UInt32]
  public let hashes: [UInt64]
  /// Offset of the header of the member that defines the name, in bytes from the archive's start.
  public let memberOffsets: [UInt64]

  /// Whether any name carries a version (`name@@VERSION`).
  public let hasVersions: Bool

  private init(
    strings: SharedBytes, nameOffsets: [UInt32], nameLengths: [UInt32], hashes: [UInt64],
    memberOffsets: [UInt64], hasVersions: Bool
  ) {
    self.strings = strings
    self.nameOffsets = nameOffsets
    self.nameLengths = nameLengths
    self.hashes = hashes
    self.memberOffsets = memberOffsets
    self.hasVersions = hasVersions
  }

  public var count: Int { hashes.count }

  /// How many members are named, where their rows stand together.
  var memberCount: Int {
    var count = 0
    var last: UInt64 = 0
    for offset in memberOffsets where offset != last {
      count += 1
      last = offset
    }
    return count
  }

  /// The hash of the name in row `row`.
  public func hash(_ row: Int) -> NameHash { NameHash(value: hashes[row]) }

  public func name(_ row: Int) -> ByteString {
    withNameBytes(row) { ByteString($0) }
  }

  /// The first row of a member, where the rows are in the order of the members, as `ar` leaves them;
  /// `nil` when there is none to be found so.
  public func firstRow(ofMember offset: UInt64) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if memberOffsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low < count && memberOffsets[low] == offset ? low : nil
  }

  public func withNameBytes<Result>(
    _ row: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let range = nameRange(row)
    return strings.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The rows' hashes and where their names begin in ``strings``, and the names' bytes.
  public func withColumns<Result>(
    _ body: (
      _ hashes: UnsafeBufferPointer<UInt64>, _ starts: UnsafeBufferPointer<UInt32>,
      _ lengths: UnsafeBufferPointer<UInt32>
    ) -> Result
  ) -> Result {
    hashes.withUnsafeBufferPointer { hashes in
      nameOffsets.withUnsafeBufferPointer { starts in
        nameLengths.withUnsafeBufferPointer { body(hashes, starts, $0) }
      }
    }
  }

  /// Where a name is in ``strings``.
  public func nameRange(_ row: Int) -> Range<Int> {
    let start = Int(nameOffsets[row])
    return start..<(start + Int(nameLengths[row]))
  }
}

extension ArchiveIndex {
  /// The layouts in which `ar` and `ranlib` write an index.
  enum Format: Equatable {
    /// Member `/`: big-endian 32-bit count and offsets, then the strings (System V, GNU).
    case systemV
    /// Member `/SYM64/`: the same with 64-bit numbers.
    case systemV64
    /// Member `__.SYMDEF`: little-endian pairs of string and member offset (BSD).
    case bsd

    init?(memberName: ByteString) {
      switch memberName {
      case "/": self = .systemV
      case "/SYM64/": self = .systemV64
      case "__.SYMDEF", "__.SYMDEF SORTED": self = .bsd
      default: return nil
      }
    }
  }

  /// Reads an index from the contents of its member.
  ///
  /// - Throws: what is wrong with it; the caller knows file and offset.
  convenience init(contents: SharedBytes, format: Format) throws(ObjectFileError.Problem) {
    switch format {
    case .systemV: try self.init(systemV: contents, UInt32.self)
    case .systemV64: try self.init(systemV: contents, UInt64.self)
    case .bsd: try self.init(bsd: CheckedBytes(contents.array))
    }
  }

  private convenience init<Word: FixedWidthInteger & UnsignedInteger>(
    systemV contents: SharedBytes, _: Word.Type
  ) throws(ObjectFileError.Problem) {
    let width = MemoryLayout<Word>.size
    guard let declared = contents.integer(Word.self, at: 0, bigEndian: true) else {
      throw .truncated(what: "archive index")
    }
    guard let count = Int(exactly: declared), count <= (contents.count - width) / width else {
      throw .malformed(what: "archive index claims \(declared) symbols")
    }
    let stringStart = width * (count + 1)
    let members = [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      contents.withBytes { raw in
        for row in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: width * (row + 1), as: Word.self)
          buffer[row] = UInt64(Word(bigEndian: word))
        }
      }
      filled = count
    }
    try self.init(consecutiveNames: contents, from: stringStart, memberOffsets: members)
  }

  private convenience init(bsd contents: CheckedBytes) throws(ObjectFileError.Problem) {
    guard let tableBytes = contents.integer(UInt32.self, at: 0, bigEndian: false) else {
      throw .truncated(what: "archive index")
    }
    let count = Int(tableBytes) / 8
    guard count <= (contents.count - 4) / 8 else {
      throw .malformed(what: "archive index claims \(count) symbols")
    }
    let stringStart = 4 + 8 * count + 4
    var members: [UInt64] = []
    var starts: [UInt32] = []
    var lengths: [UInt32] = []
    var hashes: [UInt64] = []
    for row in 0..<count {
      guard
        let nameOffset = contents.integer(UInt32.self, at: 4 + 8 * row, bigEndian: false),
        let member = contents.integer(UInt32.self, at: 8 + 8 * row, bigEndian: false),
        let name = contents.zeroTerminated(at: stringStart + Int(nameOffset))
      else { throw .malformed(what: "archive index entry \(row)") }
      members.append(UInt64(member))
      starts.append(UInt32(name.startIndex))
      lengths.append(UInt32(name.count))
      hashes.append(NameHash(of: ByteString(name)).value)
    }
    self.init(
      strings: SharedBytes(contents.bytes), nameOffsets: starts, nameLengths: lengths,
      hashes: hashes,
      memberOffsets: members, hasVersions: contents.bytes.dropFirst(stringStart).contains(0x40))
  }

  private convenience init(
    consecutiveNames bytes: SharedBytes, from stringStart: Int, memberOffsets: [UInt64]
  ) throws(ObjectFileError.Problem) {
    guard bytes.count <= UInt32.max else { throw .malformed(what: "archive index of over 4 GiB") }
    let count = memberOffsets.count
    var walker = NameWalker(position: stringStart)
    var complete = true
    var starts: [UInt32] = []
    var lengths: [UInt32] = []
    starts.reserveCapacity(count)
    lengths.reserveCapacity(count)
    let hashes = [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      bytes.withBytes { raw in
        for row in 0..<count {
          guard let range = walker.next(in: raw) else {
            complete = false
            return
          }
          starts.append(UInt32(truncatingIfNeeded: range.lowerBound))
          lengths.append(UInt32(truncatingIfNeeded: range.count))
          buffer[row] = NameHash.hash(UnsafeRawBufferPointer(rebasing: raw[range]))
          filled = row + 1
        }
      }
    }
    guard complete else { throw .truncated(what: "archive index names") }
    self.init(
      strings: bytes, nameOffsets: starts, nameLengths: lengths, hashes: hashes,
      memberOffsets: memberOffsets,
      hasVersions: bytes.withBytes {
        NameHash.hasVersion(UnsafeRawBufferPointer(rebasing: $0.dropFirst(stringStart)))
      })
  }
}
