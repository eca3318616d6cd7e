import ObjectFiles
import StaticLink

/// A `.pc` file.
///
/// pkg-config 0.29.2 quotes everything for a shell; pkgconf 1.8.1 leaves blanks as they are except
/// in `-L`, `-l` and `-I`, so that only those may have one. Both keep `-Wl,…` words in their place.
struct PkgConfigText {
  let package: LibraryPackage
  private let format = PackageFormat.pkgconfig.rawValue

  init(package: LibraryPackage) {
    self.package = package
  }

  func text() throws(PackagingError) -> ByteString {
    var text: ByteString = "Name: " + package.name + "\nDescription: " + description
    text += "\nVersion: " + package.version + "\nLibs: "
    text += try joined(libs())
    let rest = try privateLibs()
    if !rest.isEmpty { text += "\nLibs.private: " + (try joined(rest)) }
    let flags = package.compileFlags + package.includeDirectories.map { "-I" + $0 }
    if !flags.isEmpty { text += "\nCflags: " + (try joined(flags)) }
    return text + "\n"
  }

  /// `#` begins a comment and `${` a variable, also in a text for people.
  private var description: ByteString {
    ByteString(package.description.bytes.filter { !"#$\\".utf8.contains($0) })
  }

  private func libs() throws(PackagingError) -> [ByteString] {
    let file = package.archive.lastPathComponent
    guard file.hasPrefix("lib"), file.count > 5 else { return try path(package.archive) }
    return [
      "-L" + package.archive.parentDirectory, "-l" + LibraryPackage.name(of: package.archive),
    ]
  }

  private func privateLibs() throws(PackagingError) -> [ByteString] {
    guard package.needsOneWord else {
      var words = package.driverFlags
      for argument in package.interface {
        if case .file(let file) = argument {
          words += try path(file)
        } else {
          words += LineSpelling.driver.words(for: [argument])
        }
      }
      return words
    }
    var directories: [ByteString] = []
    var words: [ByteString] = []
    for argument in package.interface {
      guard case .file(let file) = argument else {
        words += LineSpelling.linker.words(for: [argument])
        continue
      }
      let spelled = try path(file)
      words.append(spelled[spelled.count - 1])
      for directory in spelled.dropLast() where !directories.contains(directory) {
        directories.append(directory)
      }
    }
    return try package.driverFlags + directories
      + [LibraryPackage.passed(words, format: format)]
  }

  /// The path, or where it has a blank its directory and its name.
  private func path(_ path: ByteString) throws(PackagingError) -> [ByteString] {
    if !path.contains(UInt8(ascii: " ")) { return [path] }
    let file = path.lastPathComponent
    if file.contains(UInt8(ascii: " ")) { throw .word(path, format: format) }
    return ["-L" + path.parentDirectory, "-l:" + file]
  }

  private func joined(_ words: [ByteString]) throws(PackagingError) -> ByteString {
    var text: [UInt8] = []
    for word in words {
      let canHaveBlanks = ["-L", "-l", "-I"].contains { word.hasPrefix($0) }
      if !text.isEmpty { text.append(0x20) }
      for byte in word.bytes {
        if byte == 0x20, canHaveBlanks {
          text += Array("\\ ".utf8)
        } else if WordQuoting.isPlain(ByteString([byte])) {
          text.append(byte)
        } else {
          throw .word(word, format: format)
        }
      }
    }
    return ByteString(text)
  }
}
