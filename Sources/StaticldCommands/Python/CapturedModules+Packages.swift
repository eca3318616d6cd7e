internal import ObjectFiles
internal import PythonEmbedding

extension CapturedModules {
  /// Compares the modules with those that the packages have as shared objects: a package in which
  /// one is missing would fail when it is imported.
  ///
  /// A build does not always tell in which package its modules will be installed; the packages do.
  ///
  /// - Returns: whether each is there; what is missing is said.
  mutating func serve(
    _ report: FreezeReport, python: PythonInstallation, _ diagnostics: Diagnostics
  ) throws(CommandFailure) -> Bool {
    var isComplete = true
    for wanted in report.extensions {
      let name = ByteString(wanted.name)
      guard !modules.contains(where: { $0.name == name }),
        !python.builtinModules.contains(wanted.name)
      else { continue }
      let last = name.split(separator: UInt8(ascii: ".")).last ?? name
      let candidates = modules.indices.filter { index in
        let own = modules[index].name
        return own == last || (own.hasSuffix("." + last) && name.hasSuffix("." + own))
      }
      if candidates.count == 1, let index = candidates.first {
        rename(at: index, to: name)
        continue
      }
      isComplete = false
      diagnostics.error(
        "module '\(wanted.name)' is there only as a shared object: \(wanted.file)",
        hint: "staticld capture -o captured -- pip wheel --no-binary … keeps its objects, "
          + "--manifest captured/manifest.json takes them; or --exclude '\(wanted.name)'")
    }
    return isComplete
  }
}
