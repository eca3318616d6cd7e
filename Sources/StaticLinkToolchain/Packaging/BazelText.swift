import ObjectFiles
import StaticLink

/// A `BUILD` file with a target `NAME`, for the directory of the archive: labels are not absolute.
struct BazelText {
  let package: LibraryPackage
  private let format = PackageFormat.bazel.rawValue

  init(package: LibraryPackage) {
    self.package = package
  }

  func text() throws(PackagingError) -> ByteString {
    let name = try quoted(package.name)
    var text: ByteString = "# Put this file beside "
    text += package.archive.lastPathComponent + " and depend on :" + package.name + ".\n"
    for directory in package.includeDirectories {
      text += "# Its headers lie in " + directory + ".\n"
    }
    text += "load(\"@rules_cc//cc:defs.bzl\", \"cc_import\", \"cc_library\")\n\n"
    text += "cc_import(\n    name = " + (try quoted(package.name + "_archive")) + ",\n"
    text += "    static_library = " + (try quoted(label())) + ",\n)\n\n"
    text += "cc_library(\n    name = " + name + ",\n"
    let defines = package.compileFlags.filter { $0.hasPrefix("-D") && $0.count > 2 }
    if !defines.isEmpty {
      text += try list("defines", defines.map { $0.dropFirst(2) })
    }
    let words = try package.interfaceWords(for: format)
    // Sorted, as formatters do with other lists, it would not link.
    if !words.isEmpty { text += "    # do not sort\n" + (try list("linkopts", words)) }
    text += "    deps = [" + (try quoted(":" + package.name + "_archive")) + "],\n"
    return text + "    visibility = [\"//visibility:public\"],\n)\n"
  }

  private func label() throws(PackagingError) -> ByteString {
    let file = package.archive.lastPathComponent
    guard WordQuoting.isPlain(file), !file.contains(UInt8(ascii: ":")) else {
      throw .word(file, format: format)
    }
    return file
  }

  /// Bazel replaces `$(…)` and `$$`, then splits as a shell does.
  private func list(
    _ attribute: ByteString, _ words: [ByteString]
  ) throws(PackagingError) -> ByteString {
    var text = "    " + attribute + " = [\n"
    for word in words {
      let once = WordQuoting.forShell(word)
        .flatMap { $0 == UInt8(ascii: "$") ? [$0, $0] : [$0] }
      text += "        " + (try quoted(ByteString(once))) + ",\n"
    }
    return text + "    ],\n"
  }

  private func quoted(_ word: ByteString) throws(PackagingError) -> ByteString {
    guard word.utf8Text != nil else { throw .word(word, format: format) }
    return ByteString(StarlarkText.quoted(word, by: UInt8(ascii: "\"")))
  }
}

/// Strings of Starlark, and of Meson, which escapes as Python does too.
enum StarlarkText {
  static func quoted(_ word: ByteString, by quote: UInt8) -> [UInt8] {
    [quote] + word.bytes.flatMap { $0 == quote || $0 == 0x5c ? [0x5c, $0] : [$0] } + [quote]
  }
}
