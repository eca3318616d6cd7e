import Glibc
package import ObjectFiles
package import StaticLink

/// Replaces `@FILE` by the words in the file, as libiberty's `expandargv` does.
package struct ResponseFiles {
  /// As many as GCC expands before it suspects a circle.
  static let limit = 2000

  private let files: any FileSource
  private var remaining = ResponseFiles.limit

  init(files: any FileSource) {
    self.files = files
  }

  /// The words with the contents of the files that they name in their place.
  package static func expand(
    _ words: [ByteString], files: any FileSource
  ) throws(ArgumentError) -> [ByteString] {
    var expansion = ResponseFiles(files: files)
    return try expansion.expand(words)
  }

  /// Files inside of files are expanded too; a name that leads to no file stays a word.
  mutating func expand(_ words: [ByteString]) throws(ArgumentError) -> [ByteString] {
    if !words.contains(where: { $0.bytes.first == UInt8(ascii: "@") }) { return words }
    var expanded: [ByteString] = []
    // A stack of what is still to be read, the next word last, because a file's words may name
    // files again, to any depth.
    var pending = Array(words.reversed())
    while let word = pending.popLast() {
      guard word.bytes.first == UInt8(ascii: "@"), let inner = try self.words(in: word.dropFirst())
      else {
        expanded.append(word)
        continue
      }
      pending.append(contentsOf: inner.reversed())
    }
    return expanded
  }

  private mutating func words(in path: ByteString) throws(ArgumentError) -> [ByteString]? {
    let bytes: [UInt8]
    do throws(FileError) {
      let file = try files.open(path)
      remaining -= 1
      if remaining < 0 { throw FileError(path: path, operation: .read, cause: .system(ELOOP)) }
      bytes = try file.read(at: 0, count: Int(clamping: file.size))
    } catch {
      switch (error.operation, error.cause) {
      case (_, .notAFile("directory")): throw .responseFileIsDirectory(path)
      case (.read, .system(ELOOP)): throw .tooManyResponseFiles(last: path)
      case (.open, _): return nil
      default: throw .unreadableResponseFile(error)
      }
    }
    return ResponseWords.split(bytes)
  }
}
