public import ObjectFiles

/// A library that the search added, for which symbol, and why this one.
public struct Choice: Hashable, Sendable {
  /// A library that could have served as well.
  public struct Alternative: Hashable, Sendable {
    public var path: ByteString
    public var evidence: Evidence
    /// Why it was not taken.
    public var why: String
  }

  public var path: ByteString
  /// The name as `-l` takes it.
  public var name: ByteString
  /// The symbol that was open when it was chosen.
  public var symbol: ByteString
  /// Who needed the symbol.
  public var referrer: Place?
  public var evidence: [Evidence]
  public var rejected: [Alternative]
  /// Those of the rejected that nothing but the order of the directories told apart.
  public var ties: [ByteString] = []
  /// It stands behind the driver's own libraries, because both define some symbols and the driver's
  /// are meant: libunwind and libgcc_eh.
  public var isBehindImplicit = false
}
