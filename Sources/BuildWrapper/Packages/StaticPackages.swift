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
    guard let given = ask(["--libs"]), let line = line(given) else { return nil }
    var words: [ByteString] = []
    if question.asksForFlags {
      guard let flags = ask([]) else { return nil }
      words += flags
    }
    if question.wants(.other) { words += line.options }
    words += line.arguments.flatMap { argument in
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

  /// The driver's options and the inputs, complete and in order.
  ///
  /// What some member of a library needs and nothing here has, or only a shared object, is left
  /// out: a program that does not use that member links all the same.
  private func line(_ given: [ByteString]) -> (options: [ByteString], arguments: [LinkArgument])? {
    let files = SystemFiles()
    guard let parsed = try? ParsedLine(parsing: given, files: files),
      parsed.arguments.contains(where: \.isInput),
      let toolchain = try? ToolchainProbe.run(
        ProbeRequest(options: parsed.driverOptions, mode: .static, environment: environment),
        cache: ToolchainCache(environment: environment))
    else { return nil }
    let resolver = Resolver(
      files: files,
      evidence: SystemEvidence(
        files: files, environment: environment,
        libraryDirectories: parsed.arguments.searchDirectories + toolchain.libraryDirectories))
    var request = ResolveRequest(
      arguments: parsed.arguments, leadingSearchDirectories: parsed.leadingSearchDirectories,
      toolchain: toolchain, semantics: LinkerSemantics.rules(of: toolchain.linker))
    while true {
      do throws(LinkInputError) {
        return (parsed.driverOptions, try resolver.resolve(request).line)
      } catch {
        guard case .missingLibrary(let name, _) = error else { return nil }
        let missing = LinkArgument.library(name, isFileName: false)
        let count = request.arguments.count
        request.arguments.removeAll { $0 == missing }
        guard request.arguments.count < count, request.arguments.contains(where: \.isInput) else {
          return nil
        }
      }
    }
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
