import BinaryHarness
import Foundation
import Testing

/// Runs a case: resolves, links the printed line with a map, compares.
struct OracleRun {
  let oracleCase: OracleCase
  private let bench: Workbench

  init(_ oracleCase: OracleCase) throws {
    self.oracleCase = oracleCase
    bench = try Workbench()
  }

  /// Runs the case, adds its row to the table and records an issue unless both sides agree.
  static func check(_ oracleCase: OracleCase) throws {
    var row = OracleRow(name: oracleCase.name, verdict: .failed("not run"))
    var details = ""
    defer { OracleTable.add(row) }
    do {
      (row, details) = try OracleRun(oracleCase).compare()
    } catch let absence as OracleCase.NotApplicable {
      row.verdict = .notApplicable(absence.reason)
    } catch {
      row.verdict = .failed("\(error)".replacing("\n", with: " "))
      details = "\(error)"
    }
    if row.isWrong { Issue.record("\(row.cells.joined(separator: " | "))\n\(details)") }
  }

  private func compare() throws -> (OracleRow, String) {
    guard try Self.isInstalled(oracleCase.driver) else {
      throw OracleCase.NotApplicable(reason: "no \(oracleCase.driver)")
    }
    let inputs = try oracleCase.make(bench)
    var row = OracleRow(name: oracleCase.name, verdict: .equal)
    let json = try resolve(inputs, format: "json")
    if case .fails(let text) = oracleCase.expectation {
      return try bothFail(row, inputs, json, naming: text)
    }
    let report: ResolveReport
    do {
      report = try JSONDecoder().decode(ResolveReport.self, from: Data(json.output))
    } catch {
      let complaint = json.errorText.split(separator: "\n").first.map(String.init)
      let reason = json.output.isEmpty ? complaint ?? "says nothing" : "JSON: \(error)"
      return try failed(row, inputs, "resolve: \(json.ending), \(reason)", json.errorText)
    }
    let link = try link(inputs.program + report.line)
    var names = FileNames(directory: bench.path)
    let linker = MapExtractions(
      LinkMap(link.map), trace: link.outcome.outputText, names: &names)
    let ours = ReportExtractions(report, names: &names)
    let difference = ExtractionDifference(ours: ours.extractions, linker: linker.extractions)
    row.ours = ours.extractions.count
    row.linker = linker.extractions.count
    row.onlyOurs = difference.onlyOurs.count
    row.onlyLinker = difference.onlyLinker.count
    row.reasons = row.linker - row.onlyLinker

    if isRefused {
      guard json.status == 1, !link.outcome.succeeded else {
        row.verdict = .failed("should be refused: resolve \(json.ending), \(link.outcome.ending)")
        return (row, link.outcome.errorText)
      }
    } else if json.status != 0 || !link.outcome.succeeded {
      return try failed(
        row, inputs, "resolve: \(json.ending), link: \(link.outcome.ending)",
        json.errorText + link.outcome.errorText + difference.text)
    } else if let mismatch = try shellMismatch(inputs, report) {
      return (with(row, .failed(mismatch)), mismatch)
    } else if let mismatch = objectMismatch(ours.objects, linker.objects, inputs, &names) {
      return (with(row, .failed(mismatch)), mismatch)
    }
    if !difference.isEmpty { row.verdict = .differs }
    return (row, "line: \(report.line.joined(separator: " "))\n\(difference.text)")
  }

  private var isRefused: Bool {
    if case .refused = oracleCase.expectation { true } else { false }
  }

  private func bothFail(
    _ row: OracleRow, _ inputs: OracleCase.Inputs, _ json: Outcome, naming text: String
  ) throws -> (OracleRow, String) {
    let real = try link(inputs.arguments).outcome
    let details = "staticld: \(json.errorText)\nld: \(real.errorText)"
    guard json.status == 1 || json.status == 2, json.errorText.contains(text) else {
      return (with(row, .failed("resolve \(json.ending) does not name \(text)")), details)
    }
    guard !real.succeeded, real.errorText.contains(text) else {
      return (with(row, .failed("ld \(real.ending) does not name \(text)")), details)
    }
    return (row, details)
  }

  private func resolve(_ inputs: OracleCase.Inputs, format: String) throws -> Outcome {
    let options =
      ["--cc", oracleCase.driver, "--format", format]
      + (isRefused && format == "json" ? ["--allow-unresolved"] : [])
      + oracleCase.options
    return try Staticld.run(["resolve"] + options + inputs.arguments, in: bench.path)
  }

  /// Links a line as the driver does; the map is there also when that fails.
  private func link(_ line: [String]) throws -> (outcome: Outcome, map: String) {
    let map = bench.file("link.map")
    try? FileManager.default.removeItem(atPath: map)
    let outcome = try Command(
      [oracleCase.driver] + oracleCase.mode + ["-Wl,--no-demangle,-t", "-Wl,-Map=\(map)"]
        + oracleCase.linkFlags + ["-o", bench.file("a.out")] + line,
      in: bench.path
    ).run()
    let bytes = FileManager.default.contents(atPath: map) ?? Data()
    return (outcome, String(decoding: bytes, as: UTF8.self))
  }

  /// The shell form, evaluated by a shell, has to be the same line.
  private func shellMismatch(
    _ inputs: OracleCase.Inputs, _ report: ResolveReport
  ) throws -> String? {
    let shell = try resolve(inputs, format: "shell")
    let words = try Command(
      ["sh", "-c", "eval \"set -- $1\"; printf '%s\\0' \"$@\"", "sh"]
        + [shell.outputText], in: bench.path
    ).run()
    let line = words.outputText.split(separator: "\0", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
    return shell.succeeded && line == report.line
      ? nil : "--format shell (\(shell.ending)) prints another line than JSON: \(line)"
  }

  /// Startup objects count like members; the user's own objects are on the line anyway.
  private func objectMismatch(
    _ ours: [String], _ linker: [String], _ inputs: OracleCase.Inputs, _ names: inout FileNames
  ) -> String? {
    let own = bench.path + "/"
    let missing = Set(linker).subtracting(ours).filter { !$0.hasPrefix(own) }
    let invented = Set(ours).subtracting(linker).filter { !$0.hasPrefix(own) }
    if missing.isEmpty && invented.isEmpty { return nil }
    return "startup objects: only ld \(missing.sorted()), only ours \(invented.sorted())"
  }

  /// A failure that the known line shares is the machine's, not the resolver's.
  private func failed(
    _ row: OracleRow, _ inputs: OracleCase.Inputs, _ reason: String, _ details: String
  ) throws -> (OracleRow, String) {
    if let known = inputs.knownLine, try !link(known).outcome.succeeded {
      throw OracleCase.NotApplicable(reason: "stored line does not link here; was \(reason)")
    }
    return (with(row, .failed(reason)), details)
  }

  private func with(_ row: OracleRow, _ verdict: OracleRow.Verdict) -> OracleRow {
    var row = row
    row.verdict = verdict
    return row
  }

  static func isInstalled(_ tool: String) throws -> Bool {
    try Command(["sh", "-c", "command -v \"$1\"", "sh", tool]).run().succeeded
  }
}
