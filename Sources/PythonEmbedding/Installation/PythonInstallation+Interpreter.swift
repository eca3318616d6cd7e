internal import ObjectFiles
internal import StaticLinkToolchain

extension PythonInstallation {
  /// The Python that an interpreter belongs to, as it says itself.
  ///
  /// - Parameter description: what is named when something is missing.
  init(
    interpreter: ByteString, of description: ByteString, environment: Environment
  ) throws(PythonInstallationError) {
    let files = SystemFiles()
    let answer = try InterpreterAnswer.ask(interpreter, environment: environment)
    let version = try PythonInstallation.supported(answer.version, of: interpreter)
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
    self.description = description
    try checkVersions(files)
  }

  /// Takes what only an interpreter knows from one that a description names.
  mutating func ask(
    _ interpreter: ByteString, environment: Environment
  ) throws(PythonInstallationError) {
    let answer = try InterpreterAnswer.ask(interpreter, environment: environment)
    let asked = PythonVersion(answer.version)
    guard asked?.series == version.series, asked?.micro == version.micro else {
      throw .mismatch(interpreter, answer.version, description, version.text)
    }
    self.interpreter = interpreter
    linkWords = PythonInstallation.words(
      answer.linkWords, in: answer.libraryDirectories.map { ByteString($0) }, SystemFiles())
    builtinModules = answer.builtinModules
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
