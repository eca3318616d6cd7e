internal import ArgumentParser
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLinkToolchain

/// Which Python, and which of its modules.
struct PackageOptions: ParsableArguments {
  static let own = OwnOptions(
    flags: ["--sources"],
    valued: ["--python", "--stdlib", "--package", "--path", "--wheel", "--exclude", "--optimize"])

  @Option(
    help: ArgumentHelp(
      """
      A directory of staticld python distribution, an interpreter, a build-details.json or a \
      PYTHON.json (default: python3 in PATH).
      """, valueName: "python"))
  var python: String?

  @Option(
    help: ArgumentHelp(
      "How much of the standard library: none, minimal or full (default: full).",
      valueName: "part"))
  var stdlib: String?

  @Option(help: ArgumentHelp("A package or module to take; may be repeated.", valueName: "name"))
  var package: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where packages are looked for; may be repeated.",
      valueName: "directory"))
  var path: [String] = []

  @Option(help: ArgumentHelp("A wheel to take whole; may be repeated.", valueName: "file"))
  var wheel: [String] = []

  @Option(
    help: ArgumentHelp(
      "Modules to leave out, by *, ? and […]; may be repeated.",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("0, 1 (no assert) or 2 (no docstrings either).", valueName: "level"))
  var optimize: Int?

  @Flag(help: "Take source text along, for tracebacks.")
  var sources = false

  /// What is asked for, of an interpreter.
  func request(_ installation: PythonInstallation) throws(CommandFailure) -> FreezeRequest {
    guard let interpreter = installation.interpreter else {
      throw CommandFailure(
        "\(installation.description.forMessage): has no interpreter that could compile modules")
    }
    guard (0...2).contains(optimize ?? 0) else {
      throw CommandFailure("--optimize wants 0, 1 or 2")
    }
    var request = FreezeRequest(
      interpreter: interpreter, standardLibraryDirectory: installation.standardLibrary)
    request.standardLibrary = try OptionValue.of("--stdlib", stdlib) ?? .full
    request.packages = package
    request.paths = path.map { PackageOptions.absolute($0) }
    request.wheels = wheel.map { PackageOptions.absolute($0) }
    request.exclude = exclude
    request.optimization = optimize ?? 0
    request.keepsSources = sources
    return request
  }

  /// Where compiled modules are kept.
  static func cache(_ environment: Environment) -> ByteString? {
    CacheDirectory(environment: environment)?.path.appending(component: "freeze")
  }

  private static func absolute(_ path: String) -> ByteString {
    SystemFiles().resolvedPath(ByteString(path)) ?? ByteString(path)
  }

  /// The Python that is meant.
  func installation(_ environment: Environment) throws(CommandFailure) -> PythonInstallation {
    do throws(PythonInstallationError) {
      return try PythonInstallation(at: ByteString(python ?? "python3"), environment: environment)
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
