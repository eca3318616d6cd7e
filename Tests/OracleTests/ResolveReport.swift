/// The parts of `--format json` (design.md, "JSON") that the oracle compares.
struct ResolveReport: Decodable {
  struct Place: Decodable {
    var path: String
    var member: String?
    var offset: Int?
  }

  struct Reason: Decodable {
    var kind: String
    var symbol: String?
    var referrer: Place?
  }

  struct Member: Decodable {
    /// Nil for the one "member" of a plain object.
    var name: String?
    var offset: Int?
    var reason: Reason
  }

  struct Library: Decodable {
    var path: String
    var origin: String
    var members: [Member]?
  }

  struct Unresolved: Decodable {
    var symbol: String
    var weak: Bool?
  }

  struct Duplicate: Decodable {
    var symbol: String
  }

  /// Which definition a name has, with `--bindings`.
  struct Binding: Decodable {
    var symbol: String
    var chosen: Place?
  }

  struct Finding: Decodable {
    var id: String
    var severity: String
    var message: String
  }

  var schema: String
  var verdict: String
  var line: [String]
  var libraries: [Library]
  var unresolved: [Unresolved]
  var bindings: [Binding]?
  var duplicates: [Duplicate]?
  var findings: [Finding]?
}
