public import ObjectFiles
public import StaticLinkToolchain

extension PythonInstallation {
  /// The Python that an interpreter belongs to.
  ///
  /// - Parameter path: an interpreter, by its name in `PATH` or its file; or a directory that has
  ///   one as `bin/python3`.
  /// - Throws: ``PythonInstallationError``, also where the library, the headers and the interpreter
  ///   are not all of one version.
  public init(
    at path: ByteString, environment: Environment
  ) throws(PythonInstallationError) {
    let files = SystemFiles()
    let search = ExecutableSearch(environment: environment)
    guard
      let interpreter = search.find(path.appending(component: "bin/python3")) ?? search.find(path)
    else { throw .notFound(path) }
    let answer = try InterpreterAnswer.ask(interpreter, environment: environment)
    guard let version = PythonVersion(answer.version), (11...13).contains(version.minor) else {
      throw .unsupported(interpreter, answer.version)
    }
    let places = answer.libraryDirectories.map {
      ByteString($0).appending(component: ByteString(answer.library))
    }
    guard let library = places.first(where: { files.resolvedPath($0) != nil }) else {
      throw .noLibrary(interpreter: interpreter, places: places)
    }
    self.version = version
    self.interpreter = ByteString(answer.executable)
    self.library = library
    includeDirectories = answer.includeDirectories.map { ByteString($0) }
    standardLibrary = ByteString(answer.standardLibrary)
    linkWords = PythonInstallation.words(
      answer.linkWords, in: answer.libraryDirectories.map { ByteString($0) }, files)
    builtinModules = answer.builtinModules
    leftOut = []
    description = interpreter
    try checkVersions(files)
  }

  /// Every library once, at its last place; archives of CPython's own build where they are.
  private static func words(
    _ words: [String], in directories: [ByteString], _ files: SystemFiles
  ) -> [ByteString] {
    var kept: [ByteString] = []
    for word in words.reversed().map({ ByteString($0) }) {
      var word = word
      if word.hasSuffix(".a"), !word.isAbsolutePath {
        let places = directories.map { $0.appending(component: word) }
        guard let place = places.first(where: { files.resolvedPath($0) != nil }) else { continue }
        word = place
      }
      if !kept.contains(word) { kept.append(word) }
    }
    return kept.reversed()
  }
}
