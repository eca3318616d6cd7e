public import ObjectFiles
public import StaticLink

/// A static library as a build system imports it: the archive, and what links behind it.
public struct LibraryPackage: Hashable, Sendable {
  /// A language whose compiler drives the link better than C's.
  public enum Language: String, Hashable, Sendable, CaseIterable {
    case cxx = "CXX"
    case fortran = "Fortran"
  }

  /// What users call it, of letters, digits and `_.+-`.
  public var name: ByteString
  public var version: ByteString
  public var description: ByteString
  /// The absolute path.
  public var archive: ByteString
  /// What its users compile with besides `-I`.
  public var compileFlags: [ByteString] = []
  public var includeDirectories: [ByteString] = []
  /// Driver options that bring libraries of their own, such as `-pthread`.
  public var driverFlags: [ByteString] = []
  /// What stands behind the archive, in order: `-l` for what the driver finds by itself, absolute
  /// paths for everything else, and no search directories.
  public var interface: [LinkArgument] = []
  /// In the order of ``Language/allCases``.
  public var languages: [Language] = []

  /// A package that needs nothing.
  ///
  /// - Throws: ``PackagingError`` for a name or a version that some build system would not take.
  public init(
    name: ByteString, archive: ByteString, version: ByteString = "0", description: ByteString? = nil
  ) throws(PackagingError) {
    guard LibraryPackage.isName(name) else { throw .name(name) }
    guard LibraryPackage.isVersion(version) else { throw .version(version) }
    self.name = name
    self.archive = archive
    self.version = version
    self.description = description ?? "static library " + name
  }

  /// `foo` of `libfoo.a`; the whole file name of other archives.
  public static func name(of archive: ByteString) -> ByteString {
    let file = archive.lastPathComponent
    let stem = file.hasSuffix(".a") ? file.dropLast(2) : file
    return stem.hasPrefix("lib") && stem.count > 3 ? stem.dropFirst(3) : stem
  }

  private static func isName(_ name: ByteString) -> Bool {
    name.bytes.first.map { isAlphanumeric($0) } == true
      && name.bytes.allSatisfy { isAlphanumeric($0) || "_.+-".utf8.contains($0) }
  }

  private static func isVersion(_ version: ByteString) -> Bool {
    !version.isEmpty
      && version.bytes.allSatisfy { isAlphanumeric($0) || "_.+-:~".utf8.contains($0) }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
