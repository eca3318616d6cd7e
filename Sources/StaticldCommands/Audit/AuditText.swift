internal import ObjectFiles

/// Verdicts for people: a line a module, what is wrong below it.
enum AuditText {
  /// Reasons are many when a library is missing; the first ones tell which.
  private static let reasonLimit = 3

  static func of(_ verdicts: [ModuleVerdict]) -> [UInt8] {
    Array(verdicts.map(lines).joined().utf8)
  }

  private static func lines(_ verdict: ModuleVerdict) -> String {
    var text = "\(verdict.module.forMessage): \(verdict.kind.rawValue)\n"
    func add(_ what: String, _ words: [ByteString], prefix: String = "-l") {
      guard !words.isEmpty else { return }
      text += "  \(what): " + words.map { prefix + $0.forMessage }.joined(separator: " ") + "\n"
    }
    guard verdict.kind != .noArchive else { return text }
    add("no such module", verdict.missingModules, prefix: "")
    add("missing", verdict.missing)
    add("superfluous", verdict.superfluous)
    add("shared only", verdict.sharedOnly)
    add("not there", verdict.absent)
    if verdict.isWrongOrder { text += "  wrong order\n" }
    if verdict.kind != .true {
      for reason in verdict.why.prefix(reasonLimit) { text += "  \(reason)\n" }
      let rest = verdict.why.count - reasonLimit
      if rest > 0 { text += "  and \(rest) more\n" }
    }
    if let correction = verdict.correction {
      let words = correction.map { " " + $0.forMessage }.joined()
      text += "  Libs.private:\(words)\n"
    }
    return text
  }
}
