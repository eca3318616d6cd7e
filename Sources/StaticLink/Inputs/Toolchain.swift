public import ObjectFiles

/// Which program links, with its version as it gives it.
public struct LinkerIdentity: Hashable, Sendable {
  public enum Family: String, Hashable, Sendable, CaseIterable {
    case bfd, gold, lld, mold
  }

  public var family: Family
  /// The version as the linker prints it, `2.40` or `21.0.0`.
  public var version: String
  /// The absolute path of the executable.
  public var path: ByteString

  public init(family: Family, version: String, path: ByteString) {
    self.family = family
    self.version = version
    self.path = path
  }
}

/// What kind of file the link makes.
public enum LinkMode: String, Hashable, Sendable, CaseIterable {
  case `static`
  case staticPIE = "static-pie"
  case dynamic
}

/// What the compiler driver adds to a link, and where its linker looks.
///
/// The user's arguments go between ``before`` and ``after``: the driver's real line is simulated,
/// not the user's.
public struct Toolchain: Hashable, Sendable {
  /// The driver as an absolute path.
  public var driver: ByteString
  public var linker: LinkerIdentity
  public var mode: LinkMode
  /// What the driver puts in front of the user's inputs: startup objects, `-L` directories.
  public var before: [LinkArgument]
  /// What the driver appends: implicit libraries, closing startup objects.
  public var after: [LinkArgument]
  /// Names of libraries of which the driver moves the user's first `-l` behind its own libraries:
  /// g++ does so with `-lm` and `-lc` (observed with GCC 12).
  public var deferredLibraries: [ByteString]
  /// The linker's own search directories (`SEARCH_DIR` of its default script), searched after
  /// every `-L`, in order.
  public var searchDirectories: [ByteString]
  /// The directory that stands for `=` and `$SYSROOT` in a search directory; empty when none.
  public var sysroot: ByteString
  /// Symbols that the linker's default script or the linker itself defines when they are
  /// referenced, sorted.
  public var linkerDefinedSymbols: [ByteString]

  public init(
    driver: ByteString, linker: LinkerIdentity, mode: LinkMode, before: [LinkArgument],
    after: [LinkArgument], deferredLibraries: [ByteString], searchDirectories: [ByteString],
    sysroot: ByteString,
    linkerDefinedSymbols: [ByteString]
  ) {
    self.driver = driver
    self.linker = linker
    self.mode = mode
    self.before = before
    self.after = after
    self.deferredLibraries = deferredLibraries
    self.searchDirectories = searchDirectories
    self.sysroot = sysroot
    self.linkerDefinedSymbols = linkerDefinedSymbols
  }
}
