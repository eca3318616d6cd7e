import ObjectFiles
public import StaticLink

/// Asks a compiler driver and its linker what they add to a link and where they look.
///
/// Nothing is compiled or linked: the driver only shows its commands (`-###`), the linker its
/// version and its script.
public struct ToolchainProbe: Sendable {
  private let request: ProbeRequest
  private let command: DriverCommand
  private let search: ExecutableSearch
  private let environment: Environment

  /// Asks, or takes the answer from a cache that still holds.
  ///
  /// - Throws: ``ProbeError`` when the driver or its linker is missing, fails or is unknown.
  public static func run(
    _ request: ProbeRequest, cache: ToolchainCache? = nil
  ) throws(ProbeError) -> Toolchain {
    let search = ExecutableSearch(environment: request.environment)
    let command = try DriverCommand(request.command, search: search)
    let key = cache.map { _ in CacheKey(request, command: command) }
    if let cache, let key, let toolchain = cache.toolchain(for: key) { return toolchain }

    let probe = ToolchainProbe(request, command: command, search: search)
    let (toolchain, witnesses) = try probe.ask()
    if let cache, let key, let witnesses { cache.store(toolchain, witnesses: witnesses, for: key) }
    return toolchain
  }

  private init(_ request: ProbeRequest, command: DriverCommand, search: ExecutableSearch) {
    self.request = request
    self.command = command
    self.search = search
    var environment = request.environment
    environment["LC_ALL"] = "C"
    self.environment = environment
  }

  private func ask() throws(ProbeError) -> (Toolchain, [Witness]?) {
    let (shown, specs) = try driverLine()
    var line = shown
    let linkerName = try linkerName(of: line)
    let linker = try linker(called: linkerName)
    let rules = try LinkerDefaults(
      of: linker, switches: line.switches, mode: request.mode, environment: environment)
    let directories = DirectoryCensus(sysroot: rules.sysroot)
    line.settle { directories.exists($0) }
    let toolchain = Toolchain(
      driver: command.driver, linker: linker, mode: request.mode, before: line.before,
      after: line.after, deferredLibraries: line.deferred,
      searchDirectories: rules.searchDirectories.filter { directories.exists($0) },
      sysroot: rules.sysroot, linkerDefinedSymbols: rules.symbols)
    let programs = [command.executable, command.driver, line.program, linker.path]
    let witnesses = Witness.all(
      programs: programs + specs,
      absent: search.places(before: linker.path, for: linkerName),
      arguments: line.before + line.after,
      directories: directories.asked)
    return (toolchain, witnesses)
  }

  // MARK: The driver

  private func driverLine() throws(ProbeError) -> (DriverLine, specs: [ByteString]) {
    let directory = try temporaryDirectory()
    let placeholders: (ByteString, ByteString)
    do throws(FileError) {
      // clang insists that inputs exist.
      placeholders = (
        try directory.createFile("first.o"), try directory.createFile("second.o")
      )
    } catch {
      throw .noTemporaryDirectory(error)
    }
    let output = directory.path.appending(component: "a.out")
    let between = DriverLine.movable.map { "-l" + $0 }
    let outcome = try runDriver(
      ["-###", placeholders.0] + between + [placeholders.1, "-o", output])
    withExtendedLifetime(directory) {}
    guard outcome.status.isSuccess else {
      throw .driverFailed(driver: command.driver, message: complaint(in: outcome))
    }
    do throws(ArgumentError) {
      let transcript = DriverTranscript(outcome.errors)
      let shown = transcript.linkerCommand ?? []
      if let line = try DriverLine(shown, placeholders: placeholders) {
        return (line, transcript.configurationFiles)
      }
    } catch {
      throw .unreadableLine(driver: command.driver, error)
    }
    throw .noLinkerCommand(driver: command.driver, message: complaint(in: outcome))
  }

  private func temporaryDirectory() throws(ProbeError) -> TemporaryDirectory {
    do throws(FileError) {
      return try TemporaryDirectory(environment: environment)
    } catch {
      throw .noTemporaryDirectory(error)
    }
  }

  private func runDriver(_ words: [ByteString]) throws(ProbeError) -> ChildProcess.Outcome {
    let arguments =
      command.launched + command.options + request.options + request.choices + words
    return try run(command.executable, arguments)
  }

  /// Drivers print a page about themselves before they come to the point.
  private func complaint(in outcome: ChildProcess.Outcome) -> ByteString {
    let lines = ByteString(outcome.errors).split(separator: 0x0a)
    let errors = lines.filter { String(decoding: $0.bytes, as: UTF8.self).contains("error:") }
    let text = (errors.isEmpty ? lines : errors).map(\.bytes).joined(separator: [0x0a])
    return ProbeError.excerpt(of: Array(text))
  }

  private func run(
    _ path: ByteString, _ arguments: [ByteString]
  ) throws(ProbeError) -> ChildProcess.Outcome {
    do throws(ProcessError) {
      return try ChildProcess(path, arguments, environment: environment).run()
    } catch {
      throw .process(error)
    }
  }

  // MARK: The linker

  private func linker(called name: ByteString) throws(ProbeError) -> LinkerIdentity {
    guard let path = search.find(name) else {
      throw .linkerNotFound(name: name, driver: command.driver)
    }
    return try LinkerBanner.identity(of: path, environment: environment)
  }

  /// clang runs the linker itself; GCC runs collect2, which looks for it.
  private func linkerName(of line: DriverLine) throws(ProbeError) -> ByteString {
    guard line.program.lastPathComponent == "collect2" else { return line.program }
    // GCC 12 leaves -fuse-ld=lld out of what -print-prog-name=ld prints.
    let wanted = line.switches.value(of: ["-fuse-ld"]).map { "ld." + $0 } ?? "ld"
    let outcome = try runDriver(["-print-prog-name=" + wanted])
    let name = ByteString(outcome.output.prefix { $0 != 0x0a })
    return outcome.status.isSuccess && !name.isEmpty ? name : wanted
  }
}
