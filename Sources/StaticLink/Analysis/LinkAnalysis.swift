internal import ObjectFiles

/// What is wrong or worth knowing about a link beyond whether it succeeds.
///
/// Each question is a function of a finished simulation with a bounded cost: names and flags are in
/// memory, and contents are read again only of the objects in question.
struct LinkAnalysis {
  let link: ExplainedLink
  let roles: InputRoles
  let survey: SymbolSurvey
  let bodies: BodyReader
  /// Every object of the link.
  let entered: Set<ObjectID>
  /// Who extracted an object.
  let referrers: [ObjectID: ObjectID]

  var inputs: InputSet { link.inputs }
  var resolution: Resolution { link.resolution }
  var semantics: LinkerSemantics { link.request.semantics }
  var links: Bool { link.plan.verdict == .links }

  init(_ link: ExplainedLink) throws(LinkInputError) {
    self.link = link
    roles = try InputRoles(link.request, line: link.line, inputs: link.inputs)
    survey = SymbolSurvey(link)
    bodies = BodyReader(inputs: link.inputs)
    entered = Set(link.resolution.entries.map(\.object))
    var referrers: [ObjectID: ObjectID] = [:]
    for entry in link.resolution.entries { referrers[entry.object] = entry.reason.referrer }
    self.referrers = referrers
  }

  func findings() -> [Finding] {
    var findings = nonPicMembers()
    findings += latentDuplicates() + odrMismatches() + weakOnlyReferences() + runtimeFiles()
    findings += mixedLibraries() + symbolConflicts()
    findings += archiveFindings()
    return findings
  }

  func name(_ symbol: SymbolID) -> ByteString { inputs.names.name(symbol) }

  /// `'a', 'b' and 3 more`.
  func list(_ symbols: [SymbolID], limit: Int = 3) -> String {
    LinkAnalysis.list(symbols.map { "'\(name($0).forMessage)'" }, limit: limit)
  }

  static func list(_ names: [String], limit: Int = 3) -> String {
    let shown = names.prefix(limit)
    if names.count > shown.count {
      return shown.joined(separator: ", ") + " and \(names.count - shown.count) more"
    }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Resolver {
  /// A judgement with everything that is known about the link.
  static func analyzed(_ link: ExplainedLink) throws(LinkInputError) -> LinkPlan {
    var plan = link.plan
    let found = try LinkAnalysis(link).findings()
    plan.findings += found
    if found.contains(where: { $0.severity == .error }) { plan.verdict = .fails }
    return plan
  }
}
