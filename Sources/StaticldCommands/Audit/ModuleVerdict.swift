internal import ObjectFiles

/// What an audit says of one module.
struct ModuleVerdict: Sendable {
  enum Kind: String {
    /// The declared line links.
    case `true`
    /// It does not, and another one does.
    case lies
    /// It has no archive of its own.
    case noArchive = "no-archive"
    /// No line links it.
    case impossible
  }

  var module: ByteString
  var file: ByteString
  var kind: Kind
  /// The module's own archives.
  var archives: [ByteString] = []
  /// What `pkg-config --static --libs` prints.
  var declared: [ByteString] = []
  /// Libraries that the archives need and the line does not name.
  var missing: [ByteString] = []
  /// Libraries that the line names and of which nothing is taken.
  var superfluous: [ByteString] = []
  /// Declared libraries of which there is a shared object only.
  var sharedOnly: [ByteString] = []
  /// Declared libraries that are not there at all.
  var absent: [ByteString] = []
  /// Required modules that are not there.
  var missingModules: [ByteString] = []
  /// Every library is named, in an order that does not link.
  var isWrongOrder = false
  /// What `Libs.private` should say.
  var correction: [ByteString]?
  /// Why no line links, or what the declared one fails on.
  var why: [String] = []
}
