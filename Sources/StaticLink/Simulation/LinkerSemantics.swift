public import ObjectFiles

/// The rules of one linker that decide what is extracted, what is bound and what is an error.
///
/// Rules are data: the simulation asks for a rule, never for a linker's name.
public struct LinkerSemantics: Hashable, Sendable {
  /// How archives are searched for undefined symbols.
  public enum ArchiveSearch: Hashable, Sendable {
    /// An archive serves what is undefined when it is reached; groups are searched until nothing
    /// new is extracted (GNU ld, gold).
    case whenReached
  }

  /// What a COMMON symbol of an object does when an archive defines the same name.
  public enum CommonExtraction: Hashable, Sendable {
    /// Extracts the first member that defines it as global, strong, non-function data.
    case strongData
  }

  /// What an archive without an index means.
  public enum MissingIndex: Hashable, Sendable {
    case isAnError
  }

  public var family: LinkerIdentity.Family
  /// The version whose rules these are.
  public var version: String
  public var archiveSearch: ArchiveSearch
  public var commonExtraction: CommonExtraction
  public var missingIndex: MissingIndex
  /// A thread-local and an ordinary symbol of one name are an error.
  public var rejectsThreadLocalMismatch: Bool
  /// A relocation in a section that is not loaded, such as debug information, makes an undefined
  /// symbol an error too.
  public var checksUnallocatedSections: Bool

  /// Functions whose calls disappear when thread-local accesses are relaxed for an executable, so
  /// that nobody needs to define them (x86 and PowerPC psABIs, "Thread-Local Storage").
  public var relaxedSymbols: [ByteString]

  /// GNU ld (bfd) as observed with 2.40 on Debian 12.
  public static let bfd = LinkerSemantics(
    family: .bfd, version: "2.40", archiveSearch: .whenReached, commonExtraction: .strongData,
    missingIndex: .isAnError, rejectsThreadLocalMismatch: true, checksUnallocatedSections: true,
    relaxedSymbols: ["__tls_get_addr", "___tls_get_addr"])

  /// The rules of a linker as it names itself.
  public static func rules(of linker: LinkerIdentity) -> LinkerSemantics {
    .bfd
  }
}
