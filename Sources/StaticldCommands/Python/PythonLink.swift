internal import Glibc
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLink
internal import StaticLinkToolchain

/// The link of a program around a static Python.
struct PythonLink {
  let options: PythonBuildCommand
  let machine: MachineSession
  let python: PythonInstallation
  let objects: [ByteString]
  let archives: [ByteString]

  /// - Returns: whether the program is there; what is missing is said.
  func run(output: ByteString, _ step: (String) -> Void) throws(CommandFailure) -> Bool {
    step("resolving libraries")
    let wraps = ProgramSource.wrappedSymbols.map { "-Wl,--wrap=" + $0 }
    let given = objects + wraps + archives + [library] + python.linkWords
    let words = CommandWords(["--"] + given, options: OwnOptions(flags: [], valued: []))
    let session = try LineSession(
      words, command: "python build", toolchain: options.toolchain, line: options.line)
    let plan: LinkPlan
    do throws(LinkInputError) { plan = try session.resolver.resolve(session.request) } catch {
      throw CommandFailure(error)
    }
    let quiet: Set<Finding.ID> = options.verbose ? [] : [.runtimeFiles]
    Diagnostics.standard.findings(
      plan.findings.filter { !quiet.contains($0.id) }, limit: options.verbose ? nil : 20)
    guard plan.verdict == .links else { return false }
    step("linking")
    try link(session, plan, output)
    return true
  }

  /// Debian's libpython is compiled for programs at fixed addresses and has a sister for others.
  private var library: ByteString {
    let sister = python.library.dropLast(2) + "-pic.a"
    return options.line.link == "static-pie" && machine.files.resolvedPath(sister) != nil
      ? sister : python.library
  }

  private func link(
    _ session: LineSession, _ plan: LinkPlan, _ output: ByteString
  ) throws(CommandFailure) {
    let driver: CompilerRun
    do throws(ProbeError) {
      driver = try CompilerRun(machine.driver(of: session.line), environment: machine.environment)
    } catch {
      throw CommandFailure(error.description)
    }
    let temporary = output + ".staticld-" + ByteString(String(getpid()))
    var words = machine.sysrootOptions + modeWords
    if options.strip { words.append("-s") }
    words += session.words(for: plan.line) + ["-o", temporary]
    do throws(CommandFailure) {
      try PythonBuildBench.run(driver, words)
    } catch {
      FileCopy.remove(temporary)
      throw error
    }
    guard FileCopy.rename(temporary, to: output) else {
      FileCopy.remove(temporary)
      throw CommandFailure("cannot write \(output.forMessage)")
    }
  }

  private var modeWords: [ByteString] {
    let mode: ByteString? =
      switch options.line.link {
      case "static-pie": "-static-pie"
      case "dynamic": nil
      default: "-static"
      }
    let linker = options.line.linker.map { "-fuse-ld=" + ByteString($0) }
    return [mode, linker].compactMap { $0 }
  }
}
