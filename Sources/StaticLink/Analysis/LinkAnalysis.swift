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
  /// For each object that was read for the link, whether it is in it.
  private let isEntered: [Bool]
  /// Archives of which something is in the link, in its order.
  let usedArchives: [FileID]
  /// For each of these objects, who extracted it.
  private let referrers: [ObjectID?]

  var inputs: InputSet { link.inputs }
  var resolution: Resolution { link.resolution }
  var semantics: LinkerSemantics { link.request.semantics }
  var links: Bool { link.plan.verdict == .links }

  init(_ link: ExplainedLink) throws(LinkInputError) {
    self.link = link
    roles = try InputRoles(link.request, line: link.line, inputs: link.inputs)
    survey = SymbolSurvey(link)
    bodies = BodyReader(inputs: link.inputs)
    var isEntered = [Bool](repeating: false, count: link.inputs.objects.count)
    var referrers = [ObjectID?](repeating: nil, count: isEntered.count)
    var usedFiles: [FileID] = []
    var seen: FileSet = []
    for entry in link.resolution.entries {
      isEntered[entry.object.index] = true
      referrers[entry.object.index] = entry.reason.referrer
      let file = link.inputs.objects[entry.object.index].file
      if usedFiles.last != file, seen.insert(file) { usedFiles.append(file) }
    }
    self.isEntered = isEntered
    self.referrers = referrers
    usedArchives = usedFiles.filter { link.inputs.files[$0.index].isArchive }
  }

  func findings() -> [Finding] {
    var findings = nonPicMembers()
    findings += latentDuplicates() + odrMismatches() + weakOnlyReferences() + runtimeFiles()
    findings += mixedLibraries() + symbolConflicts()
    findings += archiveFindings()
    return findings
  }

  func isInLink(_ object: ObjectID) -> Bool {
    object.index < isEntered.count && isEntered[object.index]
  }

  /// Who extracted an object of the link.
  func referrer(of object: ObjectID) -> ObjectID? {
    object.index < referrers.count ? referrers[object.index] : nil
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
