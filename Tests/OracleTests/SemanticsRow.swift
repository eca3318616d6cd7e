import BinaryHarness
import Foundation
import Testing

/// A row of link-semantics.md, GNU ld's column, as the smallest link that shows it.
struct SemanticsRow: Sendable, CustomTestStringConvertible {
  enum Link: Sendable {
    case links
    /// Links with this text among the messages.
    case linksSaying(String)
    case fails(String)
  }

  /// The number in the table, with a letter where one row takes several links.
  var number: String
  var situation: String
  /// `-static`, or nothing where a shared library stands on the line.
  var mode = ["-static"]
  var link = Link.links
  /// The members of the made archives that ld extracts, in order; nil where it stops before.
  var extracted: [String]?
  /// The status of the linked program, which tells which definition won.
  var runs: Int32?
  /// What staticld has to make of it: by default the members ld extracts for the line it prints.
  var ours: OracleCase.Expectation? = .equalLinks
  var make: @Sendable (Workbench) throws -> [String]

  var testDescription: String { "\(number): \(situation)" }

  /// Links the row as it stands and holds the real linker to the table.
  func checkLinker() throws {
    let bench = try Workbench()
    let line = try make(bench)
    let outcome = try Command(
      ["gcc"] + mode + ["-Wl,--no-demangle", "-Wl,-Map=link.map", "-o", "a.out"] + line,
      in: bench.path
    ).run()
    switch link {
    case .links: #expect(outcome.succeeded, "\(outcome.errorText)")
    case .linksSaying(let text):
      #expect(outcome.succeeded, "\(outcome.errorText)")
      #expect(outcome.errorText.contains(text))
    case .fails(let text):
      #expect(!outcome.succeeded)
      #expect(outcome.errorText.contains(text))
    }
    if let extracted {
      var names = FileNames(directory: bench.path)
      let map = LinkMap(String(decoding: try bench.bytes(of: "link.map"), as: UTF8.self))
      let members = MapExtractions(map, names: &names).extractions.map(\.member)
        .filter { $0.path.hasPrefix(bench.path) }
        .map { $0.description.dropFirst(bench.path.count + 1) }
      #expect(members.map(String.init) == extracted)
    }
    if let runs {
      let ran = try Command([bench.file("a.out")], in: bench.path).run()
      #expect(ran.ending == .exit(runs))
    }
  }

  /// The same inputs for the resolver, compared as every oracle case is.
  var oracleCase: OracleCase? {
    ours.map { expectation in
      OracleCase(
        name: "semantics \(number): \(situation)", mode: mode, expectation: expectation,
        options: mode.isEmpty ? ["--link", "dynamic"] : []
      ) { bench in
        .init(arguments: try make(bench))
      }
    }
  }
}

extension Oracle {
  @Suite("Semantics of GNU ld")
  struct Semantics {
    @Test("the real linker behaves as the table says", arguments: SemanticsRow.all)
    func linker(_ row: SemanticsRow) throws { try row.checkLinker() }

    @Test("the resolver extracts the same members", arguments: SemanticsRow.all)
    func resolver(_ row: SemanticsRow) throws {
      if let oracleCase = row.oracleCase { try OracleRun.check(oracleCase) }
    }
  }
}

extension SemanticsRow {
  static let all = orderRows + definitionRows + commonRows + fileRows + sharedRows

  /// Compiles a program, archives of (member, source) and returns nothing: the line is the row's.
  static func build(
    _ bench: Workbench, main: String, _ archives: [String: [(String, String)]] = [:],
    flags: [String] = []
  ) throws {
    try bench.object("main.o", main, flags: flags)
    for (name, members) in archives {
      let directory = "members-of-\(name)"
      try bench.write("\(directory)/.keep", "")
      for (member, source) in members {
        try bench.object("\(directory)/\(member)", source, flags: flags)
      }
      try bench.archive(name, members.map { "\(directory)/\($0.0)" })
    }
  }

  static let callsA = "int a(void); int main(void) { return a(); }"
  static let a = "int a(void) { return 0; }"
}
