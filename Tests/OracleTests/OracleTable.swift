import Foundation
import Synchronization
import Testing

/// One line of the oracle's table: every case has one, also the ones that could not run.
struct OracleRow: Sendable {
  enum Verdict: Equatable {
    case equal
    case differs
    case failed(String)
    case notApplicable(String)
  }

  var name: String
  var linkerName = "bfd"
  var ours = 0
  var linker = 0
  var onlyOurs = 0
  var onlyLinker = 0
  /// Extractions whose symbol and referrer the linker gives too.
  var reasons = 0
  /// Names whose definition is the one in the linked file.
  var bindings = 0
  var verdict: Verdict

  var cells: [String] {
    let (word, reason) =
      switch verdict {
      case .equal: ("equal", "")
      case .differs: ("DIFFERS", "")
      case .failed(let reason): ("FAILED", reason)
      case .notApplicable(let reason): ("n/a", reason)
      }
    let numbers = [ours, linker, onlyOurs, onlyLinker, reasons, bindings]
    return [name, linkerName] + numbers.map(String.init) + [word, reason]
  }

  var isWrong: Bool {
    switch verdict {
    case .equal, .notApplicable: false
    case .differs, .failed: true
    }
  }
}

/// The rows of all suites, written when the outermost suite ends.
enum OracleTable {
  private static let rows = Mutex<[OracleRow]>([])

  static func add(_ row: OracleRow) { rows.withLock { $0.append(row) } }

  static func text() -> String {
    let sorted = rows.withLock { $0 }
      .sorted { ($0.name, $0.linkerName) < ($1.name, $1.linkerName) }
    let heading = [
      "case", "linker", "ours", "linker's", "only ours", "only it", "reasons", "bindings",
      "verdict", "",
    ]
    let lines = [heading] + sorted.map(\.cells)
    let width = lines.map { $0[0].count }.max() ?? 0
    let body = lines.map { cells in
      let name = cells[0].padding(toLength: width, withPad: " ", startingAt: 0)
      let numbers = cells[1...7].map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
      return ([name] + numbers + ["", cells[8], cells[9]]).joined(separator: " ")
    }
    let groups = Dictionary(grouping: sorted, by: \.linkerName).sorted { $0.key < $1.key }
    return (body + groups.map { "\($0.key): \(summary($0.value))" }).joined(separator: "\n") + "\n"
  }

  private static func summary(_ rows: [OracleRow]) -> String {
    let equal = rows.count { $0.verdict == .equal }
    let wrong = rows.count(where: \.isWrong)
    func sum(_ number: KeyPath<OracleRow, Int>) -> Int {
      rows.reduce(0) { $0 + $1[keyPath: number] }
    }
    return "\(rows.count) cases: \(equal) equal, \(wrong) not, \(rows.count - equal - wrong) n/a; "
      + "\(sum(\.linker)) members, symmetric difference \(sum(\.onlyOurs) + sum(\.onlyLinker)), "
      + "\(sum(\.reasons)) reasons and \(sum(\.bindings)) definitions alike"
  }

  static func write() throws {
    let table = text()
    FileHandle.standardOutput.write(Data(table.utf8))
    if let file = ProcessInfo.processInfo.environment["STATICLD_ORACLE_TABLE"] {
      try Data(table.utf8).write(to: URL(fileURLWithPath: file))
    }
  }
}

/// Writes the table once all cases under a suite have run.
struct WritesOracleTable: SuiteTrait, TestScoping {
  var isRecursive: Bool { false }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    try OracleTable.write()
  }
}
