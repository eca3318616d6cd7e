import ObjectFiles
import StaticLink

/// Everything that decides a probe's answer but the machine's files, as bytes.
struct CacheKey: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ request: ProbeRequest, command: DriverCommand) {
    var writer = ByteWriter()
    writer.write(command.executable)
    writer.write(command.launched)
    writer.write(command.driver)
    writer.write(SystemFiles().resolvedPath(command.driver) ?? "")
    if let status = FileStatus(path: command.driver) { writer.write(status) }
    writer.write(command.options)
    writer.write(request.options)
    writer.write(ByteString(request.mode.rawValue))
    writer.write(ByteString(request.linker?.rawValue ?? ""))
    writer.write(environment: request.environment)
    if CacheKey.dependsOnWorkingDirectory(request, command: command) {
      writer.write(currentDirectory())
    }
    bytes = writer.bytes
  }

  /// The key of a linker that a line names itself.
  init(
    linker: ByteString, switches: LinkerSwitches, sysroot: ByteString?, mode: LinkMode,
    environment: Environment
  ) {
    var writer = ByteWriter()
    // No driver: the key of one begins with its path.
    writer.write("")
    writer.write(linker)
    writer.write(SystemFiles().resolvedPath(linker) ?? "")
    if let status = FileStatus(path: linker) { writer.write(status) }
    writer.write(switches.emulation ?? "")
    writer.write(byte: switches.isPIE ? 1 : 0)
    writer.write(byte: switches.hasNoDefaultDirectories ? 1 : 0)
    writer.write(byte: sysroot == nil ? 0 : 1)
    writer.write(sysroot ?? "")
    writer.write(ByteString(mode.rawValue))
    writer.write(environment: environment)
    if let sysroot, !sysroot.isAbsolutePath { writer.write(currentDirectory()) }
    bytes = writer.bytes
  }

  /// The key of the question which linker a driver runs.
  init(
    driver: ByteString, words: [ByteString], linker: ByteString,
    environment: any EnvironmentVariables
  ) {
    var writer = ByteWriter()
    writer.write(driver)
    if let status = FileStatus(path: driver) { writer.write(status) }
    writer.write(words)
    writer.write(linker)
    writer.write(environment: environment)
    if CacheKey.mayBeRelative(words) || CacheKey.hasRelativePath(environment) {
      writer.write(currentDirectory())
    }
    bytes = writer.bytes
  }

  /// The variables that drivers and linkers look at; `REALGCC` is the musl-gcc script's.
  fileprivate static let variables: [ByteString] = [
    "PATH", "LIBRARY_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX", "GCC_SPECS", "REALGCC",
    "CCC_OVERRIDE_OPTIONS", "LDEMULATION", "GNUTARGET",
  ]

  /// Any word that may be a relative path makes the answer one for this directory only.
  private static func dependsOnWorkingDirectory(
    _ request: ProbeRequest, command: DriverCommand
  ) -> Bool {
    mayBeRelative(command.options + request.options) || hasRelativePath(request.environment)
  }

  private static func mayBeRelative(_ words: [ByteString]) -> Bool {
    words.contains { word in
      word.bytes.first != UInt8(ascii: "-") && !word.isAbsolutePath
        || word.hasPrefix("-B") && word.count > 2 && word.bytes[2] != UInt8(ascii: "/")
        || word.divided(at: UInt8(ascii: "=")).map { !$0.tail.isAbsolutePath } == true
    }
  }

  private static func hasRelativePath(_ environment: any EnvironmentVariables) -> Bool {
    variables.prefix(4).compactMap { environment[$0] }.contains { path in
      !path.isEmpty && path.split(separator: UInt8(ascii: ":")).contains { !$0.isAbsolutePath }
    }
  }

  /// A name for a file, not a proof of equality: the entry holds the whole key.
  var fileName: ByteString {
    let hash = NameHash(of: ByteString(bytes)).value
    let digits = String(hash, radix: 16)
    return ByteString(String(repeating: "0", count: 16 - digits.utf8.count) + digits)
  }
}

extension ByteWriter {
  fileprivate mutating func write(environment: any EnvironmentVariables) {
    for name in CacheKey.variables {
      let value = environment[name]
      write(byte: value == nil ? 0 : 1)
      write(value ?? "")
    }
  }
}
