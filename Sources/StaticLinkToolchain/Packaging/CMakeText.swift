import ObjectFiles
import StaticLink

/// A `NAME-config.cmake` with an imported target `NAME::NAME`.
struct CMakeText {
  let package: LibraryPackage
  private let format = PackageFormat.cmake.rawValue

  init(package: LibraryPackage) {
    self.package = package
  }

  func text() throws(PackagingError) -> ByteString {
    let name = package.name
    let target = name + "::" + name
    var text: ByteString = "# find_package(" + name + ") and link " + target + ".\n"
    text += "if(TARGET " + target + ")\n  return()\nendif()\n"
    text += "set(" + name + "_VERSION \"" + package.version + "\")\n"
    text += "add_library(" + target + " STATIC IMPORTED)\n"
    text += "set_target_properties(" + target + " PROPERTIES\n  IMPORTED_LOCATION "
    text += try list([package.archive])
    for (property, words) in [
      ("INTERFACE_LINK_LIBRARIES", try items()),
      ("INTERFACE_INCLUDE_DIRECTORIES", package.includeDirectories),
      ("INTERFACE_COMPILE_OPTIONS", package.compileFlags),
    ] where !words.isEmpty {
      text += "\n  " + ByteString(property) + " " + (try list(words))
    }
    text += ")\n"
    for (index, language) in (["C"] + package.languages.map(\.rawValue)).enumerated()
    where !package.languages.isEmpty {
      if index == 0 {
        text += "# What a language needs is among the libraries: one that is off is not missed.\n"
        text += "get_property(_staticld_languages GLOBAL PROPERTY ENABLED_LANGUAGES)\n"
      }
      let language = ByteString(language)
      text += "if(\"" + language + "\" IN_LIST _staticld_languages)\n"
      text += "  set_property(TARGET " + target + " APPEND PROPERTY\n"
      text += "    IMPORTED_LINK_INTERFACE_LANGUAGES " + language + ")\nendif()\n"
    }
    return text
  }

  /// Paths are quoted by CMake, words that begin with a dash go to the shell as they are.
  private func items() throws(PackagingError) -> [ByteString] {
    try package.interfaceWords(for: format).map { word throws(PackagingError) in
      guard word.bytes.first == UInt8(ascii: "-") else { return word }
      if word.contains(UInt8(ascii: "#")) { throw .word(word, format: format) }
      // A quote at its front would make it a path.
      let pieces = word.split(separator: UInt8(ascii: ","))
        .map { WordQuoting.forShell($0) }.joined(separator: [UInt8(ascii: ",")])
      return ByteString(Array(pieces))
    }
  }

  /// A list in quotes.
  ///
  /// `$` would be a variable here or for make, `;` divides it, and what escapes
  /// them differs from generator to generator.
  private func list(_ words: [ByteString]) throws(PackagingError) -> ByteString {
    for word in words where word.bytes.contains(where: { "$;\"\\".utf8.contains($0) }) {
      throw .word(word, format: format)
    }
    return "\"" + ByteString(Array(words.map(\.bytes).joined(separator: [UInt8(ascii: ";")])))
      + "\""
  }
}
