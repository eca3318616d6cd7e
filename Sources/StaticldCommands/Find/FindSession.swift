internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `find`.
struct FindSession {
  enum Format: String, CaseIterable {
    case text, json
  }

  /// A symbol and who defines it.
  struct Answer {
    var symbol: ByteString
    /// For a symbol that a file leaves undefined: the link may go without it.
    var isOptional = false
    var definitions: [SymbolDefinition]
  }

  let options: FindCommand
  private let format: Format
  private let search: DefinitionSearch
  private let answers: [Answer]
  private let evidence: SystemEvidence

  init(options: FindCommand, names: [ByteString]) throws(CommandFailure) {
    self.options = options
    format = try OptionValue.of("--format", options.format) ?? .text
    let machine = try MachineSession(options.toolchain)
    let toolchain = try machine.toolchain()
    let startup = (toolchain.before + toolchain.after).compactMap { argument -> ByteString? in
      if case .file(let path) = argument { path } else { nil }
    }
    let own = options.directory.map { ByteString($0) }
    for directory in own where machine.files.identity(of: directory) == nil {
      throw CommandFailure("no directory \(directory.forMessage)")
    }
    // Only the machine itself knows what leads to one directory by several names.
    var seen: Set<FileIdentity> = []
    let directories = (own + toolchain.libraryDirectories).filter {
      machine.files.identity(of: $0).map { seen.insert($0).inserted } ?? false
    }.map { own.contains($0) ? $0 : machine.files.resolvedPath($0) ?? $0 }
    search = DefinitionSearch(directories: directories, objects: startup, files: machine.files)
    evidence = machine.evidence(for: toolchain)
    var answers: [Answer] = []
    for name in names {
      guard let pattern = NamePattern(name) else {
        answers.append(Answer(symbol: name, definitions: []))
        continue
      }
      answers += FindSession.answers(to: pattern, named: name, search)
    }
    for file in options.undefined {
      answers += try FindSession.undefined(ByteString(file), toolchain, machine.files)
    }
    let plain = answers.filter { $0.definitions.isEmpty && NamePattern($0.symbol) == nil }
    let found = plain.isEmpty ? [:] : search.definitions(of: plain.map(\.symbol))
    for index in answers.indices where answers[index].definitions.isEmpty {
      answers[index].definitions = found[answers[index].symbol] ?? []
    }
    self.answers = answers
  }

  private static func answers(
    to pattern: NamePattern, named text: ByteString, _ search: DefinitionSearch
  ) -> [Answer] {
    let found = Dictionary(
      grouping: search.definitions { pattern.matches($0) }, by: \.symbol)
    guard !found.isEmpty else { return [Answer(symbol: text, definitions: [])] }
    return found.keys.sorted().map { Answer(symbol: $0, definitions: found[$0] ?? []) }
  }

  private static func undefined(
    _ file: ByteString, _ toolchain: Toolchain, _ files: SystemFiles
  ) throws(CommandFailure) -> [Answer] {
    let linkers = Set(toolchain.linkerDefinedSymbols)
    do throws(LinkInputError) {
      return try UndefinedSymbols.of(file, files: files)
        .filter { !linkers.contains($0.symbol) }
        .map { Answer(symbol: $0.symbol, isOptional: $0.isWeak, definitions: []) }
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Prints the answers.
  ///
  /// - Returns: the exit status.
  func run(to output: Output) throws(CommandFailure) -> Int32 {
    let missing = answers.filter { $0.definitions.isEmpty && !$0.isOptional }
    switch format {
    case .json: try output.write(FindJSON(answers: answers, evidence: evidence).document())
    case .text:
      var text = ""
      for answer in answers { text += lines(answer) }
      try output.write(Array(text.utf8))
      for answer in missing {
        Diagnostics.standard.error("nothing here defines '\(answer.symbol.forMessage)'")
      }
    }
    return missing.isEmpty ? 0 : 1
  }

  private func lines(_ answer: Answer) -> String {
    let limit = options.all ? Int.max : options.max ?? 20
    var lines = answer.definitions.prefix(limit).map(line).joined()
    let rest = answer.definitions.count - limit
    if rest > 0 {
      lines += "\(rest) more define \(display(answer.symbol)); --all prints them\n"
    }
    return lines
  }

  private func display(_ symbol: ByteString) -> String {
    (Demangler.demangle(symbol) ?? symbol).forMessage
  }

  private func line(_ definition: SymbolDefinition) -> String {
    var line = "\(definition.place.short): \(display(definition.symbol)): "
    line += definition.strength.rawValue
    if definition.isHidden { line += ", hidden" }
    if definition.isShared { line += ", shared" }
    if let package = evidence.package(owning: definition.place.path) {
      line += ", \(package.forMessage)"
      if let version = evidence.version(of: package) { line += " \(version.forMessage)" }
    }
    return line + "\n"
  }
}
