internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A linker's own line, ready to be simulated.
struct LinkerLineCase {
  let parts: LinkerLineParts
  let output: ByteString?
  let request: ResolveRequest
  let resolver: Resolver

  /// What the simulation says.
  struct Judgement {
    var plan: LinkPlan
    var findings: [Finding]
    /// Whether another order or more libraries could help.
    var isMendable: Bool
  }

  /// - Returns: `nil` for a line that is not understood, or makes no executable.
  init?(linker: ByteString, words: [ByteString], environment: Environment) {
    let files = SystemFiles()
    guard let parsed = try? ParsedLine(linker: linker, words: words, files: files),
      parsed.arguments.contains(where: \.isInput),
      ![.shared, .relocatable].contains(parsed.requestedMode),
      var toolchain = try? LinkerProbe.run(
        .init(linker: linker, line: parsed, environment: environment),
        cache: ToolchainCache(environment: environment))
    else { return nil }
    parts = LinkerLineParts(parsed.arguments, defaults: toolchain.libraryDirectories, files: files)
    toolchain.before += parts.before
    toolchain.after = parts.after
    output = parsed.output
    request = ResolveRequest(
      arguments: parts.own, leadingSearchDirectories: parts.leadingSearchDirectories,
      toolchain: toolchain, semantics: LinkerSemantics.rules(of: toolchain.linker),
      allowsLibraryMode: false)
    resolver = Resolver(
      files: files,
      evidence: SystemEvidence(
        files: files, environment: environment,
        libraryDirectories: parts.own.searchDirectories + toolchain.libraryDirectories),
      bitcode: LLVMSymbolReader(toolchain: toolchain, environment: environment))
  }

  func judge() -> Judgement {
    let plan = resolver.judge(request)
    let errors = plan.findings.filter { $0.severity == .error }
    let open: Set<Finding.ID> = [.unresolvedSymbol, .duplicateSymbol]
    return Judgement(
      plan: plan, findings: errors,
      isMendable: !plan.unresolved.isEmpty && errors.allSatisfy { open.contains($0.id) })
  }

  /// What would help, for the symbols that the user has to see to.
  func hints(for judgement: Judgement) -> [Finding] {
    guard judgement.isMendable, !isProbe, let mend = resolver.mend(request, after: judgement.plan)
    else { return judgement.findings }
    let change = LineChange(from: request.arguments, to: mend.line)
    let added = change.added.map(RepairedLine.name).joined(separator: " ")
    return judgement.findings.map { finding in
      guard let provider = finding.symbol.flatMap({ mend.providers[$0] }) else { return finding }
      var finding = finding
      finding.hint = "\(provider.short) defines it" + (added.isEmpty ? "" : "; add \(added)")
      return finding
    }
  }

  /// Configure scripts link hundreds of programs only to see whether they link, and nobody reads
  /// what is said of them.
  private var isProbe: Bool {
    guard let name = output?.lastPathComponent else { return false }
    return name.hasPrefix("conftest") || name.hasPrefix("cmTC_") || name == "output.exe"
  }

  /// The line put right; `nil` where the rules do not allow it.
  func repair() -> RepairedLine? {
    guard let plan = resolver.repair(request), plan.line != request.arguments else { return nil }
    let complete = request.toolchain.completeLine(
      around: plan.line, leadingSearchDirectories: request.leadingSearchDirectories)
    // What the probe put in front is what the linker does by itself.
    let own = complete.dropFirst(request.toolchain.before.count - parts.before.count)
    var words = LineSpelling.linker.words(for: Array(own))
    if let output { words = ["-o", output] + words }
    return RepairedLine(
      words: words, change: LineChange(from: request.arguments, to: plan.line))
  }
}

/// A line that was put right.
struct RepairedLine {
  /// The linker's words.
  var words: [ByteString]
  var change: LineChange

  /// What was done, in one sentence: `added -lexpat -lz; moved libfoo.a after libbar.a`.
  var note: String {
    var parts: [String] = []
    if !change.added.isEmpty {
      parts.append("added " + change.added.map(RepairedLine.name).joined(separator: " "))
    }
    for move in change.moved {
      let verb = move.isRepeated ? "repeated" : "moved"
      let place = move.predecessor.map { "after " + RepairedLine.name($0) } ?? "to the front"
      parts.append("\(verb) \(RepairedLine.name(move.input)) \(place)")
    }
    if change.isGrouped { parts.append("grouped what needs each other") }
    return parts.joined(separator: "; ")
  }

  /// An input as people know it, without its directory.
  static func name(_ input: LinkArgument) -> String {
    switch input {
    case .file(let path): path.lastPathComponent.forMessage
    default:
      LineSpelling.linker.words(for: [input]).map(\.forMessage).joined(separator: " ")
    }
  }
}

extension LinkerLineCase {
  /// The elements of the whole line.
  var arguments: [LinkArgument] { parts.whole }

  /// The files that the linker reads, as far as the simulation gets.
  func files() -> [ByteString] {
    resolver.judge(request).libraries.map(\.path) + paths.compactMap { $0 }
  }

  /// The files that ``arguments`` lead to.
  var paths: [ByteString?] { resolver.paths(of: arguments, in: request) }
}
