import BinaryHarness
import LinkerObservers

/// Where two answers part: the first of the questions they answer differently.
struct Difference: Sendable {
  enum Kind: String, Sendable { case broken, verdict, extracted, undefined, duplicates, chosen }

  let linker: ObservedLinker
  let kind: Kind
  /// Which way round, so that a shrunk program shows the same fault and not another.
  let detail: String
  let ours: Answer
  let theirs: Answer

  func isLike(_ other: Difference) -> Bool {
    linker == other.linker && kind == other.kind && detail == other.detail
  }
}

enum Comparison {
  enum Result: Sendable {
    case same
    case differs(Difference)
    /// The linker crashed: nothing to hold anybody to.
    case crashed
    /// Answered differently, under an option that staticld says it does not model.
    case notModelled
  }

  static func run(
    _ linker: ObservedLinker, _ linkCase: LinkCase, in bench: Workbench
  ) throws -> Result {
    let inputs = Inputs(linkCase, in: bench.path)
    let theirs = Answer(try LinkerObservation.run(linker, linkCase.line, in: bench.path), inputs)
    if theirs.verdict == .crashes { return .crashed }
    let (report, outcome) = try Report.run(linker, linkCase.line, in: bench.path)
    guard let report else {
      var ours = Answer()
      ours.otherErrors = ["\(outcome.ending) \(outcome.errorText.prefix(400))"]
      return .differs(
        Difference(
          linker: linker, kind: .broken, detail: String(outcome.errorText.prefix(60)), ours: ours,
          theirs: theirs))
    }
    let ours = Answer(report, outcome, inputs)
    let drops = linkCase.line.contains("--gc-sections") && linker != .mold
    guard
      let (kind, detail) = firstDifference(
        linker, ours, theirs, drops: drops, debugReferences: inputs.debugReferences,
        wrapped: Set(
          linkCase.line.filter { $0.hasPrefix("--wrap=") }.map { String($0.dropFirst(7)) }))
    else { return .same }
    // Staticld says itself that an option is beyond it.
    if report.findings?.contains(where: { $0.id == "not-modelled" }) == true {
      return .notModelled
    }
    return .differs(
      Difference(linker: linker, kind: kind, detail: detail, ours: ours, theirs: theirs))
  }

  private static func firstDifference(
    _ linker: ObservedLinker, _ ours: Answer, _ theirs: Answer, drops: Bool,
    debugReferences: Set<String>, wrapped: Set<String>
  ) -> (Difference.Kind, String)? {
    if ours.verdict != theirs.verdict {
      return (.verdict, "ours \(ours.verdict), \(linker.rawValue) \(theirs.verdict)")
    }
    // A linker that stops over something else says no more about the symbols.
    if theirs.verdict == .fails && !theirs.otherErrors.isEmpty { return nil }
    if theirs.knowsExtracted && ours.extracted != theirs.extracted {
      let more = theirs.extracted.contains { $0.value > ours.extracted[$0.key] ?? 0 }
      let less = ours.extracted.contains { $0.value > theirs.extracted[$0.key] ?? 0 }
      return (.extracted, "linker \(more ? "more" : "")\(less ? "less" : "")")
    }
    if let linked = theirs.objects, let own = ours.objects, linked != own, !drops {
      return (.extracted, "other objects")
    }
    if theirs.verdict == .links { return chosenDifference(ours, theirs, wrapped: wrapped) }
    if ours.duplicates != theirs.duplicates {
      return (.duplicates, direction(ours.duplicates, theirs.duplicates))
    }
    // LLD and mold end over duplicates before they look for what is undefined.
    if linker.isLLD || linker == .mold, !theirs.duplicates.isEmpty { return nil }
    if theirs.endedEarly && theirs.undefined.isSubset(of: ours.undefined) { return nil }
    // mold looks into debug sections last, and only when all is well so far.
    let late = linker == .mold && !theirs.undefined.isEmpty ? debugReferences : []
    if ours.undefined.union(late) != theirs.undefined.union(late) {
      return (.undefined, direction(ours.undefined, theirs.undefined))
    }
    return nil
  }

  private static func direction(_ ours: Set<String>, _ theirs: Set<String>) -> String {
    (theirs.isSubset(of: ours) ? "" : "linker more ")
      + (ours.isSubset(of: theirs) ? "" : "ours more")
  }

  private static func chosenDifference(
    _ ours: Answer, _ theirs: Answer, wrapped: Set<String>
  ) -> (Difference.Kind, String)? {
    // Under the name of a wrapped symbol the output has what references were turned into.
    for (symbol, meaning) in theirs.chosen.sorted(by: { $0.key < $1.key })
    where !wrapped.contains(symbol) {
      switch (ours.chosen[symbol], meaning) {
      case (nil, _), (_, .unreadable), (_, .absolute): continue
      // A shared library's data can be copied into room of the program's own.
      case (.shared?, .common): continue
      case (let own?, _) where own == meaning: continue
      // `X@V` of an object is called `X` in the output of linkers that drop versions.
      case _ where ours.chosen.contains { $0.key.hasPrefix(symbol + "@") && $0.value == meaning }:
        continue
      case (let own?, _):
        return (.chosen, "\(kind(own)) against \(kind(meaning))")
      }
    }
    return nil
  }

  private static func kind(_ meaning: BoundDefinition) -> String {
    if case .object = meaning { "an object" } else { meaning.description }
  }
}
