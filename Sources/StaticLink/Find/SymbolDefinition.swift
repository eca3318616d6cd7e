public import ObjectFiles

/// One library's definition of a symbol.
public struct SymbolDefinition: Hashable, Sendable {
  /// How a definition stands against others of its name.
  public enum Strength: String, Hashable, Sendable, CaseIterable {
    case strong, weak, common, unique
    /// `STT_GNU_IFUNC`: the function is chosen at run time.
    case indirectFunction = "ifunc"
    /// The index lists the symbol and the member cannot be read: LTO bytecode, for example.
    case unknown
  }

  /// The name that references use: `foo` where the table says `foo@@VERSION`.
  public var symbol: ByteString
  public var place: Place
  public var strength: Strength
  /// Only the link that takes the member sees it, not those who load the result.
  public var isHidden: Bool
  /// A shared object has it; a static link cannot use that.
  public var isShared: Bool

  public init(
    symbol: ByteString, place: Place, strength: Strength, isHidden: Bool, isShared: Bool
  ) {
    self.symbol = symbol
    self.place = place
    self.strength = strength
    self.isHidden = isHidden
    self.isShared = isShared
  }
}

extension SymbolDefinition.Strength {
  package init(_ flags: SymbolFlags) {
    self =
      flags.isCommon
      ? .common
      : flags.isWeak
        ? .weak : flags.isUnique ? .unique : flags.isIndirectFunction ? .indirectFunction : .strong
  }
}
