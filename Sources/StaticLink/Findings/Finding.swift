public import ObjectFiles

/// Something wrong or worth knowing about a link, with a stable id and a place.
public struct Finding: Hashable, Sendable {
  /// The catalogue of what can be found; the raw value is the id that users name in options.
  public enum ID: String, Hashable, Sendable, CaseIterable {
    case unresolvedSymbol = "unresolved-symbol"
    case duplicateSymbol = "duplicate-symbol"
    case orderDependent = "order-dependent"
    case missingLibrary = "missing-library"
    case incompatibleObject = "incompatible-object"
    case malformedFile = "malformed-file"
    case malformedLine = "malformed-line"
    case indexMissing = "index-missing"
    case thinMemberMissing = "thin-member-missing"
    case ltoOnlyMember = "lto-only-member"
    case sharedOnlyLibrary = "shared-only-library"
    case tlsMismatch = "tls-mismatch"
    case nonPicMember = "non-pic-member"
    case staleIndex = "stale-index"
    case typeMismatch = "type-mismatch"
    case commonSizeConflict = "common-size-conflict"
    case latentDuplicate = "latent-duplicate"
    case linkersDisagree = "linkers-disagree"
    case odrMismatch = "odr-mismatch"
    case weakOnlyReference = "weak-only-reference"
    case runtimeFiles = "runtime-files"
    case droppedConstructors = "dropped-constructors"
    case mixedLibraries = "mixed-libraries"
    case ambiguousProvider = "ambiguous-provider"
    case unusedLibrary = "unused-library"
    case emptyArchive = "empty-archive"
    case duplicateMemberName = "duplicate-member-name"
    case notModelled = "not-modelled"

    /// The severity that an id has unless the user changes it.
    public var severity: Severity {
      switch self {
      case .unresolvedSymbol, .duplicateSymbol, .orderDependent, .missingLibrary,
        .incompatibleObject,
        .malformedFile, .malformedLine, .indexMissing, .thinMemberMissing, .ltoOnlyMember,
        .sharedOnlyLibrary,
        .tlsMismatch, .nonPicMember:
        .error
      case .staleIndex, .typeMismatch, .commonSizeConflict, .latentDuplicate, .linkersDisagree,
        .odrMismatch,
        .weakOnlyReference, .runtimeFiles, .droppedConstructors, .mixedLibraries,
        .ambiguousProvider:
        .warning
      case .unusedLibrary, .emptyArchive, .duplicateMemberName, .notModelled: .note
      }
    }
  }

  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  public var id: ID
  public var severity: Severity
  public var message: String
  public var place: Place?
  /// What would mend it.
  public var hint: String?
  /// The symbol that it is about, where it is about one.
  public var symbol: ByteString?
  /// The linker itself says the same when it links.
  public var isPrintedByLinker = false

  public init(
    _ id: ID, _ message: String, place: Place? = nil, hint: String? = nil,
    symbol: ByteString? = nil
  ) {
    self.id = id
    self.severity = id.severity
    self.message = message
    self.place = place
    self.hint = hint
    self.symbol = symbol
  }
}
