/// Something wrong or worth knowing about a link, with a stable id and a place.
public struct Finding: Hashable, Sendable {
  /// The catalogue of what can be found; the raw value is the id that users name in options.
  public enum ID: String, Hashable, Sendable, CaseIterable {
    case unresolvedSymbol = "unresolved-symbol"
    case duplicateSymbol = "duplicate-symbol"
    case missingLibrary = "missing-library"
    case incompatibleObject = "incompatible-object"
    case malformedFile = "malformed-file"
    case malformedLine = "malformed-line"
    case indexMissing = "index-missing"
    case thinMemberMissing = "thin-member-missing"
    case ltoOnlyMember = "lto-only-member"
    case sharedOnlyLibrary = "shared-only-library"
    case tlsMismatch = "tls-mismatch"
    case latentDuplicate = "latent-duplicate"
    case runtimeFiles = "runtime-files"
    case ambiguousProvider = "ambiguous-provider"
    case notModelled = "not-modelled"

    /// The severity that an id has unless the user changes it.
    public var severity: Severity {
      switch self {
      case .unresolvedSymbol, .duplicateSymbol, .missingLibrary, .incompatibleObject,
        .malformedFile, .malformedLine, .indexMissing, .thinMemberMissing, .ltoOnlyMember,
        .sharedOnlyLibrary,
        .tlsMismatch:
        .error
      case .latentDuplicate, .runtimeFiles, .ambiguousProvider: .warning
      case .notModelled: .note
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

  public init(
    _ id: ID, _ message: String, place: Place? = nil, hint: String? = nil
  ) {
    self.id = id
    self.severity = id.severity
    self.message = message
    self.place = place
    self.hint = hint
  }
}
