import ObjectFiles
import StaticLink

/// A `meson.build` with a variable `NAME_dep`.
///
/// Meson sorts link arguments and drops repeated ones, but puts all archives and `-l` into one
/// group: a list in which each stands once is right, and a group inside of it would be an error.
struct MesonText {
  let package: LibraryPackage
  private let format = PackageFormat.meson.rawValue

  init(package: LibraryPackage) {
    self.package = package
  }

  func text() throws(PackagingError) -> ByteString {
    var text: ByteString = "# subdir() this directory and use " + variable + ".\n"
    text += variable + " = declare_dependency(\n"
    text += "  version: " + (try quoted(package.version)) + ",\n"
    let flags = package.includeDirectories.map { "-I" + $0 } + package.compileFlags
    if !flags.isEmpty { text += try list("compile_args", flags) }
    text += try list("link_args", package.driverFlags + [package.archive] + interface())
    return text + ")\n"
  }

  private var variable: ByteString {
    let letters = package.name.bytes.map {
      LibraryPackage.isAlphanumeric($0) ? $0 : UInt8(ascii: "_")
    }
    let isNumber = letters.first.map { $0 < UInt8(ascii: "A") } ?? true
    return (isNumber ? "lib" : "") + ByteString(letters) + "_dep"
  }

  private func interface() throws(PackagingError) -> [ByteString] {
    var words: [ByteString] = []
    var whole: [LinkArgument]?
    for argument in package.interface {
      switch argument {
      case .startGroup, .endGroup: continue
      case .wholeArchive(true): whole = whole ?? [argument]
      case .wholeArchive(false):
        guard let inside = whole else { continue }
        words.append(
          try LibraryPackage.passed(
            LineSpelling.linker.words(for: inside + [argument]), format: format))
        whole = nil
      case .asNeeded, .searchStatic, .pushState, .popState, .startLib, .endLib:
        // It would not stay where it counts.
        throw .word(LineSpelling.driver.words(for: [argument])[0], format: format)
      default:
        if whole != nil {
          whole?.append(argument)
        } else if argument != .file(package.archive) {
          words += LineSpelling.driver.words(for: [argument]).filter { !words.contains($0) }
        }
      }
    }
    if whole != nil { throw .word("-Wl,--whole-archive", format: format) }
    return words
  }

  private func list(
    _ keyword: ByteString, _ words: [ByteString]
  ) throws(PackagingError) -> ByteString {
    var text = "  " + keyword + ": [\n"
    for word in words { text += "    " + (try quoted(word)) + ",\n" }
    return text + "  ],\n"
  }

  private func quoted(_ word: ByteString) throws(PackagingError) -> ByteString {
    guard word.utf8Text != nil else { throw .word(word, format: format) }
    return ByteString(StarlarkText.quoted(word, by: UInt8(ascii: "'")))
  }
}
