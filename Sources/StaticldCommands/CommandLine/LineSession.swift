internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A link line and the toolchain that would link it.
struct LineSession {
  let machine: MachineSession
  let line: ParsedLine
  let toolchain: Toolchain
  let semantics: LinkerSemantics
  let evidence: SystemEvidence
  private let wantsBindings: Bool
  private let mode: LinkMode?

  init(
    _ words: CommandWords, command: String, toolchain options: ToolchainOptions? = nil,
    line lineOptions: LineOptions? = nil, wantsBindings: Bool = false
  ) throws(CommandFailure) {
    guard !words.link.isEmpty else {
      throw CommandFailure("no link arguments", hint: "staticld \(command) main.o libfoo.a")
    }
    machine = try MachineSession(options)
    do throws(ArgumentError) {
      let given = try ParsedLine(parsing: words.link, files: machine.files)
      line = command == "check" ? LineSession.asking(given) : given
    } catch {
      throw CommandFailure(error.description)
    }
    try LineSession.check(line, words, command: command)
    let isLarge = line.arguments.count(where: \.isInput) >= LineSession.manyInputs
    if isLarge { Heap.prepareForMuch() } else { Heap.prepare() }
    if let linker = line.linker {
      try LineSession.checkUnused(lineOptions, by: linker)
      toolchain = try machine.toolchain(ofLinker: linker, line: line)
      mode = nil
    } else {
      let given: LinkMode? = try OptionValue.of(
        "--link", lineOptions?.link ?? machine.settings.link)
      let mode = given ?? LineSession.mode(of: line)
      self.mode = mode
      toolchain = try machine.toolchain(
        for: line, mode: mode,
        linker: try OptionValue.of("--linker", lineOptions?.linker ?? machine.settings.linker))
    }
    semantics = LinkerSemantics.rules(of: toolchain.linker)
    evidence = machine.evidence(for: toolchain, line: line)
    self.wantsBindings = wantsBindings
  }

  /// Inputs of a line whose symbols fill a few large pages.
  private static let manyInputs = 32

  private static func check(
    _ line: ParsedLine, _ words: CommandWords, command: String
  ) throws(CommandFailure) {
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
    if command != "check", let mode = line.requestedMode, [.shared, .relocatable].contains(mode) {
      throw CommandFailure(
        "the line makes no executable (\(mode.rawValue)): \(command) is about links of executables")
    }
  }

  /// A linker's own line says all that there is to say.
  private static func checkUnused(
    _ options: LineOptions?, by linker: ByteString
  ) throws(CommandFailure) {
    for (option, value) in [("--linker", options?.linker), ("--link", options?.link)]
    where value != nil {
      throw CommandFailure(
        "\(option) says nothing about a line that begins with '\(linker.forMessage)'")
    }
  }

  private static func mode(of line: ParsedLine) -> LinkMode {
    switch line.requestedMode {
    case .staticPIE: .staticPIE
    case .shared, .relocatable: .dynamic
    case .static, .dynamic, nil: .static
    }
  }

  /// The driver is asked what it adds to an output that is no program.
  private static func asking(_ line: ParsedLine) -> ParsedLine {
    guard line.linker == nil else { return line }
    var line = line
    switch line.requestedMode {
    case .shared: line.driverOptions.append("-shared")
    case .relocatable: line.driverOptions.append("-r")
    case .static, .staticPIE, .dynamic, nil: break
    }
    return line
  }

  /// What to say when the linker is newer than every one whose rules are known.
  var profileNote: String? {
    let linker = toolchain.linker
    guard semantics.isOutdated(for: linker) else { return nil }
    let known = LinkerIdentity(
      family: semantics.family, version: semantics.version, path: linker.path)
    return "\(linker.displayName) is newer than \(known.displayName), whose rules are applied"
  }

  /// The line as a question to the library.
  var request: ResolveRequest {
    ResolveRequest(
      arguments: line.arguments, leadingSearchDirectories: line.leadingSearchDirectories,
      toolchain: toolchain, semantics: semantics, wantsBindings: wantsBindings)
  }

  /// The same driver with another linker; where that is not installed, and for a linker's own line,
  /// the toolchain at hand by that linker's rules.
  func view(of family: LinkerIdentity.Family) -> LinkerView {
    guard let mode,
      let other = try? machine.toolchain(for: line, mode: mode, linker: family)
    else { return LinkerView(family, inPlaceOf: toolchain) }
    return LinkerView(toolchain: other, semantics: .rules(of: other.linker))
  }

  /// The same with what is said of its completion.
  func request(_ options: CompletionOptions) -> ResolveRequest {
    var request = request
    request.roots = options.root.map { ByteString($0) }
    request.prefer = (options.prefer + machine.settings.prefer).map { ByteString($0) }
    request.exclude = (options.exclude + machine.settings.exclude).map { ByteString($0) }
    return request
  }

  var resolver: Resolver {
    Resolver(
      files: machine.files, evidence: evidence,
      bitcode: LLVMSymbolReader(toolchain: toolchain, environment: machine.environment))
  }

  /// A line's elements in the words of the program that the user named.
  func words(for arguments: [LinkArgument]) -> [ByteString] {
    line.driverOptions + addedWords(for: arguments)
  }

  /// The same for what is added to a line that has its options already.
  func addedWords(for arguments: [LinkArgument]) -> [ByteString] {
    (line.linker == nil ? LineSpelling.driver : .linker).words(for: arguments)
  }
}
