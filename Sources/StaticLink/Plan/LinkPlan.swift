public import ObjectFiles

/// The answer of a resolution: the ordered link items and everything that is known of them.
public struct LinkPlan: Sendable {
  public enum Verdict: String, Sendable {
    /// The linker will succeed.
    case links
    /// Symbols stay undefined or are defined twice.
    case fails
  }

  /// Why a member or a library is in the link.
  public struct Reason: Hashable, Sendable {
    /// `reference`, `whole-archive`, `undefined-option`, `entry` or `root`.
    public var kind: String
    public var symbol: ByteString?
    public var referrer: Place?
  }

  public struct Member: Hashable, Sendable {
    /// `nil` for an object that stands on the line itself.
    public var name: ByteString?
    /// Offset of the member's header in the archive, in bytes.
    public var offset: UInt64?
    /// Bytes of the object.
    public var bytes: UInt64?
    public var reason: Reason
  }

  public struct Library: Sendable {
    public enum Origin: String, Sendable {
      /// On the user's line.
      case input
      /// Added by the compiler driver.
      case implicit
      /// Found by the search.
      case discovered
    }
    public var path: ByteString
    /// The name as `-l` takes it, or the file's last component.
    public var name: ByteString
    public var origin: Origin
    public var evidence: [Evidence]
    public var rejected: [Choice.Alternative]
    public var reason: Reason
    public var members: [Member]
  }

  public struct Unresolved: Hashable, Sendable {
    public var symbol: ByteString
    public var isWeak: Bool
    public var referrers: [Place]
    /// Libraries that define it and were not taken.
    public var candidates: [ByteString]
  }

  public struct Duplicate: Hashable, Sendable {
    public struct Definition: Hashable, Sendable {
      public var place: Place
      /// `strong`, `weak` or `common`.
      public var strength: String
    }
    public var symbol: ByteString
    public var definitions: [Definition]
    /// How the definitions compare, all with the first.
    public var bodies: SymbolBody.Agreement
  }

  /// A defined symbol and who defines it.
  public struct Binding: Hashable, Sendable {
    public var symbol: ByteString
    public var chosen: Place
    public var others: [Place]
  }

  public struct Statistics: Hashable, Sendable {
    public var files: Int
    public var objects: Int
    public var symbols: Int
  }

  public var verdict: Verdict
  /// The user's part of the line, complete and in order.
  public var line: [LinkArgument]
  public var libraries: [Library]
  public var unresolved: [Unresolved]
  public var duplicates: [Duplicate]
  public var findings: [Finding]
  public var bindings: [Binding]
  public var statistics: Statistics
  /// What the search did, a step a line.
  public var steps: [String]

  public var discovered: [Library] { libraries.filter { $0.origin == .discovered } }
}

extension LinkPlan {
  /// A line of which nothing is known but what is wrong with it.
  init(line: [LinkArgument], failing findings: [Finding]) {
    self.init(
      verdict: .fails, line: line, libraries: [], unresolved: [], duplicates: [],
      findings: findings, bindings: [], statistics: .init(files: 0, objects: 0, symbols: 0),
      steps: [])
  }
}
