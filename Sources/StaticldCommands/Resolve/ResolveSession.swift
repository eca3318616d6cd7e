internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `resolve`: options, environment and settings brought together.
struct ResolveSession {
  enum Format: String, CaseIterable {
    case args, shell, rsp, make, json, pkgconfig, cmake, meson, bazel, cps
  }

  let options: ResolveCommand
  let files: SystemFiles
  let format: Format
  let diagnostics: Diagnostics
  let line: ParsedLine
  let toolchain: Toolchain
  let prefer: [ByteString]
  let exclude: [ByteString]
  let evidence: SystemEvidence

  init(
    options: ResolveCommand, words: CommandWords, files: SystemFiles
  ) throws(CommandFailure) {
    self.options = options
    self.files = files
    let environment = Environment.current
    let settings = try Settings.load(files: files, environment: environment)
    format = try ResolveSession.choice("--format", options.format ?? settings.format) ?? .args
    try ResolveSession.checkPackageOptions(options, format)
    diagnostics = Diagnostics(try ResolveSession.choice("--color", options.color) ?? .auto)
    if let maximum = options.max, maximum < 0 {
      throw CommandFailure("--max wants a number that is not negative")
    }
    do throws(ArgumentError) {
      line = try ParsedLine(parsing: words.link, files: files)
    } catch {
      throw CommandFailure(error.description)
    }
    if !words.hasTerminator, let first = words.link.first, first.hasPrefix("--"),
      line.skipped.first == first
    {
      throw CommandFailure(
        "unknown option '\(first.forMessage)'",
        hint: "put -- in front of it if it belongs to the link line")
    }
    guard line.arguments.contains(where: \.isInput) else {
      throw CommandFailure("no object, archive or library among the link arguments")
    }
    let mode: LinkMode
    switch line.requestedMode {
    case .shared, .relocatable:
      throw CommandFailure(
        "the line makes no executable (\(line.requestedMode?.rawValue ?? "")): "
          + "resolve completes links of executables")
    case .static: mode = .static
    case .staticPIE: mode = .staticPIE
    case .dynamic, nil: mode = .static
    }
    let chosenMode: LinkMode? = try ResolveSession.choice("--link", options.link ?? settings.link)
    let family: LinkerIdentity.Family? = try ResolveSession.choice(
      "--linker", options.linker ?? settings.linker)
    if let family, family != .bfd {
      throw CommandFailure(
        "the rules of \(family.rawValue) are not there yet in version \(Version.text)",
        hint: "leave --linker out: GNU ld's rules, the strictest about order, then prove the line")
    }
    var driverOptions = line.driverOptions
    if let sysroot = options.sysroot ?? settings.sysroot {
      driverOptions.append("--sysroot=" + ByteString(sysroot))
    }
    let command =
      options.cc.map { ByteString($0) } ?? line.compiler
      ?? environment.nonEmpty("CC") ?? settings.cc.map { ByteString($0) } ?? "cc"
    do throws(ProbeError) {
      toolchain = try ToolchainProbe.run(
        ProbeRequest(
          command: command, options: driverOptions, mode: chosenMode ?? mode, linker: family,
          environment: environment),
        cache: ToolchainCache(environment: environment))
    } catch {
      throw CommandFailure(error.description)
    }
    prefer = (options.prefer + settings.prefer).map { ByteString($0) }
    exclude = (options.exclude + settings.exclude).map { ByteString($0) }
    evidence = SystemEvidence(
      files: files, environment: environment,
      libraryDirectories: ResolveSession.libraryDirectories(of: line, toolchain))
  }

  static func choice<Value: RawRepresentable & CaseIterable>(
    _ option: String, _ text: String?
  ) throws(CommandFailure) -> Value? where Value.RawValue == String {
    guard let text else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure("'\(text)' is no value of \(option)", hint: "known are \(known)")
  }

  /// Where libraries lie: the user's directories, those of the inputs, the toolchain's.
  private static func libraryDirectories(
    of line: ParsedLine, _ toolchain: Toolchain
  ) -> [ByteString] {
    let own = line.arguments.compactMap { argument -> ByteString? in
      switch argument {
      case .searchDirectory(let directory): directory
      case .file(let path): path.parentDirectory
      default: nil
      }
    }
    return own + toolchain.libraryDirectories
  }

  func plan() throws(CommandFailure) -> LinkPlan {
    let resolver = Resolver(
      files: files, evidence: evidence,
      bitcode: LLVMSymbolReader(toolchain: toolchain, environment: .current))
    do throws(LinkInputError) {
      return try resolver.resolve(
        ResolveRequest(
          arguments: line.arguments, leadingSearchDirectories: line.leadingSearchDirectories,
          toolchain: toolchain, roots: options.root.map { ByteString($0) }, prefer: prefer,
          exclude: exclude),
        wantsBindings: options.bindings)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Prints the answer and what is to be said of it.
  ///
  /// - Returns: the exit status.
  func report(_ plan: LinkPlan, to output: Output) throws(CommandFailure) -> Int32 {
    let packageText = try packageText(of: plan)
    if options.verbose {
      for step in plan.steps { diagnostics.raw("staticld: \(step)\n") }
    }
    if toolchain.linker.family != .bfd {
      diagnostics.raw(
        "staticld: note: the line is proven by GNU ld's rules; the rules of "
          + "\(toolchain.linker.family.rawValue) are not there yet\n")
    }
    let limit = options.all ? nil : options.max ?? 20
    // The linker itself prints the warnings of glibc; they are repeated only on demand.
    let quiet: Set<Finding.ID> = options.verbose ? [] : [.runtimeFiles]
    diagnostics.findings(plan.findings.filter { !quiet.contains($0.id) }, limit: limit)
    guard plan.verdict == .links || options.allowUnresolved else { return 1 }

    if let packageText {
      try output.write(packageText)
    } else {
      let words = LineSpelling.driver.words(for: plan.line, driverOptions: line.driverOptions)
      try output.write(try text(of: words, plan))
    }
    return plan.verdict == .links ? 0 : 1
  }

  private func text(of words: [ByteString], _ plan: LinkPlan) throws(CommandFailure) -> [UInt8] {
    if format == .json {
      return ResolveJSON(
        plan: plan, toolchain: toolchain, semantics: .bfd, words: words,
        wantsBindings: options.bindings
      ).document()
    }
    guard let wordFormat = WordFormat(rawValue: format.rawValue) else {
      throw CommandFailure("--format \(format.rawValue) prints no line")
    }
    do throws(SpellingError) {
      let text = try wordFormat.text(of: words)
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
