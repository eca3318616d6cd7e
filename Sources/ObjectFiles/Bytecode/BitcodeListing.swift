/// What `llvm-nm --format=posix --no-sort` says of a bitcode file, or of an archive with some in it.
///
/// The format of bitcode changes with every LLVM, so only LLVM's own tools read it.
public struct BitcodeListing: Sendable {
  /// The symbols of one object or member.
  public struct Table: Sendable {
    /// The member's name; `nil` for a file of its own.
    public var member: ByteString?
    public var symbols: SymbolColumns
  }

  /// In the order of the archive.
  public private(set) var tables: [Table]

  /// Reads the tool's output; of an archive, every member begins with an empty line and its name.
  public init(posix text: [UInt8]) {
    tables = [Table(member: nil, symbols: SymbolColumns())]
    var isHeading = false
    for line in ByteString(text).split(separator: 0x0a) {
      if line.isEmpty {
        isHeading = true
      } else if isHeading, line.bytes.last == UInt8(ascii: ":") {
        tables.append(Table(member: line.dropLast(), symbols: SymbolColumns()))
        isHeading = false
      } else {
        BitcodeListing.read(line, into: &tables[tables.count - 1].symbols)
      }
    }
    if tables.count > 1 { tables.removeFirst() }
  }

  /// The symbols of each member, by the member's offset; the tool leaves out what is no object.
  public func symbols(of members: [ArchiveMember]) -> [UInt64: SymbolColumns] {
    var result: [UInt64: SymbolColumns] = [:]
    var rest = tables[...]
    for member in members {
      guard let table = rest.first else { break }
      // A thin archive's member is called by its path.
      guard table.member == member.name || table.member == member.externalPath else { continue }
      result[member.headerOffset] = table.symbols
      rest.removeFirst()
    }
    return result
  }

  /// `NAME TYPE VALUE SIZE`; the name may hold blanks.
  private static func read(_ line: ByteString, into symbols: inout SymbolColumns) {
    let fields = line.split(separator: 0x20)
    guard fields.count >= 4, let letter = fields[fields.count - 3].bytes.first,
      let flags = flags(of: letter)
    else { return }
    let name = fields.dropLast(3).map(\.bytes).joined(separator: [0x20])
    Array(name).withUnsafeBytes {
      symbols.append(name: $0, flags: flags, section: 0, size: 0, value: 0)
    }
  }

  /// The letters of nm(1); a small one is a local symbol's, but for weak references and the kinds
  /// that have no other letter.
  private static func flags(of letter: UInt8) -> SymbolFlags? {
    let binding: UInt8
    let placement: SymbolFlags.Placement
    switch letter {
    case UInt8(ascii: "U"): (binding, placement) = (1, .undefined)
    case UInt8(ascii: "w"), UInt8(ascii: "v"): (binding, placement) = (2, .undefined)
    case UInt8(ascii: "W"), UInt8(ascii: "V"): (binding, placement) = (2, .section)
    case UInt8(ascii: "C"): (binding, placement) = (1, .common)
    case UInt8(ascii: "u"): (binding, placement) = (10, .section)
    case UInt8(ascii: "i"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      (binding, placement) = (1, .section)
    default: return nil
    }
    return SymbolFlags(
      info: binding << 4, other: 0, placement: placement, isVersioned: false,
      isHiddenVersion: false)
  }
}
