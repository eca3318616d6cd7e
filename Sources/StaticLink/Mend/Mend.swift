public import ObjectFiles

/// How a line that fails could be made to link, or to leave less open; proven by simulating it.
public struct Mend: Sendable {
  /// The user's part of the line, mended.
  public var line: [LinkArgument]
  /// What has to be added behind the user's arguments, where that is all.
  public var added: [LinkArgument]?
  /// Whether libraries are on the line that were not there before; otherwise another order mends.
  public var addsLibraries: Bool
  /// Whether nothing is wrong with the mended line.
  public var links: Bool
  /// Who defines what was undefined, by symbol.
  public var providers: [ByteString: Place]
  /// Libraries that are there as shared objects only, and have what stays undefined.
  public var sharedOnly: [Finding]
}

extension Resolver {
  /// Looks for what mends a line that fails for undefined or doubly defined symbols.
  ///
  /// - Parameter failure: what ``judge(_:)`` said of the line.
  /// - Returns: `nil` when nothing helps.
  public func mend(_ request: ResolveRequest, after failure: LinkPlan) -> Mend? {
    guard !failure.unresolved.isEmpty || !failure.duplicates.isEmpty else { return nil }
    var request = request
    request.allowsLibraryMode = false
    request.otherLinkers = nil
    request.demandsAgreement = false
    request.wantsBindings = true
    request.wantsLibraries = true
    guard let plan = try? resolve(request) else { return nil }
    let wanted = Set(failure.unresolved.map(\.symbol))
    var providers: [ByteString: Place] = [:]
    for binding in plan.bindings where wanted.contains(binding.symbol) {
      providers[binding.symbol] = binding.chosen
    }
    // Archives with a `main` are for tests and tools: no user forgot one of them.
    if let program = providers["main"], plan.discovered.contains(where: { $0.path == program.path })
    {
      return nil
    }
    let sharedOnly = plan.findings.filter { $0.id == .sharedOnlyLibrary }
    guard plan.verdict == .links || !providers.isEmpty || !sharedOnly.isEmpty else { return nil }
    let isLonger = plan.line.starts(with: request.arguments)
    return Mend(
      line: plan.line,
      added: isLonger ? Array(plan.line.dropFirst(request.arguments.count)) : nil,
      addsLibraries: !plan.discovered.isEmpty, links: plan.verdict == .links,
      providers: providers, sharedOnly: sharedOnly)
  }
}
