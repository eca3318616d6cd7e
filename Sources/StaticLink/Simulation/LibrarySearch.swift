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
    var candidates = candidates(for: name, isFileName: isFileName, allowsShared: allowsShared)
    return candidates.next()
  }

  /// The paths that the name could mean, best first, each looked for when it is asked for.
  func candidates(for name: ByteString, isFileName: Bool, allowsShared: Bool) -> Candidates {
    var names = [isFileName ? name : "lib" + name + ".a"]
    if allowsShared, !isFileName { names.insert("lib" + name + ".so", at: 0) }
    return Candidates(directories: directories, names: names, source: source)
  }

  /// The regular files of some names in some directories.
  struct Candidates: Sequence, IteratorProtocol {
    fileprivate let directories: [ByteString]
    fileprivate let names: [ByteString]
    fileprivate let source: any FileSource
    private var position = 0

    fileprivate init(directories: [ByteString], names: [ByteString], source: any FileSource) {
      self.directories = directories
      self.names = names
      self.source = source
    }

    mutating func next() -> ByteString? {
      while position < directories.count * names.count {
        let path = directories[position / names.count]
          .appending(component: names[position % names.count])
        position += 1
        if source.isRegularFile(path) { return path }
      }
      return nil
    }
  }

  /// Where a script's plain file name is found: as it is, or in the first directory.
  func first(forScriptFile name: ByteString, besides script: ByteString) -> ByteString? {
    var paths = [name]
    if !name.isAbsolutePath {
      paths.append(script.parentDirectory.appending(component: name))
      paths += directories.map { $0.appending(component: name) }
    }
    return paths.first { source.isRegularFile($0) }
  }

  /// A directory that begins with `=` or `$SYSROOT` lies below the sysroot.
  static func belowSysroot(_ directory: ByteString, sysroot: ByteString) -> ByteString {
    if directory.hasPrefix("=") { return sysroot + directory.dropFirst() }
    if directory.hasPrefix("$SYSROOT") { return sysroot + directory.dropFirst(8) }
    return directory
  }
}
