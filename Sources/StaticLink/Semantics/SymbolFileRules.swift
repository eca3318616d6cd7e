extension LinkerSemantics {
  /// What a file's symbols mean that stand for themselves, without the file (GNU ld 2.40, gold 1.16,
  /// LLD 14 and 21, mold 1.10).
  public struct SymbolFileRules: Hashable, Sendable {
    public enum Letter: Hashable, Sendable {
      /// `-R` is `--just-symbols` where its value is a file.
      case mayNameFile
      /// `-R` is `-rpath`.
      case namesDirectory
      /// `-R` is `-rpath`, and refused where its value is a file.
      case refusesFile
    }

    /// What a shared object, or a position-independent executable, has to offer.
    public enum Shared: Hashable, Sendable {
      case isRefused
      /// What it exports.
      case hasDynamicSymbols
      case hasSymbols
    }

    public var letter = Letter.mayNameFile
    /// `--just-symbols` is `-R`.
    public var isLetter = false
    /// `--just-symbols` is known.
    public var isKnown = true
    public var shared = Shared.isRefused
    /// What the file leaves undefined extracts members.
    public var refers = true
    /// A second definition of a name is an error.
    public var collides = false
    /// Not if both are in such files and have one value; zero is none where this is `false`.
    public var equalZerosAgree = false
    /// Archives are searched as if they stood on the line.
    public var takesArchives = false

    static let bfd = SymbolFileRules(isLetter: true, takesArchives: true)
    static let gold = SymbolFileRules(refers: false)
    static let lld14 = SymbolFileRules(
      letter: .namesDirectory, shared: .hasDynamicSymbols, collides: true, equalZerosAgree: true)
    static let lld21 = SymbolFileRules(
      letter: .namesDirectory, shared: .hasSymbols, collides: true)
    static let mold = SymbolFileRules(letter: .refusesFile, isKnown: false)
  }
}
