internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// What a combination did, in a few lines.
struct CombineText {
  let text: String

  /// - Parameter lists: name every symbol instead of the first few.
  init(_ report: CombinationReport, lists: Bool) {
    let limit = lists ? Int.max : 8
    let objects = report.objects == 1 ? "1 object" : "\(report.objects) objects"
    var lines = ["\(report.output.forMessage): combined from \(objects)"]
    func add(_ title: String, _ names: [String], note: String = "") {
      guard !names.isEmpty else { return }
      let shown = names.prefix(limit).joined(separator: ", ")
      let rest = names.count > limit ? ", …" : ""
      lines.append("  \(title) \(names.count)\(note): \(shown)\(rest)")
    }
    add(
      "kept",
      report.kept.map { symbol in
        symbol.name == symbol.newName
          ? CombineText.display(symbol.name)
          : "\(CombineText.display(symbol.name)) as \(CombineText.display(symbol.newName))"
      })
    add("shared in COMDAT groups", report.shared.map { CombineText.display($0.name) })
    add(
      "made local", report.localized.map { CombineText.display($0.name) },
      note: CombineText.kinds(report.localized))
    add("still undefined", report.undefined.map { CombineText.display($0.name) })
    let own = report.sectionSets.filter { $0.newName != nil }
    add("section sets of its own", own.map { $0.name.forMessage })
    let others = report.sectionSets.filter { $0.newName == nil }
    add("section sets of the whole program", others.map { $0.name.forMessage })
    lines += report.messages.map { "  " + $0.forMessage }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func display(_ name: ByteString) -> String {
    (Demangler.demangle(name) ?? name).forMessage
  }

  /// ` (3 weak, 2 unique)`, the strong ones aside.
  private static func kinds(_ symbols: [CombinationReport.Symbol]) -> String {
    let kinds = SymbolDefinition.Strength.allCases.filter { $0 != .strong }.compactMap { kind in
      let count = symbols.count { $0.strength == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    return kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")"
  }
}
