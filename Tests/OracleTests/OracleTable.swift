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
  var ours = 0
  var linker = 0
  var onlyOurs = 0
  var onlyLinker = 0
  var verdict: Verdict

  var cells: [String] {
    let (word, reason) =
      switch verdict {
      case .equal: ("equal", "")
      case .differs: ("DIFFERS", "")
      case .failed(let reason): ("FAILED", reason)
      case .notApplicable(let reason): ("n/a", reason)
      }
    return [name, "\(ours)", "\(linker)", "\(onlyOurs)", "\(onlyLinker)", word, reason]
  }
}

/// The rows of all suites, written when the outermost suite ends.
enum OracleTable {
  private static let rows = Mutex<[OracleRow]>([])

  static func add(_ row: OracleRow) { rows.withLock { $0.append(row) } }

  static func text() -> String {
    let sorted = rows.withLock { $0 }.sorted { $0.name < $1.name }
    let heading = ["case", "ours", "ld's", "only ours", "only ld", "verdict", ""]
    let lines = [heading] + sorted.map(\.cells)
    let width = lines.map { $0[0].count }.max() ?? 0
    let body = lines.map { cells in
      let name = cells[0].padding(toLength: width, withPad: " ", startingAt: 0)
      let numbers = cells[1...4].map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
      return ([name] + numbers + ["", cells[5], cells[6]]).joined(separator: " ")
    }
    return body.joined(separator: "\n") + "\n" + summary(sorted) + "\n"
  }

  private static func summary(_ rows: [OracleRow]) -> String {
    let equal = rows.count { $0.verdict == .equal }
    let absent = rows.count { if case .notApplicable = $0.verdict { true } else { false } }
    let wrong = rows.count - equal - absent
    let difference = rows.reduce(0) { $0 + $1.onlyOurs + $1.onlyLinker }
    let members = rows.reduce(0) { $0 + $1.linker }
    return "\(rows.count) cases: \(equal) equal, \(wrong) not, \(absent) n/a; "
      + "\(members) members, symmetric difference \(difference)"
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
