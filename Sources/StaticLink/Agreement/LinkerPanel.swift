internal import ObjectFiles

/// The linkers that a line is held against, each asked for once.
final class LinkerPanel {
  let request: ResolveRequest
  let inputs: InputSet
  private var views: [LinkerIdentity.Family: LinkerView?] = [:]

  init(_ request: ResolveRequest, inputs: InputSet) {
    self.request = request
    self.inputs = inputs
  }

  private func view(of family: LinkerIdentity.Family) -> LinkerView? {
    if let known = views[family] { return known }
    let view = request.otherLinkers?(family)
    views[family] = .some(view)
    return view
  }

  /// What the linkers do not agree on.
  ///
  /// - Parameters:
  ///   - resolution: what the linker that will run makes of the line.
  ///   - families: which others are asked.
  ///   - line: the line with what a driver adds.
  func disagreements(
    with resolution: Resolution,
    of families: [LinkerIdentity.Family] = LinkerIdentity.Family.allCases,
    on line: (Toolchain) -> LinkLine
  ) -> [LinkerDisagreement] {
    let own = request.semantics.family
    let others = families.filter { $0 != own }.compactMap { view(of: $0) }.map {
      LinkerOutcome.of(line($0.toolchain), by: $0, sharing: inputs)
    }
    guard !others.isEmpty else { return [] }
    let outcomes = [LinkerOutcome(own, inputs: inputs, resolution: resolution)] + others
    return LinkerComparison(outcomes, source: inputs.source).disagreements()
  }

  /// Whether there may be any; `nil` when nobody asks.
  func doubt(
    of resolution: Resolution, on line: (Toolchain) -> LinkLine
  ) -> Pending<Bool>? {
    guard request.otherLinkers != nil else { return nil }
    if request.demandsAgreement { return Pending(true) }
    let doubt = LinkerDoubt(
      line(request.toolchain), semantics: request.semantics, inputs: inputs,
      resolution: resolution)
    return doubt.isWorthAThread ? Pending { doubt.exists } : Pending(doubt.exists)
  }
}
