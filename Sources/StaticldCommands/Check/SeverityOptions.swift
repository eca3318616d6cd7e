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

  /// What the options say of each id.
  ///
  /// - Throws: ``CommandFailure`` for an unknown id, or one that several options name.
  func chosen() throws(CommandFailure) -> Severities {
    var chosen: [Finding.ID: (option: String, severity: Finding.Severity?)] = [:]
    for (option, ids, severity) in [
      ("--error", error, Finding.Severity.error), ("--warn", warn, .warning),
      ("--ignore", ignore, nil),
    ] {
      for text in ids {
        guard let id: Finding.ID = try OptionValue.of(option, text) else { continue }
        if let other = chosen[id], other.option != option {
          throw CommandFailure("\(other.option) and \(option) both name '\(text)'")
        }
        chosen[id] = (option, severity)
      }
    }
    return Severities(chosen: chosen.mapValues(\.severity))
  }
}

/// The severities that the user gave to ids.
struct Severities {
  /// `nil` inside: findings of the id are dropped.
  let chosen: [Finding.ID: Finding.Severity?]

  func applied(to findings: [Finding]) -> [Finding] {
    findings.compactMap { finding in
      guard let choice = chosen[finding.id] else { return finding }
      guard let severity = choice else { return nil }
      var finding = finding
      finding.severity = severity
      return finding
    }
  }
}
