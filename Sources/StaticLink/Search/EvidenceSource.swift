public import ObjectFiles

/// What the world outside the archives says of a library: what it declares to need, who owns it.
///
/// Asked for whole libraries, when the search needs it.
public protocol EvidenceSource: Sendable {
  /// Reads what is going to be asked for; called on a thread of its own, beside whatever goes on.
  func prepare()

  /// What a library says it needs, best source first.
  func declaredNeeds(of library: ByteString) -> [DeclaredNeed]

  /// The package that installed a file; `nil` when nobody knows.
  func package(owning file: ByteString) -> ByteString?

  /// How many dependencies lie between two packages: 0 for the same package or another binary of
  /// its source, 1 for a direct dependency; `nil` when none leads there.
  func distance(from package: ByteString, to other: ByteString) -> Int?

  /// Paths of libraries with this file name, wherever packages put them, sorted; for messages only.
  func installedLibraries(named file: ByteString) -> [ByteString]
}

extension EvidenceSource {
  public func prepare() {}

  public func installedLibraries(named file: ByteString) -> [ByteString] { [] }
}

/// One library that another one names as needed.
public struct DeclaredNeed: Hashable, Sendable {
  public enum Source: String, Hashable, Sendable {
    /// `Libs`, `Libs.private` or a required module of a `.pc` file.
    case pkgConfig = "pkg-config"
    /// `dependency_libs` of a libtool archive.
    case libtool
    /// `DT_NEEDED` of the shared object beside the archive.
    case sharedSibling = "dt-needed"
  }

  /// The name as `-l` takes it, or a path.
  public var library: ByteString
  public var source: Source
  /// The file that says so.
  public var file: ByteString

  public init(library: ByteString, source: Source, file: ByteString) {
    self.library = library
    self.source = source
    self.file = file
  }
}

/// No evidence at all: the answer rests on the archives alone.
public struct NoEvidence: EvidenceSource {
  public init() {}

  public func declaredNeeds(of library: ByteString) -> [DeclaredNeed] { [] }
  public func package(owning file: ByteString) -> ByteString? { nil }
  public func distance(from package: ByteString, to other: ByteString) -> Int? { nil }
}
