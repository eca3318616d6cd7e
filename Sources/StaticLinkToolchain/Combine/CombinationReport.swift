public import ObjectFiles
public import StaticLink

/// What a combination made of its inputs' symbols.
public struct CombinationReport: Sendable {
  /// A definition and what became of it.
  public struct Symbol: Hashable, Sendable {
    /// Its name in the inputs.
    public var name: ByteString
    /// Its name in the result.
    public var newName: ByteString
    /// What it was in the inputs.
    public var strength: SymbolDefinition.Strength
    /// Where the inputs define it first.
    public var place: Place?
  }

  /// A name that the result wants from elsewhere.
  public struct Reference: Hashable, Sendable {
    /// Its name in the result.
    public var name: ByteString
    /// The program may go without it.
    public var isWeak: Bool

    /// A reference by that name.
    public init(name: ByteString, isWeak: Bool) {
      self.name = name
      self.isWeak = isWeak
    }
  }

  /// Sections whose name is a C identifier, of which the linker makes one table between
  /// `__start_NAME` and `__stop_NAME`.
  public struct SectionSet: Hashable, Sendable {
    /// Its name in the inputs.
    public var name: ByteString
    /// Its name in the result, where the combination has the table for itself; `nil` when it
    /// shares one with the rest of the program.
    public var newName: ByteString?
  }

  /// The file made.
  public var output: ByteString
  /// The linker that made one object of the inputs.
  public var linker: LinkerIdentity
  /// The objects among the inputs, members of archives included; with
  /// ``CombinationRequest/ArchiveRule/needed`` those that could have been taken.
  public var objects: Int
  /// Global symbols that were asked for, by name.
  public var kept: [Symbol] = []
  /// Symbols of COMDAT groups that the program shares, by name.
  public var shared: [Symbol] = []
  /// Symbols that nobody else sees any more, by name.
  public var localized: [Symbol] = []
  /// What the result wants from elsewhere, by name.
  public var undefined: [Reference] = []
  /// The sets that the inputs both fill and refer to, by name.
  public var sectionSets: [SectionSet] = []
  /// What the linker said although it did its work, a line each.
  public var messages: [ByteString] = []
}
