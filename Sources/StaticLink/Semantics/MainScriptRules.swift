public import ObjectFiles

extension LinkerSemantics {
  /// What the script of `-T` means to symbols (GNU ld 2.40, gold 1.16, LLD 14 and 21, mold 1.10).
  public struct MainScriptRules: Hashable, Sendable {
    /// It is an input like any other, and one that names inputs and no more.
    public var isInput = false
    /// It may name inputs.
    public var mayNameInputs = true
    /// The linker's own directories are those of the script it takes the place of.
    public var replacesDirectories = false
    /// So are all symbols that the linker defines but these; `nil` where they stay.
    public var remaining: [ByteString]?
    /// Symbols that a script with `SECTIONS` takes away.
    public var lostToSections: [ByteString] = []
    /// Archives are not searched for what the script assigns outside `SECTIONS`.
    public var keepsFromArchives = false
    /// The expression of a `PROVIDE` counts when its symbol is wanted.
    public var providesOnDemand = false

    private static let ends: [ByteString] = [
      "__bss_start", "_end", "end", "_etext", "etext", "_edata", "edata",
    ]

    static let bfd = MainScriptRules(
      replacesDirectories: true, remaining: ["_GLOBAL_OFFSET_TABLE_", "_DYNAMIC"],
      providesOnDemand: true)
    static let gold = MainScriptRules(
      mayNameInputs: false, lostToSections: ["__ehdr_start"], keepsFromArchives: true)
    static let lld14 = MainScriptRules(lostToSections: ends)
    static let lld21 = MainScriptRules(lostToSections: ends, providesOnDemand: true)
    static let mold = MainScriptRules(isInput: true, keepsFromArchives: true)
  }
}
