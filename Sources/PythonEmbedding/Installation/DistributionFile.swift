internal import FoundationEssentials
internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// `distribution.json`, in which `python distribution` says what it made; its paths are relative to
/// its directory.
struct DistributionFile: Codable {
  struct LeftOut: Codable {
    var module: String
    var reason: String
  }

  var schema = "staticld/1"
  var command = "python distribution"
  var version: String
  var interpreter: String
  var library: String
  var includeDirectories: [String]
  var standardLibrary: String
  var linkWords: [String]
  var builtinModules: [String]
  var leftOut: [LeftOut]

  /// - Throws: ``FileError`` for a path that is not below the root.
  init(_ installation: PythonInstallation, root: ByteString) throws(FileError) {
    func relative(_ path: ByteString) throws(FileError) -> String {
      guard path.hasPrefix(root + "/"), let text = path.dropFirst(root.count + 1).utf8Text else {
        throw FileError(path: path, operation: .read, cause: .system(EXDEV))
      }
      return text
    }
    version = installation.version.text
    interpreter = try relative(installation.interpreter ?? "")
    library = try relative(installation.library)
    includeDirectories = try installation.includeDirectories.map(relative)
    standardLibrary = try relative(installation.standardLibrary)
    var words: [String] = []
    for word in installation.linkWords {
      words.append(word.isAbsolutePath ? try relative(word) : word.description)
    }
    linkWords = words
    builtinModules = installation.builtinModules
    leftOut = installation.leftOut.map { LeftOut(module: $0.module, reason: $0.reason) }
  }

  /// The JSON text.
  var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Strings and lists of them: nothing that JSON could not hold.
    return (try? encoder.encode(self)).map { [UInt8]($0) + [0x0a] } ?? []
  }
}

extension DistributionFile {
  func installation(
    describedBy path: ByteString
  ) throws(PythonInstallationError) -> PythonInstallation {
    let place = path.parentDirectory
    return PythonInstallation(
      version: try PythonInstallation.supported(version, of: path),
      interpreter: place.appending(relative: interpreter),
      library: place.appending(relative: library),
      includeDirectories: includeDirectories.map { place.appending(relative: $0) },
      standardLibrary: place.appending(relative: standardLibrary),
      linkWords: linkWords.map { word in
        word.hasPrefix("-") ? ByteString(word) : place.appending(relative: word)
      },
      builtinModules: builtinModules,
      leftOut: leftOut.map { .init(module: $0.module, reason: $0.reason) }, description: path)
  }
}

extension ByteString {
  /// The path, seen from this directory.
  func appending(relative path: String) -> ByteString {
    path.hasPrefix("/") ? ByteString(path) : appending(component: ByteString(path))
  }
}
