import ObjectFiles
import StaticLink

/// What the shared object that stands beside an archive needs at run time: the archive needs the
/// same.
enum SharedSibling {
  static func needs(of library: ByteString, files: some FileSource) -> [DeclaredNeed] {
    guard library.hasSuffix(".a") else { return [] }
    let path = library.dropLast(2) + ".so"
    guard files.isRegularFile(path), let file = try? files.open(path),
      let needed = try? ObjectFile.neededLibraries(in: file)
    else { return [] }
    return needed.compactMap { name in
      guard let library = LibraryFileName.name(ofSharedObject: name) else { return nil }
      return DeclaredNeed(library: library, source: .sharedSibling, file: path)
    }
  }
}
