internal import ObjectFiles

extension ProviderSearch {
  /// More symbols of one library than this are counted, not listed.
  static let symbolsShown = 20

  mutating func note(
    _ choice: Choice, serving open: [Resolution.Unresolved], after trial: Resolution
  ) {
    func line(_ referrer: String, _ symbol: ByteString) -> String {
      "\(referrer) wants '\(symbol.forMessage)': take \(choice.path.forMessage)"
    }
    let why = choice.evidence.map { "\($0.kind.rawValue): \($0.detail)" }.joined(separator: "; ")
    steps.append(
      line(choice.referrer?.short ?? "the command line", choice.symbol) + " (\(why))")
    let files = inputs.files(behind: choice.path)
    let others = open.filter { need in
      guard inputs.names.name(need.symbol) != choice.symbol,
        let owner = trial.states.owner(need.symbol),
        trial.states.kind(need.symbol) != .undefined
      else { return false }
      return files.contains(inputs.objects[owner.index].file)
    }
    for need in others.prefix(ProviderSearch.symbolsShown) {
      let referrer = need.referrers.first.map { inputs.place(of: $0).short } ?? "the command line"
      steps.append("  " + line(referrer, inputs.names.name(need.symbol)))
    }
    if others.count > ProviderSearch.symbolsShown {
      steps.append("  and \(others.count - ProviderSearch.symbolsShown) symbols more")
    }
    for other in choice.rejected {
      steps.append("  rather than \(other.path.forMessage) (\(other.why))")
    }
  }
}
