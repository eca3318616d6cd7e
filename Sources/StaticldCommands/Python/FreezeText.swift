internal import PythonEmbedding

/// What is said of frozen modules.
struct FreezeText {
  private let report: FreezeReport
  private let isVerbose: Bool

  init(_ report: FreezeReport, isVerbose: Bool) {
    self.report = report
    self.isVerbose = isVerbose
  }

  /// - Throws: ``CommandFailure`` when something that was asked for is not there.
  static func check(_ report: FreezeReport) throws(CommandFailure) {
    guard let name = report.absent.first else { return }
    throw CommandFailure(
      "no package '\(name)' is found",
      hint: "--path DIRECTORY says where it is installed, --wheel FILE takes it from a wheel")
  }

  /// How much there is.
  var counts: String {
    "\(report.modules.count) frozen modules, \(report.data.count) data files"
  }

  /// What is not there and might be missed, a line each; all of it on demand.
  var leftOut: [String] {
    var lines = missing(isConditional: false).map { missing in
      "left out: module '\(missing.name)', which is not found; imported by " + importers(missing)
    }
    lines += report.skipped.map { "left out: \($0.file): \($0.reason)" }
    guard isVerbose else {
      let taken = Set(report.added.map { $0.name.prefix { $0 != "." } }).sorted()
      if !taken.isEmpty {
        lines.append("taken because it is imported: " + taken.joined(separator: ", "))
      }
      if !report.usesFile.isEmpty {
        lines.append(
          "modules that use __file__, which they do not have here: \(report.usesFile.count) "
            + "(-v names them)")
      }
      return lines
    }
    lines += report.usesFile.map { "'\($0)' uses __file__, which it does not have here" }
    lines += report.added.map { "taken: \($0.name), imported by \($0.importer)" }
    lines += report.excluded.map { "left out: \($0)" }
    lines += missing(isConditional: true).map { missing in
      "not there: \(missing.name), without which can do " + importers(missing)
    }
    return lines
  }

  private func missing(isConditional: Bool) -> [FreezeReport.Missing] {
    report.missing.filter { $0.isConditional == isConditional }
  }

  private func importers(_ missing: FreezeReport.Missing) -> String {
    missing.importers.joined(separator: ", ")
  }
}
