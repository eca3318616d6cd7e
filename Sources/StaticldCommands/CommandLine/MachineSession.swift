internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// The machine as a command sees it: settings, toolchains, libraries.
struct MachineSession {
  let files = SystemFiles()
  let environment = Environment.current
  let settings: Settings
  /// `nil`: none was given.
  private let options: ToolchainOptions?

  init(_ options: ToolchainOptions? = nil) throws(CommandFailure) {
    settings = try Settings.load(files: files, environment: environment)
    self.options = options
  }

  private var sysroot: ByteString? {
    (options?.sysroot ?? settings.sysroot).map { ByteString($0) }
  }

  /// The option that gives the driver its sysroot, if it has one.
  var sysrootOptions: [ByteString] { sysroot.map { ["--sysroot=" + $0] } ?? [] }

  /// The command of the compiler driver that links.
  func driver(of line: ParsedLine? = nil) -> ByteString {
    (options?.cc).map { ByteString($0) } ?? line?.compiler
      ?? environment.nonEmpty("CC") ?? settings.cc.map { ByteString($0) } ?? "cc"
  }

  /// What the driver adds to a link.
  ///
  /// - Parameters:
  ///   - line: the line whose compiler and driver options count; `nil`: there is none.
  ///   - mode: what is linked.
  ///   - linker: another linker than the driver's own.
  func toolchain(
    for line: ParsedLine? = nil, mode: LinkMode = .static,
    linker: LinkerIdentity.Family? = nil
  ) throws(CommandFailure) -> Toolchain {
    let driverOptions = (line?.driverOptions ?? []) + sysrootOptions
    let command = driver(of: line)
    do throws(ProbeError) {
      return try ToolchainProbe.run(
        ProbeRequest(
          command: command, options: driverOptions, mode: mode, linker: linker,
          environment: environment),
        cache: ToolchainCache(environment: environment))
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// What the linker that a line names adds to it.
  func toolchain(
    ofLinker linker: ByteString, line: ParsedLine
  ) throws(CommandFailure) -> Toolchain {
    if options?.cc != nil {
      throw CommandFailure(
        "--cc says nothing about a line that begins with '\(linker.forMessage)'")
    }
    do throws(ProbeError) {
      return try LinkerProbe.run(
        LinkerProbe.Request(
          linker: linker, line: line, sysroot: sysroot, environment: environment),
        cache: ToolchainCache(environment: environment))
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// What this machine knows of libraries.
  ///
  /// - Parameter line: libraries may lie in its directories and beside its inputs, too.
  func evidence(for toolchain: Toolchain, line: ParsedLine? = nil) -> SystemEvidence {
    let own = (line?.arguments ?? []).compactMap { argument -> ByteString? in
      switch argument {
      case .searchDirectory(let directory): directory
      case .file(let path): path.parentDirectory
      default: nil
      }
    }
    return SystemEvidence(
      files: files, environment: environment,
      libraryDirectories: own + toolchain.libraryDirectories)
  }
}
