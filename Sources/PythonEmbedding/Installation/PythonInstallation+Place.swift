internal import FoundationEssentials
public import ObjectFiles
public import StaticLinkToolchain

extension PythonInstallation {
  /// What `python distribution` calls its description.
  static let fileName: ByteString = "distribution.json"

  private static let fileNames = [fileName, "build-details.json", "PYTHON.json"]

  /// A Python that can be linked statically.
  ///
  /// - Parameter path: a file that describes one: `distribution.json`, `build-details.json`
  ///   (PEP 739) or `PYTHON.json` (python-build-standalone); a directory that holds one of them, or
  ///   an interpreter as `bin/python3`; an interpreter, by its file or its name in `PATH`.
  /// - Throws: ``PythonInstallationError``, also where the library, the headers and the interpreter
  ///   are not all of one version.
  public init(
    at path: ByteString, environment: Environment
  ) throws(PythonInstallationError) {
    let files = SystemFiles()
    let inside = PythonInstallation.fileNames.map { path.appending(component: $0) }
    let isFile = path.hasSuffix(".json")
    if let named = isFile ? path : inside.first(where: { files.resolvedPath($0) != nil }) {
      // Other programs, with other working directories, are given these paths.
      guard let description = files.resolvedPath(named) else { throw .notFound(path) }
      try self.init(description: description, environment: environment)
      return
    }
    let search = ExecutableSearch(environment: environment)
    guard
      let interpreter = search.find(path.appending(component: "bin/python3")) ?? search.find(path)
    else { throw .notFound(path) }
    try self.init(interpreter: interpreter, of: interpreter, environment: environment)
  }

  /// Just enough to tell the formats apart, whatever the files are called.
  private struct Kind: Decodable {
    struct Anything: Decodable {}

    var command: String?
    var implementation: Anything?
    var build_info: Anything?
  }

  private init(
    description path: ByteString, environment: Environment
  ) throws(PythonInstallationError) {
    let text: [UInt8]
    do throws(FileError) {
      text = try SystemFiles().contents(of: path)
    } catch {
      throw .unreadable(path, error.cause.description)
    }
    let kind = try PythonInstallation.decode(Kind.self, text, of: path)
    if kind.command == "python distribution" {
      self = try PythonInstallation.decode(DistributionFile.self, text, of: path)
        .installation(describedBy: path)
    } else if kind.build_info != nil {
      self = try PythonInstallation.decode(StandalonePython.self, text, of: path)
        .installation(describedBy: path)
    } else if kind.implementation != nil {
      self = try PythonInstallation.decode(BuildDetails.self, text, of: path)
        .installation(describedBy: path, environment: environment)
    } else {
      throw .unreadable(path, "describes no Python: it is none of the formats that are known")
    }
    try checkParts()
  }

  private func checkParts() throws(PythonInstallationError) {
    let files = SystemFiles()
    let parts = [library, standardLibrary.appending(component: "os.py")]
    for part in parts + [interpreter].compactMap({ $0 }) where files.resolvedPath(part) == nil {
      throw .missing(part: part, of: description)
    }
    try checkVersions(files)
  }

  private static func decode<Value: Decodable>(
    _: Value.Type, _ text: [UInt8], of path: ByteString
  ) throws(PythonInstallationError) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text))
    } catch DecodingError.keyNotFound(let key, let context) {
      let keys = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
      throw .unreadable(path, "does not say '\(keys)'")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
    {
      let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw .unreadable(path, "what it says of '\(keys)' is not understood")
    } catch {
      throw .unreadable(path, "is no JSON")
    }
  }

  /// - Throws: ``PythonInstallationError`` for a version that cannot be embedded.
  static func supported(
    _ text: String, of path: ByteString
  ) throws(PythonInstallationError) -> PythonVersion {
    guard let version = PythonVersion(text), PythonSeries(version) != nil else {
      throw .unsupported(path, text)
    }
    return version
  }
}
