internal import ArgumentParser
internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// Which link is explained.
struct ExplainOptions: ParsableArguments {
  static let own =
    ToolchainOptions.own + CompletionOptions.own
    + OwnOptions(flags: ["--as-given", "--verbose", "-v"], valued: ["--linker", "--link"])

  @OptionGroup var toolchain: ToolchainOptions
  @OptionGroup var line: LineOptions
  @OptionGroup var completion: CompletionOptions

  @Flag(help: "Take the line as it stands; without it, what resolve would make of it.")
  var asGiven = false

  @Flag(name: [.customShort("v"), .long], help: "Show what is wrong with the line on stderr.")
  var verbose = false
}

/// A link that was simulated to be asked about.
struct ExplainSession {
  let link: LineSession
  let explanation: LinkExplanation

  init(
    _ words: CommandWords, command: String, options: ExplainOptions
  ) throws(CommandFailure) {
    link = try LineSession(
      words, command: command, toolchain: options.toolchain, line: options.line)
    var request = link.request(options.completion)
    request.allowsLibraryMode = !options.asGiven
    do throws(LinkInputError) {
      explanation = try link.resolver.explain(request, asGiven: options.asGiven)
    } catch {
      throw CommandFailure(error)
    }
    report(isVerbose: options.verbose)
  }

  /// A link that fails is explained as far as it goes, and that is said.
  private func report(isVerbose: Bool) {
    let plan = explanation.plan
    if isVerbose { Diagnostics.standard.findings(plan.findings, limit: 20) }
    guard plan.verdict == .fails else { return }
    let errors = plan.findings.filter { $0.severity == .error }
    let first = errors.first.map { ": \($0.message)" } ?? ""
    let rest = errors.count > 1 ? " and \(errors.count - 1) more" : ""
    Diagnostics.standard.raw("staticld: note: this link fails\(first)\(rest)\n")
  }

  /// A path for people: gcc names its directories by a way through its own.
  func readable(_ path: ByteString) -> ByteString {
    guard path.split(separator: 0x2f).contains(".."),
      let directory = link.machine.files.resolvedPath(path.parentDirectory)
    else { return path }
    return directory.appending(component: path.lastPathComponent)
  }

  /// What links, for an answer in JSON.
  func header(_ command: String) -> [(key: String, value: JSON)] {
    var entries: [(key: String, value: JSON)] = [
      ("schema", .string("staticld/1")), ("command", .string(command)),
      ("linker", link.linkerJSON),
    ]
    if !link.toolchain.driver.isEmpty { entries += JSON.name("driver", link.toolchain.driver) }
    entries += [
      ("mode", .string(link.toolchain.mode.rawValue)),
      ("verdict", .string(explanation.plan.verdict.rawValue)),
    ]
    return entries
  }

  /// A command's answers about sizes and chains need objects to be read again.
  static func readingAgain<Value>(
    _ body: () throws(LinkInputError) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(LinkInputError) {
      return try body()
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension JSON {
  static func bytes(_ bytes: SectionBytes) -> JSON {
    .object([
      ("text", .integer(bytes.text)), ("data", .integer(bytes.data)), ("bss", .integer(bytes.bss)),
      ("total", .integer(bytes.total)),
    ])
  }

  static func root(_ root: LinkGraph.Root) -> JSON {
    .object(
      [("kind", .string(root.kind.rawValue))]
        + (root.symbol.map { JSON.name("symbol", $0) } ?? []))
  }
}

extension SectionBytes {
  /// `1234 bytes (text 1200, data 30, bss 4)`.
  var forPeople: String { "\(total) bytes (text \(text), data \(data), bss \(bss))" }
}
