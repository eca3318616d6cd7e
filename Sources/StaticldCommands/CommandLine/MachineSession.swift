internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// The machine as a command without a link line sees it: settings, driver, libraries.
struct MachineSession {
  let files = SystemFiles()
  let environment = Environment.current
  private let settings: Settings
  private let cc: String?
  private let sysroot: String?

  init(cc: String?, sysroot: String? = nil) throws(CommandFailure) {
    settings = try Settings.load(files: files, environment: environment)
    self.cc = cc
    self.sysroot = sysroot
  }

  /// What the driver adds to a static link, with some options of its own.
  func toolchain(options: [ByteString] = []) throws(CommandFailure) -> Toolchain {
    var options = options
    if let sysroot = sysroot ?? settings.sysroot {
      options.append("--sysroot=" + ByteString(sysroot))
    }
    let command =
      cc.map { ByteString($0) } ?? environment.nonEmpty("CC")
      ?? settings.cc.map { ByteString($0) } ?? "cc"
    do throws(ProbeError) {
      return try ToolchainProbe.run(
        ProbeRequest(
          command: command, options: options, mode: .static, linker: nil,
          environment: environment),
        cache: ToolchainCache(environment: environment))
    } catch {
      throw CommandFailure(error.description)
    }
  }

  func evidence(for toolchain: Toolchain) -> SystemEvidence {
    SystemEvidence(
      files: files, environment: environment, libraryDirectories: toolchain.libraryDirectories)
  }
}
