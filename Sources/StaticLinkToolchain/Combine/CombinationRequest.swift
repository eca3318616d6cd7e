public import ObjectFiles

/// What is to become one object, and what of it others may see.
public struct CombinationRequest: Sendable {
  /// Which members of the archives among the inputs are taken.
  public enum ArchiveRule: Sendable {
    /// All of them.
    case whole
    /// Those that kept symbols and objects lead to, as a linker extracts them.
    case needed
  }

  /// A symbol's name in the inputs and in the result.
  public struct Rename: Hashable, Sendable {
    /// The name in the inputs.
    public var old: ByteString
    /// The name in the result.
    public var new: ByteString

    /// Gives a symbol another name.
    public init(_ old: ByteString, to new: ByteString) {
      self.old = old
      self.new = new
    }
  }

  /// Objects and archives, in the order in which their constructors run.
  public var inputs: [ByteString]
  /// Names that stay global.
  public var kept: [ByteString]
  /// Shell patterns (`*`, `?`, `[…]`) of names that stay global.
  public var keptPatterns: [ByteString]
  /// Definitions, which are thereby kept, and references under other names.
  public var renames: [Rename]
  /// What is put in front of every kept name that ``renames`` does not change.
  public var prefix: ByteString
  /// The file to make: an archive with one member when its name ends with `.a`, else an object.
  public var output: ByteString
  /// Which members of archives are taken; all, unless somebody says otherwise.
  public var archives = ArchiveRule.whole
  /// What inline functions, templates and inline variables define stays one in the program, in
  /// its COMDAT groups; otherwise every combined object has its own.
  public var sharesComdat = false

  /// Asks for one object of all the inputs; nothing is read before
  /// ``Combination/make(_:tools:environment:)``.
  public init(
    inputs: [ByteString], keeping kept: [ByteString] = [], patterns: [ByteString] = [],
    renaming renames: [Rename] = [], prefix: ByteString = "", output: ByteString
  ) {
    self.inputs = inputs
    self.kept = kept
    keptPatterns = patterns
    self.renames = renames
    self.prefix = prefix
    self.output = output
  }

  var isArchive: Bool { output.hasSuffix(".a") }
}
