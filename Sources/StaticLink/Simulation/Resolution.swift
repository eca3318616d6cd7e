internal import ObjectFiles

/// Why an object is in the link.
struct ExtractionReason: Hashable, Sendable {
  enum Kind: String, Sendable {
    /// An undefined symbol of another object.
    case reference
    /// `--whole-archive`.
    case wholeArchive = "whole-archive"
    /// `-u` or `--require-defined`.
    case undefinedOption = "undefined-option"
    /// The entry symbol.
    case entry
    /// The object stands on the line itself.
    case root
  }

  var kind: Kind
  var symbol: SymbolID?
  var referrer: ObjectID?
}

/// The result of simulating one link line.
struct Resolution: Sendable {
  /// An object that entered the link.
  struct Entry: Sendable {
    var object: ObjectID
    var reason: ExtractionReason
  }

  struct Unresolved: Sendable {
    var symbol: SymbolID
    /// Objects of which a kept section uses the symbol, in link order.
    var referrers: [ObjectID]
  }

  struct Duplicate: Sendable {
    var symbol: SymbolID
    var first: ObjectID
    var firstRow: Int
    var second: ObjectID
    var secondRow: Int
  }

  /// In the order in which the linker takes them.
  var entries: [Entry] = []
  var states = SymbolStates()
  var droppedGroups = DroppedGroups()
  var unresolved: [Unresolved] = []
  var duplicates: [Duplicate] = []
  var findings: [Finding] = []

  /// Whether the linker would finish the link.
  var links: Bool {
    unresolved.isEmpty && duplicates.isEmpty && !findings.contains { $0.severity == .error }
  }
}
