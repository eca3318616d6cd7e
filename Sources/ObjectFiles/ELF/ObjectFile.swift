/// What decides whether two ELF objects can be linked together.
public struct ObjectFormat: Hashable, Sendable {
  /// 1 for 32-bit, 2 for 64-bit (`EI_CLASS`).
  public var elfClass: UInt8
  /// 1 for little endian, 2 for big endian (`EI_DATA`).
  public var byteOrder: UInt8
  /// `e_machine`.
  public var machine: UInt16

  public init(elfClass: UInt8, byteOrder: UInt8, machine: UInt16) {
    self.elfClass = elfClass
    self.byteOrder = byteOrder
    self.machine = machine
  }

  /// How many bytes of a file tell its format.
  public static let neededBytes = 20

  /// Reads the beginning of an ELF file's header; nil for other files.
  public init?(firstBytes bytes: [UInt8]) {
    guard let format = bytes.withUnsafeBytes({ ObjectFormat(start: $0) }) else { return nil }
    self = format
  }

  init?(start bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= ObjectFormat.neededBytes, bytes[0] == 0x7f, bytes[1] == 0x45,
      bytes[2] == 0x4c, bytes[3] == 0x46
    else { return nil }
    let (first, second) = (UInt16(bytes[18]), UInt16(bytes[19]))
    let isBig = bytes[5] == 2
    self.init(
      elfClass: bytes[4], byteOrder: bytes[5],
      machine: isBig ? first << 8 | second : second << 8 | first)
  }
}

/// Sections that are kept or dropped together under one name: the first of a name wins.
public struct ComdatGroup: Hashable, Sendable {
  public enum Signature: Hashable, Sendable {
    /// The name of a global symbol of the object, by its row in ``ObjectFile/symbols``.
    case symbol(row: Int)
    case name(ByteString)
  }

  public var signature: Signature
  /// A `.gnu.linkonce.*` section in place of a group.
  public var isLinkOnce: Bool
}

/// The linker's view of one relocatable object or shared object.
public struct ObjectFile: Sendable {
  public enum Kind: Sendable, Equatable {
    case relocatable
    case shared
  }

  public var kind: Kind
  public var format: ObjectFormat
  /// `e_flags`, the machine's ABI variants.
  public var abiFlags: UInt32
  /// Global symbols only.
  public var symbols: SymbolColumns
  /// The index of the first global symbol in the object's own table.
  public var firstGlobal: UInt32
  public var groups: [ComdatGroup]
  /// For each section header index, 1 + the group it belongs to, or 0; empty without groups.
  public var groupOfSection: [UInt32]
  /// Sections whose names have only characters of C identifiers, empty ones too: linkers define
  /// `__start_` and `__stop_` symbols for them.
  public var identifierSections: [(name: ByteString, isAllocated: Bool)]
  /// The texts of `.gnu.warning.SYMBOL` sections.
  public var warnings: [(symbol: ByteString, text: ByteString)]
  /// A GCC LTO object without machine code: its ordinary symbol table is empty.
  public var isSlimLTO: Bool
  /// The intermediate code that the object holds in place of machine code or beside it.
  public var bytecode: Bytecode?
  /// ``symbols`` are those of the bytecode: no section has them and no relocation uses them.
  public var isSeenThroughBytecode = false
  /// These are the symbols of a shared object, read as if they were an object's.
  public var isSharedSymbolFile = false
  /// For a shared object, the full names of definitions that are the default version of theirs:
  /// `name` binds to the row, and so does `name@VERSION`.
  public var defaultVersions: [(row: Int, name: ByteString)]
  /// For a shared object, `DT_SONAME`.
  public var soname: ByteString?
  /// For a shared object, `DT_NEEDED`.
  public var needed: [ByteString]
}

extension ObjectFile {
  /// A relocatable object.
  init(
    _ format: ObjectFormat, abiFlags: UInt32, sections: SectionFacts, symbols: SymbolColumns,
    firstGlobal: UInt32, isSlimLTO: Bool, bytecode: Bytecode? = nil
  ) {
    self.init(
      kind: .relocatable, format: format, abiFlags: abiFlags, symbols: symbols,
      firstGlobal: firstGlobal, groups: sections.groups, groupOfSection: sections.groupOfSection,
      identifierSections: sections.identifierSections, warnings: sections.warnings,
      isSlimLTO: isSlimLTO, bytecode: bytecode, defaultVersions: [], soname: nil, needed: [])
  }

  /// The signature of a group, as long as the names of ``symbols`` are there.
  public func name(of signature: ComdatGroup.Signature) -> ByteString {
    switch signature {
    case .symbol(let row): symbols.name(row)
    case .name(let name): name
    }
  }
}
