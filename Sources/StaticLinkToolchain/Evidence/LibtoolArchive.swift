import ObjectFiles
import StaticLink

/// What a libtool `.la` file beside an archive says it depends on.
enum LibtoolArchive {
  static func needs(of library: ByteString, files: some FileSource) -> [DeclaredNeed] {
    guard library.hasSuffix(".a") else { return [] }
    let path = library.dropLast(2) + ".la"
    guard files.isRegularFile(path), let file = try? files.open(path),
      file.size < 1 << 20, let text = try? file.read(at: 0, count: Int(file.size))
    else { return [] }
    for line in text.split(separator: 0x0a) {
      let line = ByteString(line)
      guard line.hasPrefix("dependency_libs=") else { continue }
      // The value stands in quotes, so it is one word of words.
      return ResponseWords.split(line.dropFirst(16).bytes).flatMap { value in
        ResponseWords.split(value.bytes).compactMap { need(named: $0, in: path) }
      }
    }
    return []
  }

  private static func need(named word: ByteString, in path: ByteString) -> DeclaredNeed? {
    if word.hasPrefix("-l"), word.count > 2 {
      return DeclaredNeed(library: word.dropFirst(2), source: .libtool, file: path)
    }
    let name = word.lastPathComponent
    guard name.hasPrefix("lib"), name.hasSuffix(".la"), name.count > 6 else { return nil }
    return DeclaredNeed(
      library: name.dropFirst(3).dropLast(3), source: .libtool, file: path)
  }
}
