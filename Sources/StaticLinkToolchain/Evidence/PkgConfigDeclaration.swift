public import ObjectFiles

/// What a pkg-config module declares for a static link.
public struct PkgConfigDeclaration: Hashable, Sendable {
  /// The module's name: `zlib` of `zlib.pc`.
  public var module: ByteString
  /// The `.pc` file.
  public var file: ByteString
  /// The words of its own `Libs`.
  public var ownWords: [ByteString]
  /// What `pkg-config --static --libs` prints.
  public var words: [ByteString]
  /// Required modules that are not there: pkg-config refuses then.
  public var missingModules: [ByteString]

  init(_ file: PkgConfigFile, among database: PkgConfigDatabase, hiding hidden: [ByteString]) {
    var walk = PkgConfigWalk(database: database)
    walk.visit(file)
    module = file.module
    self.file = file.path
    ownWords = file.words
    // pkg-config does not print the linker's own directories.
    let implied = Set(hidden.map { "-L" + $0 })
    words = walk.words.filter { !implied.contains($0) }
    missingModules = walk.missing
  }
}
