internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// What a static link with some packages needs, complete and in order.
struct StaticPackages {
  let real: ByteString
  let question: PackageQuestion
  let environment: Environment

  /// The line that pkg-config would print; `nil` when the packages cannot be linked statically, so
  /// that the real one has the word.
  func answer() -> [UInt8]? {
    guard let given = ask(["--libs"]), let arguments = line(given) else { return nil }
    var words: [ByteString] = []
    if question.asksForFlags {
      guard let flags = ask([]) else { return nil }
      words += flags
    }
    words += arguments.flatMap { argument in
      question.wants(PackageQuestion.Part(argument))
        ? LineSpelling.driver.words(for: [argument]) : []
    }
    let spelled = words.map { (try? WordFormat.shell.text(of: [$0])) ?? $0 }
    return Array(spelled.map(\.bytes).joined(separator: [0x20])) + [0x0a]
  }

  /// The words of an answer of the real program.
  private func ask(_ options: [ByteString]) -> [ByteString]? {
    let call = ChildProcess(real, options + question.others, environment: environment)
    guard let outcome = try? call.run(), outcome.status.isSuccess, outcome.errors.isEmpty else {
      return nil
    }
    return ResponseWords.split(outcome.output)
  }

  private func line(_ given: [ByteString]) -> [LinkArgument]? {
    let files = SystemFiles()
    guard let parsed = try? ParsedLine(parsing: given, files: files),
      parsed.arguments.contains(where: \.isInput),
      let toolchain = try? ToolchainProbe.run(
        ProbeRequest(options: parsed.driverOptions, mode: .static, environment: environment),
        cache: ToolchainCache(environment: environment))
    else { return nil }
    let own = parsed.arguments.compactMap { argument -> ByteString? in
      if case .searchDirectory(let directory) = argument { directory } else { nil }
    }
    let resolver = Resolver(
      files: files,
      evidence: SystemEvidence(
        files: files, environment: environment,
        libraryDirectories: own + toolchain.libraryDirectories))
    let request = ResolveRequest(
      arguments: parsed.arguments, leadingSearchDirectories: parsed.leadingSearchDirectories,
      toolchain: toolchain, semantics: LinkerSemantics.rules(of: toolchain.linker))
    guard let plan = try? resolver.resolve(request), plan.verdict == .links else { return nil }
    let kept = parsed.driverOptions.map { LinkArgument.other([$0]) }
    return kept + plan.line
  }
}

extension PackageQuestion.Part {
  fileprivate init(_ argument: LinkArgument) {
    switch argument {
    case .searchDirectory: self = .directories
    case .library(_, false): self = .libraries
    default: self = .other
    }
  }
}
