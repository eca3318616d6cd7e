public import ObjectFiles

/// Which Python modules a program is to carry, and what else of their packages.
public struct FreezeRequest: Sendable {
  /// How much of the standard library is taken.
  public enum StandardLibrary: String, CaseIterable, Sendable {
    /// Nothing: libpython's own frozen modules are all.
    case none
    /// What an interpreter starts with, and what the packages import.
    case minimal
    /// All but its tests, IDLE, turtledemo and ensurepip.
    case full
  }

  /// A module that is no part of a package: a script, or what staticld adds itself.
  public struct OwnModule: Sendable {
    public var name: String
    public var path: ByteString

    public init(name: String, path: ByteString) {
      self.name = name
      self.path = path
    }
  }

  /// The program that compiles and marshals, of the version that is frozen for.
  public var interpreter: ByteString
  /// The directory of the standard library's modules.
  public var standardLibraryDirectory: ByteString
  public var standardLibrary = StandardLibrary.full
  /// Packages by their names in `import`, or by those of their distributions.
  public var packages: [String] = []
  /// Directories in which packages are looked for, before the interpreter's own.
  public var paths: [ByteString] = []
  /// Whether the interpreter's own directories count, too.
  public var usesInterpreterPath = true
  /// Wheels of which everything is taken.
  public var wheels: [ByteString] = []
  public var ownModules: [OwnModule] = []
  /// Shell patterns of dotted names that are left out.
  public var exclude: [String] = []
  /// 0, 1 (no `assert`) or 2 (no docstrings either).
  public var optimization = 0
  /// Whether the source text is taken along, for tracebacks and `inspect`.
  public var keepsSources = false
  /// Names that are in the interpreter or will be built in.
  public var builtins: [String] = []
  /// Where compiled modules are kept from one run to the next; `nil`: nowhere.
  public var cache: ByteString?

  public init(interpreter: ByteString, standardLibraryDirectory: ByteString) {
    self.interpreter = interpreter
    self.standardLibraryDirectory = standardLibraryDirectory
  }
}
