internal import FoundationEssentials
internal import ObjectFiles
internal import StaticLinkToolchain

/// What an interpreter says of itself.
struct InterpreterAnswer: Decodable {
  var executable: String
  /// `PY_VERSION`, which the numbers alone are not: `3.13.5+` of a checkout, `3.13.0rc1`.
  var version: String
  var standardLibrary: String
  var includeDirectories: [String]
  /// Directories and name of the static library, as they were configured.
  var libraryDirectories: [String]
  var library: String
  var linkWords: [String]
  var builtinModules: [String]

  /// Asks an interpreter.
  static func ask(
    _ interpreter: ByteString, environment: Environment
  ) throws(PythonInstallationError) -> InterpreterAnswer {
    let outcome: ChildProcess.Outcome
    do throws(ProcessError) {
      outcome = try ChildProcess(
        interpreter, ["-B", "-s", "-c", ByteString(PackageResources.installation_py)],
        environment: environment
      ).run()
    } catch {
      throw .interpreter(interpreter, error.description)
    }
    guard outcome.status.isSuccess else {
      throw .interpreter(interpreter, String(decoding: outcome.errors.suffix(500), as: UTF8.self))
    }
    guard let answer = try? JSONDecoder().decode(Self.self, from: Data(outcome.output)) else {
      throw .interpreter(interpreter, "its answer is not understood: it is no Python 3")
    }
    return answer
  }
}
