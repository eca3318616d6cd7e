public import ObjectFiles
public import StaticLink

/// What is asked of a toolchain: the answer depends on nothing but this and the machine's files.
public struct ProbeRequest: Hashable, Sendable {
  /// The driver's command: words in GCC's quoting, so that `ccache gcc` and `gcc -m32` work.
  public var command: ByteString
  /// What ``ParsedLine/driverOptions`` holds.
  public var options: [ByteString]
  /// The kind of executable.
  public var mode: LinkMode
  /// Another linker than the one that the driver would run.
  public var linker: LinkerIdentity.Family?
  /// What the driver and the linker are run with, `LC_ALL` aside.
  public var environment: Environment

  /// Asks about a driver.
  ///
  /// - Parameter command: `nil` for `$CC`, or `cc` when that is unset or empty.
  public init(
    command: ByteString? = nil, options: [ByteString] = [], mode: LinkMode = .static,
    linker: LinkerIdentity.Family? = nil, environment: Environment
  ) {
    self.command = command ?? environment.nonEmpty("CC") ?? "cc"
    self.options = options
    self.mode = mode
    self.linker = linker
    self.environment = environment
  }

  /// The options that make the driver choose the mode and the linker.
  var choices: [ByteString] {
    let modeOptions: [ByteString] =
      switch mode {
      case .static: ["-static"]
      case .staticPIE: ["-static-pie"]
      case .dynamic: []
      }
    return modeOptions + (linker.map { ["-fuse-ld=" + ByteString($0.rawValue)] } ?? [])
  }
}

/// A driver's command, taken apart and found on the machine.
struct DriverCommand: Hashable, Sendable {
  /// What is executed: the driver, or a launcher such as ccache.
  var executable: ByteString
  /// The launcher's words before the driver's options, the driver itself included; empty without
  /// a launcher.
  var launched: [ByteString]
  /// The driver as an absolute path.
  var driver: ByteString
  /// Options that are part of the command, as in `gcc -m32`.
  var options: [ByteString]

  init(_ command: ByteString, search: ExecutableSearch) throws(ProbeError) {
    let words = ResponseWords.split(command.bytes)
    let names = words.prefix { $0.bytes.first != UInt8(ascii: "-") }
    guard let first = names.first, let last = names.last else {
      throw .commandNotFound(command)
    }
    guard let executable = search.find(first) else { throw .commandNotFound(first) }
    guard let driver = search.find(last) else { throw .commandNotFound(last) }
    self.executable = executable
    self.driver = driver
    launched = Array(names.dropFirst())
    options = Array(words.dropFirst(names.count))
  }
}
