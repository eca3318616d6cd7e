internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// A package as a Common Package Specification file, version 0.13.
struct PackageJSON {
  let package: LibraryPackage

  func document() throws(PackagingError) -> [UInt8] {
    var component: [(key: String, value: JSON)] = [
      ("type", .string("archive")), ("location", try string(package.archive)),
    ]
    let languages = package.languages.map { $0 == .cxx ? "cpp" : "fortran" }
    if !languages.isEmpty {
      component.append(("link_languages", .array((["c"] + languages).map { .string($0) })))
    }
    // Flags come in front of the libraries; what has to stay in place goes among these, where a
    // reader passes on a word with a dash as it is, quotes and blanks too.
    let libraries = try package.interfaceWords(for: "cps").dropFirst(package.driverFlags.count)
    if let word = libraries.first(where: { $0.hasPrefix("-") && $0.bytes.contains(0x20) }) {
      throw .word(word, format: "cps")
    }
    let names = libraries.map { isLibrary($0) ? $0.dropFirst(2) : $0 }
    for (key, values) in [
      ("link_libraries", names), ("link_flags", package.driverFlags),
      ("compile_flags", package.compileFlags),
      ("includes", package.includeDirectories),
    ] where !values.isEmpty {
      component.append((key, .array(try values.map(string))))
    }
    return JSON.object([
      ("name", try string(package.name)), ("cps_version", .string("0.13.0")),
      ("version", try string(package.version)), ("description", try string(package.description)),
      ("components", .object([(try text(package.name), .object(component))])),
      ("default_components", .array([try string(package.name)])),
    ]).document()
  }

  private func isLibrary(_ word: ByteString) -> Bool {
    word.hasPrefix("-l") && !word.hasPrefix("-l:")
  }

  private func string(_ word: ByteString) throws(PackagingError) -> JSON {
    .string(try text(word))
  }

  /// JSON is text.
  private func text(_ word: ByteString) throws(PackagingError) -> String {
    guard let text = word.utf8Text, !word.bytes.contains(0) else {
      throw .word(word, format: "cps")
    }
    return text
  }
}
