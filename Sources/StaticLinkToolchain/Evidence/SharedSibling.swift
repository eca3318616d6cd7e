import ObjectFiles
import StaticLink

/// What the shared object that stands beside an archive needs at run time: the archive needs the
/// same.
enum SharedSibling {
  static func needs(of library: ByteString, files: some FileSource) -> [DeclaredNeed] {
    guard library.hasSuffix(".a") else { return [] }
    let path = library.dropLast(2) + ".so"
    guard files.identity(of: path)?.isRegularFile == true, let file = try? files.open(path),
      let needed = try? ObjectFile.neededLibraries(in: file)
    else { return [] }
    return needed.compactMap { name in
      guard let library = libraryName(of: name) else { return nil }
      return DeclaredNeed(library: library, source: .sharedSibling, file: path)
    }
  }

  /// `z` of `libz.so.1`.
  static func libraryName(of soname: ByteString) -> ByteString? {
    guard soname.hasPrefix("lib") else { return nil }
    let mark: [UInt8] = [0x2e, 0x73, 0x6f]
    let bytes = soname.bytes
    guard bytes.count >= 6 else { return nil }
    for start in 3...(bytes.count - 3) where Array(bytes[start..<(start + 3)]) == mark {
      return start > 3 ? ByteString(bytes[3..<start]) : nil
    }
    return nil
  }
}
