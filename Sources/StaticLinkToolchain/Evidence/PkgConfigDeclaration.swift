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

/// Collects the words of a module and of all that it requires, in pkg-config's order.
///
/// The rules are those of pkgconf 1.8: a module's `Libs` and `Libs.private`, then the modules of
/// `Requires`, then those of `Requires.private`, again for each that requires them. A public `-l`
/// moves to its last occurrence, a public `-L` stays at its first, private words are all kept.
struct PkgConfigWalk {
  private let database: PkgConfigDatabase
  private(set) var words: [ByteString] = []
  private(set) var missing: [ByteString] = []
  private var isPrivate = false
  private var path: Set<ByteString> = []
  private var known: Set<ByteString> = []

  init(database: PkgConfigDatabase) {
    self.database = database
  }

  mutating func visit(_ file: PkgConfigFile) {
    for word in file.words { add(word, isPrivate: isPrivate) }
    for word in file.privateWords { add(word, isPrivate: true) }
    visit(file.publicRequires)
    isPrivate = true
    visit(file.privateRequires)
    isPrivate = false
  }

  private mutating func visit(_ modules: [ByteString]) {
    for name in modules {
      guard let required = database.module(named: name) else {
        if !missing.contains(name) { missing.append(name) }
        continue
      }
      // Only what is being visited is passed over: a cycle would not end.
      guard path.insert(name).inserted else { continue }
      visit(required)
      path.remove(name)
    }
  }

  private mutating func add(_ word: ByteString, isPrivate: Bool) {
    let isNew = known.insert(word).inserted
    guard !isPrivate, !isNew else {
      words.append(word)
      return
    }
    if word.hasPrefix("-L") || word.hasPrefix("-F") { return }
    if let last = words.lastIndex(of: word) { words.remove(at: last) }
    words.append(word)
  }
}
