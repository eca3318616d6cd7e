internal import ObjectFiles

/// Finds the file that `-lNAME` means.
///
/// Every `-L` of the line counts for every `-l`, whatever their order; the linker's own directories
/// come last (ld manual, `-L`). In each directory a shared object goes before an archive.
struct LibrarySearch: Sendable {
  private var directories: [ByteString]
  private let source: any FileSource

  init(line: LinkLine, source: any FileSource) {
    directories = (line.arguments.searchDirectories + line.searchDirectories).map {
      LibrarySearch.belowSysroot($0, sysroot: line.sysroot)
    }
    self.source = source
  }

  /// `SEARCH_DIR` of a script: searched after what is known so far.
  mutating func append(_ directory: ByteString, sysroot: ByteString) {
    directories.append(LibrarySearch.belowSysroot(directory, sysroot: sysroot))
  }

  /// The path that the name means; `nil` when there is none.
  func first(for name: ByteString, isFileName: Bool, allowsShared: Bool) -> ByteString? {
    candidates(for: name, isFileName: isFileName, allowsShared: allowsShared).first { _ in true }
  }

  /// The paths that the name could mean, best first, each looked for when it is asked for.
  func candidates(
    for name: ByteString, isFileName: Bool, allowsShared: Bool
  ) -> some Sequence<ByteString> {
    var names = [isFileName ? name : "lib" + name + ".a"]
    if allowsShared, !isFileName { names.insert("lib" + name + ".so", at: 0) }
    return directories.lazy
      .flatMap { directory in names.lazy.map { directory.appending(component: $0) } }
      .filter { source.identity(of: $0)?.isRegularFile == true }
  }

  /// Where a script's plain file name is looked for: as it is, then in every directory.
  func candidates(
    forScriptFile name: ByteString, besides script: ByteString
  ) -> some Sequence<ByteString> {
    var result = [name]
    if !name.isAbsolutePath {
      result.append(script.parentDirectory.appending(component: name))
      result += directories.map { $0.appending(component: name) }
    }
    return result.lazy.filter { source.identity(of: $0)?.isRegularFile == true }
  }

  /// A directory that begins with `=` or `$SYSROOT` lies below the sysroot.
  static func belowSysroot(_ directory: ByteString, sysroot: ByteString) -> ByteString {
    if directory.hasPrefix("=") { return sysroot + directory.dropFirst() }
    if directory.hasPrefix("$SYSROOT") { return sysroot + directory.dropFirst(8) }
    return directory
  }
}
