public import ObjectFiles

/// A Python whose interpreter can be linked statically.
public struct PythonInstallation: Hashable, Sendable {
  /// A module of the standard library that this Python does not have.
  public struct LeftOut: Hashable, Sendable {
    public var module: String
    public var reason: String

    /// Whether nobody would miss it: a test of Python itself, or of another system.
    public var isNoLibrary: Bool { [LeftOut.test, LeftOut.foreign].contains(reason) }

    static let test = "a test or a template, no part of the library"
    static let foreign = "of macOS"

    public init(module: String, reason: String) {
      self.module = module
      self.reason = reason
    }
  }

  public var version: PythonVersion
  /// A program of this version that runs here: it compiles and marshals modules.
  public var interpreter: ByteString?
  /// `libpython3.11.a`.
  public var library: ByteString
  /// Where Python.h and pyconfig.h are.
  public var includeDirectories: [ByteString]
  /// The directory of the standard library's modules.
  public var standardLibrary: ByteString
  /// What ``library`` itself wants on a line behind it, in order.
  public var linkWords: [ByteString]
  /// The modules that are in ``library``.
  public var builtinModules: [String]
  public var leftOut: [LeftOut]
  /// The file that tells all this.
  public var description: ByteString
}
