/// What was frozen, and what could not be.
public struct FreezeReport: Sendable, Decodable {
  /// A marshalled code object in the blob.
  public struct Module: Sendable, Decodable {
    public var name: String
    public var offset: Int
    public var size: Int
    public var isPackage: Bool
  }

  /// A file in the blob, under the path by which `importlib.resources` finds it.
  public struct Datum: Sendable, Decodable {
    public var name: String
    public var offset: Int
    public var size: Int
  }

  /// An extension module of a package, of which the package has only a shared object.
  public struct Extension: Sendable, Decodable {
    public var name: String
    public var file: String
  }

  /// A module that is imported and not there.
  public struct Missing: Sendable, Decodable {
    public var name: String
    /// At most five of the modules that import it.
    public var importers: [String]
    /// Whether each import stands under a condition or in a function.
    public var isConditional: Bool
  }

  /// A module that was taken because another one imports it.
  public struct Added: Sendable, Decodable {
    public var name: String
    public var importer: String
  }

  /// A file that could not be compiled.
  public struct Skipped: Sendable, Decodable {
    public var file: String
    public var reason: String
  }

  /// An installed package's name and version.
  public struct Distribution: Sendable, Decodable {
    public var name: String
    public var version: String
  }

  /// Of the interpreter, as in `3.11.2`.
  public var version: String
  public var modules: [Module]
  public var data: [Datum]
  public var extensions: [Extension]
  /// Packages that were asked for and are not found.
  public var absent: [String]
  public var missing: [Missing]
  public var added: [Added]
  public var skipped: [Skipped]
  /// Names left out by a pattern.
  public var excluded: [String]
  /// Modules that use `__file__`, which frozen modules do not have.
  public var usesFile: [String]
  public var distributions: [Distribution]
}
