internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `combine`.
struct CombineSession {
  enum Format: String, CaseIterable {
    case text, json
  }

  private let options: CombineCommand
  private let format: Format
  private let request: CombinationRequest

  init(options: CombineCommand, inputs: [ByteString]) throws(CommandFailure) {
    self.options = options
    format = try OptionValue.of("--format", options.format) ?? .text
    request = try CombineSession.request(options, inputs)
  }

  private static func request(
    _ options: CombineCommand, _ inputs: [ByteString]
  ) throws(CommandFailure) -> CombinationRequest {
    guard let output = options.output.map({ ByteString($0) }) else {
      throw CommandFailure("no -o", hint: "staticld combine --keep f -o libout.a liba.a b.o")
    }
    guard output.hasSuffix(".a") || output.hasSuffix(".o") else {
      throw CommandFailure(
        "'\(output.forMessage)' is neither an archive (.a) nor an object (.o)")
    }
    guard !inputs.isEmpty else { throw CommandFailure("no object or archive to combine") }
    var renames: [CombinationRequest.Rename] = []
    for text in options.rename {
      let parts = ByteString(text).split(separator: UInt8(ascii: "="))
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw CommandFailure("'\(text)' is no value of --rename", hint: "--rename old=new")
      }
      renames.append(.init(parts[0], to: parts[1]))
    }
    var kept = options.keep.map { ByteString($0) }
    for file in options.keepList { kept += try list(ByteString(file)) }
    guard !kept.isEmpty || !options.keepPattern.isEmpty || !renames.isEmpty else {
      throw CommandFailure(
        "nothing is to be kept, so nobody could use the result",
        hint: "--keep SYMBOL, --keep-pattern 'lib_*', --keep-list FILE or --rename OLD=NEW")
    }
    var request = CombinationRequest(
      inputs: inputs, keeping: kept, patterns: options.keepPattern.map { ByteString($0) },
      renaming: renames, prefix: ByteString(options.prefix ?? ""), output: output)
    request.archives = options.needed ? .needed : .whole
    request.sharesComdat = options.shareComdat
    return request
  }

  /// The symbols in a file: one a line, blanks around it, comments behind `#`.
  private static func list(_ path: ByteString) throws(CommandFailure) -> [ByteString] {
    let text: [UInt8]
    do throws(FileError) {
      text = try SystemFiles().contents(of: path)
    } catch {
      throw CommandFailure("cannot read \(path.forMessage): \(error.cause)")
    }
    return text.split(separator: 0x0a).compactMap { line in
      var name = line.prefix { $0 != UInt8(ascii: "#") }
      while let last = name.last, last <= 0x20 { name.removeLast() }
      while let first = name.first, first <= 0x20 { name.removeFirst() }
      return name.isEmpty ? nil : ByteString(name)
    }
  }

  /// - Returns: the exit status.
  func run() throws(CommandFailure) -> Int32 {
    let machine = try MachineSession(options.toolchain)
    let report: CombinationReport
    do throws(CombinationError) {
      let tools = try CombinationTools(
        command: machine.driver(), options: machine.sysrootOptions,
        environment: machine.environment)
      report = try Combination.make(
        request, tools: tools, environment: machine.environment)
    } catch {
      return try explain(error)
    }
    switch format {
    case .json: try Output.standard.write(CombineJSON.document(of: report))
    case .text: Diagnostics.standard.raw(CombineText(report, lists: options.verbose).text)
    }
    return 0
  }

  private func explain(_ error: CombinationError) throws(CommandFailure) -> Int32 {
    switch error {
    case .refused(let findings):
      switch format {
      case .json: try Output.standard.write(CombineJSON.document(refusing: request, findings))
      case .text: Diagnostics.standard.findings(findings, limit: options.verbose ? nil : 20)
      }
      return 1
    case .linkFailed:
      Diagnostics.standard.error(error.description)
      if format == .json {
        try Output.standard.write(CombineJSON.document(refusing: request, []))
      }
      return 1
    case .unreadable(let finding):
      throw CommandFailure(finding)
    default:
      throw CommandFailure(error.description)
    }
  }
}
