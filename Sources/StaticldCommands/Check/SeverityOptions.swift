internal import ArgumentParser
internal import StaticLink

/// What the user makes of findings.
struct SeverityOptions: ParsableArguments {
  static let own = OwnOptions(flags: [], valued: ["--error", "--warn", "--ignore"])

  @Option(
    help: ArgumentHelp(
      "Take findings of this id for errors; may be repeated.", valueName: "id"))
  var error: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take findings of this id for warnings; may be repeated.", valueName: "id"))
  var warn: [String] = []

  @Option(
    help: ArgumentHelp("Say nothing of findings of this id; may be repeated.", valueName: "id"))
  var ignore: [String] = []

  /// Findings as the user wants them.
  ///
  /// - Throws: ``CommandFailure`` for an unknown id, or one that is given twice.
  func apply(to findings: [Finding]) throws(CommandFailure) -> [Finding] {
    let changes = try changes()
    return findings.compactMap { finding in
      guard let change = changes[finding.id] else { return finding }
      guard let severity = change.severity else { return nil }
      var finding = finding
      finding.severity = severity
      return finding
    }
  }

  private struct Change {
    var option: String
    /// `nil`: the finding is dropped.
    var severity: Finding.Severity?
  }

  private func changes() throws(CommandFailure) -> [Finding.ID: Change] {
    var changes: [Finding.ID: Change] = [:]
    for (option, ids, severity) in [
      ("--error", error, Finding.Severity.error), ("--warn", warn, .warning),
      ("--ignore", ignore, nil),
    ] {
      for text in ids {
        guard let id: Finding.ID = try OptionValue.of(option, text) else { continue }
        if let other = changes[id], other.option != option {
          throw CommandFailure("\(other.option) and \(option) both name '\(text)'")
        }
        changes[id] = Change(option: option, severity: severity)
      }
    }
    return changes
  }
}
