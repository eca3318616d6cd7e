public import ObjectFiles

/// What a `.pc` file says of the library itself and of compiling with it.
public struct PkgConfigDescription: Hashable, Sendable {
  public var version: ByteString?
  public var description: ByteString?
  /// Without the compiler's own `/usr/include`, which must not move in its search.
  public var includeDirectories: [ByteString] = []
  /// What is left of `Cflags`.
  public var compileFlags: [ByteString] = []

  /// - Parameters:
  ///   - fields: of the library's own file.
  ///   - required: of every file that it requires, directly or not.
  init(fields: [ByteString: ByteString], required: [[ByteString: ByteString]]) {
    version = fields["Version"]
    description = fields["Description"]
    for flags in ([fields] + required).map({ $0["Cflags"] ?? $0["CFlags"] ?? "" }) {
      for word in ResponseWords.split(flags.bytes) {
        if word.hasPrefix("-I"), word.count > 2 {
          let directory = word.dropFirst(2)
          if directory != "/usr/include", !includeDirectories.contains(directory) {
            includeDirectories.append(directory)
          }
        } else if !compileFlags.contains(word) {
          compileFlags.append(word)
        }
      }
    }
  }
}
