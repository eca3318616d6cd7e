public import ObjectFiles
public import StaticLink

/// GNU ld, objcopy and ar, as a compiler driver would run them.
///
/// A cross driver's tools know its objects; GNU ld does this work whichever linker links later.
public struct CombinationTools: Sendable {
  /// The linker that makes one object of many.
  public let linker: LinkerIdentity
  /// Changes symbols and sections of an object.
  public let objcopy: ByteString
  /// Makes archives.
  public let ar: ByteString
  private let environment: Environment

  /// Asks a driver for its tools.
  ///
  /// - Parameters:
  ///   - command: `nil` for `$CC`, or `cc` when that is unset or empty.
  ///   - options: driver options that decide which tools it takes, `--target` for example.
  /// - Throws: ``CombinationError`` when one is missing or cannot do what is wanted.
  public init(
    command: ByteString? = nil, options: [ByteString] = [], environment: Environment
  ) throws(CombinationError) {
    var quiet = environment
    quiet["LC_ALL"] = "C"
    // Each of these makes GNU's tools take or make another format than the inputs'.
    for name: ByteString in ["LDEMULATION", "GNUTARGET"] { quiet[name] = nil }
    self.environment = quiet
    let names = try ToolNaming(command: command, options: options, environment: quiet)
    linker = try CombinationTools.linker(names, quiet)
    objcopy = try names.path(of: "objcopy")
    ar = try names.path(of: "ar")
    let banner = try CombinationTools.run(objcopy, ["--version"], quiet).output
    guard banner.starts(with: "GNU objcopy".utf8) else {
      throw .unsuitableTool(path: objcopy, lacks: "it is not GNU objcopy (binutils)")
    }
  }

  private static func linker(
    _ names: ToolNaming, _ environment: Environment
  ) throws(CombinationError) -> LinkerIdentity {
    let path: ByteString
    do throws(CombinationError) { path = try names.path(of: "ld.bfd") } catch {
      path = try names.path(of: "ld")
    }
    let identity: LinkerIdentity
    do throws(ProbeError) {
      identity = try LinkerBanner.identity(of: path, environment: environment)
    } catch {
      throw .driver(error)
    }
    guard identity.family == .bfd else {
      throw .unsuitableTool(path: path, lacks: "it is not GNU ld (binutils)")
    }
    let help = try run(path, ["--help"], environment).output
    guard String(decoding: help, as: UTF8.self).contains("--force-group-allocation") else {
      throw .unsuitableTool(
        path: path,
        lacks: "GNU ld \(identity.version) has no --force-group-allocation (binutils 2.29)")
    }
    return identity
  }

  /// Runs one of the tools.
  ///
  /// - Throws: ``CombinationError/toolFailed(path:message:)`` when it says no.
  @discardableResult
  func run(
    _ path: ByteString, _ words: [ByteString]
  ) throws(CombinationError) -> ChildProcess.Outcome {
    try CombinationTools.run(path, words, environment)
  }

  private static func run(
    _ path: ByteString, _ words: [ByteString], _ environment: Environment
  ) throws(CombinationError) -> ChildProcess.Outcome {
    let outcome: ChildProcess.Outcome
    do throws(ProcessError) {
      outcome = try ChildProcess(path, words, environment: environment, timeout: 1800).run()
    } catch {
      throw .process(error)
    }
    guard outcome.status.isSuccess else {
      throw .toolFailed(path: path, message: ProbeError.excerpt(of: outcome.errors))
    }
    return outcome
  }
}

/// A driver's word for where its tools are.
private struct ToolNaming {
  private let command: DriverCommand
  private let options: [ByteString]
  private let environment: Environment
  private let search: ExecutableSearch

  init(
    command: ByteString?, options: [ByteString], environment: Environment
  ) throws(CombinationError) {
    search = ExecutableSearch(environment: environment)
    self.environment = environment
    self.options = options
    do throws(ProbeError) {
      self.command = try DriverCommand(
        command ?? environment.nonEmpty("CC") ?? "cc", search: search)
    } catch {
      throw .driver(error)
    }
  }

  func path(of name: ByteString) throws(CombinationError) -> ByteString {
    let question = DriverLinker(
      driver: command.executable, words: command.launched + command.options + options, name: name,
      environment: environment)
    let cache = CacheDirectory(environment: environment)
    guard let path = question.path(search: search, cache: cache) else {
      throw .toolNotFound(name: name, driver: command.driver)
    }
    return path
  }
}
