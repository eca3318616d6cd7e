internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// `build-details.json`, version 1 (PEP 739): what a Python has that an embedding program wants.
struct BuildDetails: Decodable {
  struct Implementation: Decodable {
    struct Version: Decodable {
      var major: Int
      var minor: Int
      var micro: Int
      var releaselevel: String
      var serial: Int
    }

    var name: String
    var version: Version
  }

  struct Library: Decodable {
    var `static`: String?
  }

  struct Headers: Decodable {
    var headers: String
  }

  var schema_version: String
  var base_prefix: String
  var base_interpreter: String?
  var implementation: Implementation
  var libpython: Library?
  var c_api: Headers?

  /// The format says nothing of the libraries that libpython wants, nor of the modules in it: the
  /// interpreter is asked, where there is one.
  func installation(
    describedBy path: ByteString, environment: Environment
  ) throws(PythonInstallationError) -> PythonInstallation {
    guard schema_version.split(separator: ".").first == "1" else {
      throw .unreadable(path, "is of schema version \(schema_version), which is not known")
    }
    guard implementation.name == "cpython" else {
      throw .unreadable(path, "is of \(implementation.name), not of cpython")
    }
    let version = try PythonInstallation.supported(self.version, of: path)
    guard let library = libpython?.static else {
      throw .unreadable(path, "does not say 'libpython.static': there is no static library")
    }
    guard let headers = c_api?.headers else {
      throw .unreadable(path, "does not say 'c_api.headers': there are no headers")
    }
    let place = path.parentDirectory
    let prefix = place.appending(relative: base_prefix)
    // The file's own place is the standard library, unless it was copied from there.
    let standardLibrary =
      SystemFiles().resolvedPath(place.appending(component: "os.py")) != nil
      ? place : prefix.appending(relative: "lib/python\(version.series)")
    var installation = PythonInstallation(
      version: version, interpreter: nil, library: prefix.appending(relative: library),
      includeDirectories: [prefix.appending(relative: headers)],
      standardLibrary: standardLibrary, linkWords: [], builtinModules: [], leftOut: [],
      description: path)
    if let base_interpreter {
      let interpreter = prefix.appending(relative: base_interpreter)
      guard SystemFiles().resolvedPath(interpreter) != nil else {
        throw .missing(part: interpreter, of: path)
      }
      try installation.ask(interpreter, environment: environment)
    }
    return installation
  }

  /// As `PY_VERSION` spells it: `3.13.0rc1`.
  private var version: String {
    let version = implementation.version
    let level =
      switch version.releaselevel {
      case "alpha": "a\(version.serial)"
      case "beta": "b\(version.serial)"
      case "candidate": "rc\(version.serial)"
      default: ""
      }
    return "\(version.major).\(version.minor).\(version.micro)\(level)"
  }
}
