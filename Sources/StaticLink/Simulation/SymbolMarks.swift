/// What a linker remembers of a symbol beside its kind (GNU ld 2.40, `elf_link_hash_entry`; LLD and
/// mold need but a few).
struct SymbolMarks: OptionSet, Sendable {
  var rawValue: UInt16

  /// An object refers to it; COMMON symbols and what was dropped with a COMDAT group count.
  static let wantedByObject = SymbolMarks(rawValue: 1)
  /// The same, strongly.
  static let neededByObject = SymbolMarks(rawValue: 2)
  static let definedByObject = SymbolMarks(rawValue: 4)
  /// A shared object refers to it, or defines what an object defines too.
  static let wantedByShared = SymbolMarks(rawValue: 8)
  /// A shared object refers to it strongly.
  static let neededByShared = SymbolMarks(rawValue: 16)
  /// A shared object's definition is the one that counts.
  static let boundToShared = SymbolMarks(rawValue: 32)
  /// Some shared object has a definition.
  static let definedByShared = SymbolMarks(rawValue: 64)
  /// It is among the dynamic symbols of the output.
  static let isDynamic = SymbolMarks(rawValue: 128)
  /// It was taken from there, because it is hidden.
  static let isLocal = SymbolMarks(rawValue: 256)
  /// It was undefined once, or a reference came when it was defined.
  static let isListed = SymbolMarks(rawValue: 512)
  /// A shared object was the first to mention it, with a weak definition (LLD).
  static let isWeakShared = SymbolMarks(rawValue: 2048)
  /// `--defsym` gave it a value that every input may replace until the end.
  static let isProvisional = SymbolMarks(rawValue: 1024)
}
