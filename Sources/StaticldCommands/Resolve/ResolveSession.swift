internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `resolve`: options, environment and settings brought together.
struct ResolveSession {
  enum Format: String, CaseIterable {
    case args, shell, rsp, make, json, pkgconfig, cmake, meson, bazel, cps
  }

  let options: ResolveCommand
  let format: Format
  let diagnostics: Diagnostics
  let limit: Int?
  let link: LineSession

  init(options: ResolveCommand, words: CommandWords) throws(CommandFailure) {
    self.options = options
    link = try LineSession(
      words, command: "resolve", toolchain: options.toolchain, line: options.line,
      wantsBindings: options.listing.bindings)
    format =
      try OptionValue.of("--format", options.format ?? link.machine.settings.format) ?? .args
    try ResolveSession.checkPackageOptions(options, format)
    diagnostics = Diagnostics(try options.findings.chosenColor())
    limit = try options.findings.limit()
  }

  func plan() throws(CommandFailure) -> LinkPlan {
    do throws(LinkInputError) {
      var request = link.request(options.completion)
      request.otherLinkers = { [link] in link.view(of: $0) }
      request.demandsAgreement = options.portable
      return try link.resolver.resolve(request)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Prints the answer and what is to be said of it.
  ///
  /// - Returns: the exit status.
  func report(_ plan: LinkPlan, to output: Output) throws(CommandFailure) -> Int32 {
    let packageText = try packageText(of: plan)
    if options.findings.verbose {
      if let note = link.profileNote { diagnostics.raw("staticld: \(note)\n") }
      for step in plan.steps { diagnostics.raw("staticld: \(step)\n") }
    }
    // The linker itself prints the warnings of glibc; they are repeated only on demand.
    let quiet: Set<Finding.ID> = options.findings.verbose ? [] : [.runtimeFiles]
    diagnostics.findings(plan.findings.filter { !quiet.contains($0.id) }, limit: limit)
    guard plan.verdict == .links || options.allowUnresolved else { return 1 }

    if let packageText {
      try output.write(packageText)
    } else {
      try output.write(try text(of: plan))
    }
    return plan.verdict == .links ? 0 : 1
  }

  private func text(of plan: LinkPlan) throws(CommandFailure) -> [UInt8] {
    if format == .json {
      return PlanJSON(
        command: "resolve", plan: plan, link: link, wantsBindings: options.listing.bindings
      ).document()
    }
    guard let wordFormat = WordFormat(rawValue: format.rawValue) else {
      throw CommandFailure("--format \(format.rawValue) prints no line")
    }
    do throws(SpellingError) {
      let text = try wordFormat.text(of: link.words(for: plan.line))
      switch format {
      case .make: return Array("STATICLD_LIBS = ".utf8) + text.bytes + [0x0a]
      case .rsp: return text.bytes
      default: return text.bytes + [0x0a]
      }
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
