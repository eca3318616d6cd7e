import BinaryHarness
import Foundation
import LinkerObservers
import Testing

/// A case under one linker: the line that staticld prints for it, or the case's own where there is
/// none, as the driver hands it to the linker.
struct LinkerOracle {
  private let oracleCase: OracleCase
  private let linker: ObservedLinker
  private let bench: Workbench

  /// Adds the row of one case and linker to the table; an issue where the two sides part.
  static func check(_ oracleCase: OracleCase, _ linker: ObservedLinker) throws {
    var row = OracleRow(
      name: oracleCase.name, linkerName: linker.rawValue, verdict: .failed("not run"))
    var details = ""
    defer { OracleTable.add(row) }
    do {
      let oracle = LinkerOracle(oracleCase: oracleCase, linker: linker, bench: try Workbench())
      (row, details) = try oracle.compare()
    } catch let absence as OracleCase.NotApplicable {
      row.verdict = .notApplicable(absence.reason)
    } catch {
      row.verdict = .failed("\(error)".replacing("\n", with: " "))
      details = "\(error)"
    }
    if row.isWrong { Issue.record("\(row.cells.joined(separator: " | "))\n\(details)") }
  }

  private func compare() throws -> (OracleRow, String) {
    guard try OracleRun.isInstalled(oracleCase.driver) else {
      throw OracleCase.NotApplicable(reason: "no \(oracleCase.driver)")
    }
    let inputs = try oracleCase.make(bench)
    let printed = try printedLine(inputs)
    let words = inputs.program + (printed ?? inputs.arguments)
    guard
      let line = try LinkerLine(
        driver: oracleCase.driver, oracleCase.mode + words, for: linker, in: bench)
    else { throw HarnessError("\(oracleCase.driver) runs no linker for \(words)") }
    let comparison = try LinkerComparison(oracleCase.name, linker, line, in: bench)
    var row = comparison.row
    let details = (["line: \(words.joined(separator: " "))"] + comparison.differences)
      .joined(separator: "\n")
    // What is printed has to link.
    if printed != nil && !comparison.observation.succeeded {
      if let known = inputs.knownLine, try !links(known) {
        throw OracleCase.NotApplicable(reason: "stored line does not link here")
      }
      row.verdict = .failed("the printed line does not link")
      return (row, details + "\n" + comparison.observation.messages.text.prefix(2000))
    }
    // What is refused must not link the way it does with GNU ld.
    if printed == nil, let other = try printedLine(inputs, .bfd), try links(inputs.program + other)
    {
      row.verdict = .failed("refused, though this links: \(other)")
    }
    return (row, details)
  }

  private func links(_ words: [String]) throws -> Bool {
    guard
      let line = try LinkerLine(
        driver: oracleCase.driver, oracleCase.mode + words, for: linker, in: bench)
    else { return false }
    return try LinkerObservation.run(
      linker, line.words, in: bench.path, path: line.path, environment: line.environment
    ).succeeded
  }

  /// What `resolve` prints for a linker; nil where it refuses.
  private func printedLine(
    _ inputs: OracleCase.Inputs, _ other: ObservedLinker? = nil
  ) throws -> [String]? {
    let linker = other ?? self.linker
    var options = oracleCase.options
    if let named = options.firstIndex(of: "--linker") {
      options.removeSubrange(named...(named + 1))
    }
    var environment: [String: String] = [:]
    if linker == .lld14, let path = linker.path {
      // The driver takes the `ld.lld` that it finds first.
      try bench.write("lld14/.keep", "")
      try? FileManager.default.createSymbolicLink(
        atPath: bench.file("lld14/ld.lld"), withDestinationPath: path)
      environment["COMPILER_PATH"] = bench.file("lld14")
    }
    let outcome = try Staticld.run(
      ["resolve", "--cc", oracleCase.driver, "--linker", linker.family, "--format", "json"]
        + options + inputs.arguments, in: bench.path, environment: environment)
    guard outcome.succeeded else { return nil }
    return try JSONDecoder().decode(ResolveReport.self, from: Data(outcome.output)).line
  }
}
