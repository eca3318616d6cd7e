import BinaryHarness
import Testing

/// One link to ask both sides about.
struct OracleCase: Sendable, CustomTestStringConvertible {
  /// What a case's inputs became in its directory.
  struct Inputs {
    /// The link arguments handed to `staticld resolve`.
    var arguments: [String]
    /// Put in front of the printed line when linking: the program of a library-mode case.
    var program: [String] = []
    /// A line known to link; when even that one fails, the machine lacks a library.
    var knownLine: [String]?
  }

  /// The case cannot run here: said in the table, never silently left out.
  struct NotApplicable: Error {
    var reason: String
  }

  /// How much of the two answers has to agree.
  enum Expectation {
    case equalLinks
    /// Nothing links it: staticld refuses with status 1 and ld fails on the line it would print.
    case refused
    /// Both sides fail before members can be compared; both messages hold this text.
    case fails(naming: String)
  }

  var name: String
  var driver = "gcc"
  /// `-static`, or nothing where the link is dynamic.
  var mode = ["-static"]
  /// Handed to the driver when linking only, because `options` say the same to staticld.
  var linkFlags: [String] = []
  var expectation = Expectation.equalLinks
  /// Staticld's own options, beside `--cc` and `--format`.
  var options: [String] = []
  var make: @Sendable (Workbench) throws -> Inputs

  var testDescription: String { name }
}
