/// The symbols of a compiler's intermediate code, which a linker sees only through a plugin or,
/// like LLD, by itself.
public struct Bytecode: Sendable {
  public enum Language: String, Hashable, Sendable {
    /// Sections `.gnu.lto_*` of an ELF object, which GCC's own plugin reads.
    case gcc = "GCC LTO"
    /// A file of LLVM bitcode.
    case llvm = "LLVM"
  }

  /// The symbol that an object without machine code has in its own table (GCC 12).
  public static let mark: ByteString = "__gnu_lto_slim"

  public var language: Language
  /// ``SymbolColumns/sections`` is 1 + the group of a symbol, or 0; values are unknown.
  public internal(set) var symbols: SymbolColumns
  /// The COMDAT keys, of which the first object that has one wins.
  public internal(set) var groups: [ComdatGroup]
}

extension ObjectFile {
  /// LLVM bitcode, whose symbols somebody else has read, or nobody (`nil`).
  ///
  /// Class, byte order and machine are not told: ``format`` is all zeros.
  public init(bitcode symbols: SymbolColumns?) {
    self.init(
      kind: .relocatable, format: ObjectFormat(elfClass: 0, byteOrder: 0, machine: 0), abiFlags: 0,
      symbols: symbols ?? SymbolColumns(), firstGlobal: 0, groups: [], groupOfSection: [],
      identifierSections: [], warnings: [], isSlimLTO: true,
      bytecode: Bytecode(language: .llvm, symbols: SymbolColumns(), groups: []),
      isSeenThroughBytecode: symbols != nil, defaultVersions: [], soname: nil, needed: [])
  }

  /// One section that refers to all that the bytecode names: nothing says which part wants what.
  var graphOfBytecode: SectionGraph {
    SectionGraph(
      sections: [.init(name: "", type: 0, isAllocated: true, isRetained: true)],
      edges: symbols.flags.indices.filter { symbols.flags[$0].isUndefined }.map {
        .init(from: 0, to: .symbol(row: UInt32($0)))
      })
  }

  /// The object as a linker's plugin presents it: the symbols of the bytecode in place of the
  /// object's own; `nil` when there is none.
  ///
  /// Symbols have no type then, as in GNU ld 2.40, which takes a function for data when a COMMON
  /// symbol wants it and lets thread-local ones pass.
  public var seenThroughBytecode: ObjectFile? {
    guard let bytecode, bytecode.language == .gcc else { return nil }
    var object = self
    object.symbols = bytecode.symbols
    object.symbols.forgetTypes()
    object.firstGlobal = 0
    object.groups = bytecode.groups
    object.groupOfSection =
      bytecode.groups.isEmpty ? [] : (0...UInt32(bytecode.groups.count)).map { $0 }
    object.identifierSections = []
    object.isSeenThroughBytecode = true
    return object
  }
}
