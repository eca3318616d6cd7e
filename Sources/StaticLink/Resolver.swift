internal import ObjectFiles

/// Works out every library that a link needs and in which order, and proves that the line links.
///
/// ```swift
/// let resolver = Resolver(files: SystemFiles(), evidence: NoEvidence())
/// let plan = try resolver.resolve(ResolveRequest(arguments: […], toolchain: toolchain))
/// ```
public struct Resolver: Sendable {
  let files: any FileSource
  private let evidence: any EvidenceSource
  private let bitcode: (any BitcodeReader)?

  /// - Parameter bitcode: reads LLVM bitcode; without one, such objects are findings.
  public init(
    files: any FileSource, evidence: any EvidenceSource, bitcode: (any BitcodeReader)? = nil
  ) {
    self.files = files
    self.evidence = evidence
    self.bitcode = bitcode
  }

  /// Resolves a line.
  ///
  /// With no object among the inputs there is no program yet (library mode): every member of the
  /// given archives is a root, or `roots` are, and nobody is asked for `main`.
  ///
  /// - Throws: ``LinkInputError`` when an input cannot be read.
  public func resolve(_ request: ResolveRequest) throws(LinkInputError) -> LinkPlan {
    try complete(request).plan
  }

  /// Judges a line as it is given: nothing is added and nothing moved.
  ///
  /// In library mode `main` is demanded of nobody, as if a program that does nothing stood in front.
  /// ``LinkPlan/line`` repeats the line. An input that cannot be had is a finding, as it is to the
  /// linker, which fails then.
  public func judge(_ request: ResolveRequest) -> LinkPlan {
    do throws(LinkInputError) {
      let link = try simulate(request)
      if request.isLast { _ = Unmanaged.passRetained(link.inputs) }
      let panel = LinkerPanel(request, inputs: link.inputs)
      let line = { (toolchain: Toolchain) in
        toolchain.line(request.arguments, leading: request.leadingSearchDirectories)
      }
      let doubt = panel.doubt(of: link.resolution, on: line)
      var plan = request.wantsAnalysis ? try Resolver.analyzed(link) : link.plan
      if doubt?.value() == true {
        plan.findings += panel.disagreements(with: link.resolution, on: line).map(\.finding)
      }
      return plan
    } catch {
      let missing = MissingInputs(request, source: files, evidence: evidence).findings(after: error)
      if request.semantics.goesOnWithoutInputs, error.isAbsence,
        var plan = try? simulate(request, skipsMissing: true).plan
      {
        plan.verdict = .fails
        plan.findings = missing + plan.findings.filter { !missing.contains($0) }
        return plan
      }
      return LinkPlan(line: request.arguments, failing: missing)
    }
  }

  /// Resolves a line, or judges it as it is given, to be asked about afterwards.
  ///
  /// - Throws: ``LinkInputError`` when an input cannot be read.
  public func explain(
    _ request: ResolveRequest, asGiven: Bool = false
  ) throws(LinkInputError) -> LinkExplanation {
    try LinkExplanation(asGiven ? simulate(request) : complete(request))
  }

  /// A line with all that it needs, not in order yet.
  struct ClosedLine {
    var request: ResolveRequest
    var user: UserLine
    var inputs: InputSet
    var closure: ProviderSearch.Closure
    var isLibraryMode: Bool
  }

  func close(_ request: ResolveRequest) throws(LinkInputError) -> ClosedLine {
    let inputs = InputSet(source: files, bytecode: BytecodeAccess(request, reader: bitcode))
    let user = try UserLine(request.arguments, toolchain: request.toolchain)
    let hasProgram = try user.hasObject(inputs: inputs)
    let isLibraryMode = request.allowsLibraryMode && !hasProgram
    var search = ProviderSearch(
      request: request, user: user, inputs: inputs, evidence: evidence,
      isLibraryMode: isLibraryMode)
    return ClosedLine(
      request: request, user: user, inputs: inputs, closure: try search.run(),
      isLibraryMode: isLibraryMode)
  }

  func order(_ line: ClosedLine) throws(LinkInputError) -> ExplainedLink {
    let ordering = Ordering(
      request: line.request, user: line.user, inputs: line.inputs, closure: line.closure,
      isLibraryMode: line.isLibraryMode, panel: LinkerPanel(line.request, inputs: line.inputs))
    let outcome = try ordering.run()
    var plan = PlanBuilder(
      request: line.request, user: line.user, inputs: line.inputs, closure: line.closure,
      outcome: outcome, evidence: evidence, isLibraryMode: line.isLibraryMode
    ).plan()
    if plan.verdict == .links { plan.add(ordering.disagreements(on: outcome), to: line.request) }
    return try ExplainedLink(
      request: line.request, inputs: line.inputs, line: ordering.simulatedLine(outcome.arguments),
      resolution: outcome.resolution, plan: plan, isLibraryMode: line.isLibraryMode)
  }

  private func complete(_ request: ResolveRequest) throws(LinkInputError) -> ExplainedLink {
    try order(close(request))
  }

  private func simulate(
    _ request: ResolveRequest, skipsMissing: Bool = false
  ) throws(LinkInputError) -> ExplainedLink {
    let inputs = InputSet(source: files, bytecode: BytecodeAccess(request, reader: bitcode))
    let user = try UserLine(request.arguments, toolchain: request.toolchain)
    let hasProgram = try user.hasObject(inputs: inputs)
    let isLibraryMode = request.allowsLibraryMode && !hasProgram
    let line = request.toolchain.line(
      request.arguments, leading: request.leadingSearchDirectories,
      excused: isLibraryMode ? ["main"] : [])
    let resolution = try Simulator.run(
      line, semantics: request.semantics, inputs: inputs, skipsMissing: skipsMissing)
    let plan = PlanBuilder(
      request: request, user: user, inputs: inputs,
      closure: .init(
        resolution: resolution, choices: [], wraps: [], steps: [], takenBack: [:], candidates: [:]),
      outcome: .init(arguments: request.arguments, resolution: resolution, isVerified: true),
      evidence: evidence, isLibraryMode: false, explainsMissing: false
    ).plan()
    return try ExplainedLink(
      request: request, inputs: inputs, line: line, resolution: resolution, plan: plan,
      isLibraryMode: false)
  }
}

extension LinkPlan {
  /// Disagreements are errors where agreement is demanded.
  fileprivate mutating func add(_ disagreements: [LinkerDisagreement], to request: ResolveRequest) {
    guard !disagreements.isEmpty else { return }
    findings += disagreements.map(\.finding).map { finding in
      var finding = finding
      if request.demandsAgreement { finding.severity = .error }
      return finding
    }
    if request.demandsAgreement { verdict = .fails }
  }
}

extension UserLine {
  /// Whether a plain object stands on the line, so that there is a program.
  fileprivate func hasObject(inputs: InputSet) throws(LinkInputError) -> Bool {
    for unit in units {
      guard case .file(let path) = unit.name else { continue }
      do {
        let file = try inputs.load(path)
        if case .object = inputs.files[file.index].contents { return true }
      } catch {
        throw .file(error)
      }
    }
    return false
  }
}
