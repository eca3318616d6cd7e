import BinaryHarness
import Foundation
import LinkerObservers
import Testing

/// A row of link-semantics.md as the smallest link that shows it.
///
/// What is said of GNU ld holds for the linkers that `others` does not name.
struct SemanticsRow: Sendable, CustomTestStringConvertible {
  enum Link: Sendable {
    case links
    /// Links with this text among the messages.
    case linksSaying(String)
    /// Links without that text.
    case linksSilently(String)
    case undefined(Set<String>)
    case duplicate(Set<String>)
    /// Fails over something else, with this text.
    case fails(String)
  }

  /// What other linkers than GNU ld make of the link.
  struct Other: Sendable {
    var linkers: [ObservedLinker]
    var link = Link.links
    /// In any order: some linkers name members in another one than they extract them.
    var extracted: [String]?
    var runs: Int32?
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
  var others: [Other] = []
  /// Those that know the options.
  var linkers = ObservedLinker.allCases
  /// What staticld has to make of it: by default the members ld extracts for the line it prints.
  var ours: OracleCase.Expectation? = .equalLinks
  var make: @Sendable (Workbench) throws -> [String]

  var testDescription: String { "\(number): \(situation)" }

  /// Links the row as it stands and holds the real linker to the table, and staticld to the linker.
  func check(_ linker: ObservedLinker) throws {
    guard linkers.contains(linker) else { return }
    let bench = try Workbench()
    guard
      let line = try LinkerLine(driver: "gcc", mode + make(bench), for: linker, in: bench)
    else { throw HarnessError("gcc runs no linker") }
    let name = "semantics \(number): \(situation)"
    let comparison: LinkerComparison
    do {
      comparison = try LinkerComparison(name, linker, line, in: bench)
    } catch let absence as OracleCase.NotApplicable {
      OracleTable.add(
        OracleRow(
          name: name, linkerName: linker.rawValue, verdict: .notApplicable(absence.reason)))
      return
    }
    OracleTable.add(comparison.row)
    #expect(!comparison.row.isWrong, "\(comparison.differences.joined(separator: "\n"))")
    let expected = others.first { $0.linkers.contains(linker) }
    checkLink(expected?.link ?? link, comparison.observation)
    let wanted = expected == nil ? extracted : expected?.extracted
    if let wanted {
      let members = comparison.members
        .filter { $0.key.path.hasPrefix(bench.path) }
        .flatMap { Array(repeating: $0.key.description, count: $0.value) }
        .map { String($0.dropFirst(bench.path.count + 1)) }
      // mold names a member once.
      let all = linker == .mold ? Array(Set(wanted)) : wanted
      #expect(members.sorted() == all.sorted())
    }
    if let runs = expected == nil ? runs : expected?.runs {
      let ran = try Command([linker.output(in: bench.path)], in: bench.path).run()
      #expect(ran.ending == .exit(runs))
    }
  }

  private func checkLink(_ link: Link, _ observation: LinkerObservation) {
    let messages = observation.messages
    switch link {
    case .links: #expect(observation.succeeded, "\(messages.text)")
    case .linksSaying(let text):
      #expect(observation.succeeded, "\(messages.text)")
      #expect(messages.text.contains(text))
    case .linksSilently(let text):
      #expect(observation.succeeded, "\(messages.text)")
      #expect(!messages.text.contains(text))
    case .undefined(let symbols):
      #expect(!observation.succeeded && messages.undefined == symbols, "\(messages.text)")
    case .duplicate(let symbols):
      #expect(!observation.succeeded && messages.duplicates == symbols, "\(messages.text)")
    case .fails(let text):
      #expect(!observation.succeeded && messages.text.contains(text), "\(messages.text)")
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
  @Suite("Semantics")
  struct Semantics {
    @Test(
      "linkers behave as the table says, and staticld as they do", arguments: SemanticsRow.all,
      ObservedLinker.allCases)
    func linker(_ row: SemanticsRow, _ linker: ObservedLinker) throws { try row.check(linker) }

    @Test("the resolver extracts the members that GNU ld does", arguments: SemanticsRow.all)
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
