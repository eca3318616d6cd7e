internal import ObjectFiles

/// `PYTHON.json` of python-build-standalone's full archives; paths are relative to its directory.
struct StandalonePython: Decodable {
  struct BuildInfo: Decodable {
    var core: Core
    var extensions: [String: [Variant]]?
    var object_file_format: String?
  }

  struct Core: Decodable {
    var static_lib: String?
    var links: [Link]?
  }

  struct Variant: Decodable {
    var links: [Link]?
    /// Only of a module that is no part of the static library.
    var shared_lib: String?
  }

  struct Link: Decodable {
    var name: String
    var path_static: String?
    var framework: Bool?
  }

  var python_version: String
  var python_exe: String
  /// Of version 5 on; what stands in its place before are the next two.
  var python_paths: [String: String]?
  var python_include: String?
  var python_stdlib: String?
  var build_info: BuildInfo

  /// Modules that are in every libpython and no extension (Modules/config.c.in).
  private static let core = [
    "_ast", "_imp", "_string", "_tokenize", "_warnings", "builtins", "gc", "marshal", "sys",
  ]

  func installation(
    describedBy path: ByteString
  ) throws(PythonInstallationError) -> PythonInstallation {
    let place = path.parentDirectory
    let version = try PythonInstallation.supported(python_version, of: path)
    guard let library = build_info.core.static_lib else {
      throw .unreadable(
        path, "does not say 'build_info.core.static_lib': there is no static library")
    }
    if let format = build_info.object_file_format, format != "elf" {
      throw .unreadable(path, "its objects are \(format), not ELF: a build without LTO is wanted")
    }
    guard let include = python_paths?["include"] ?? python_include else {
      throw .unreadable(path, "does not say 'python_paths.include'")
    }
    guard let standardLibrary = python_paths?["stdlib"] ?? python_stdlib else {
      throw .unreadable(path, "does not say 'python_paths.stdlib'")
    }
    var includes = [include]
    if let more = python_paths?["platinclude"], more != include { includes.append(more) }
    return PythonInstallation(
      version: version, interpreter: place.appending(relative: python_exe),
      library: place.appending(relative: library),
      includeDirectories: includes.map { place.appending(relative: $0) },
      standardLibrary: place.appending(relative: standardLibrary), linkWords: words(place),
      builtinModules: (StandalonePython.core + builtins.map(\.name)).sorted(),
      leftOut: [], description: path)
  }

  private var builtins: [(name: String, variant: Variant)] {
    (build_info.extensions ?? [:]).sorted { $0.key < $1.key }.compactMap { name, variants in
      // Of several variants the first is the one that was built in.
      guard let variant = variants.first, variant.shared_lib == nil else { return nil }
      return (name, variant)
    }
  }

  /// Every library once, at its last place.
  private func words(_ place: ByteString) -> [ByteString] {
    let links = builtins.flatMap { $0.variant.links ?? [] } + (build_info.core.links ?? [])
    var words: [ByteString] = []
    for link in links.reversed() where link.framework != true {
      let word =
        link.path_static.map { place.appending(relative: $0) } ?? "-l" + ByteString(link.name)
      if !words.contains(word) { words.append(word) }
    }
    return words.reversed()
  }
}
