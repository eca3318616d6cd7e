import ObjectFiles

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
    if let last = words.lastIndex(of: word), canMove(last) { words.remove(at: last) }
    words.append(word)
  }

  /// A library keeps its place behind a switch such as `-Wl,--as-needed`.
  private func canMove(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    let own = PkgConfigWalk.kind(words[position])
    let previous = PkgConfigWalk.kind(words[position - 1])
    return previous == UInt8(ascii: "l") || previous == UInt8(ascii: "L") || own == 0
      || previous == own
  }

  /// The letter of an option that pkgconf knows how to merge, 0 for any other word.
  private static func kind(_ word: ByteString) -> UInt8 {
    let others: [ByteString] = [
      "-lib:", "-pthread", "-Wl,", "-framework", "-std", "-nodefaultlibs", "-nostd",
    ]
    guard word.hasPrefix("-"), word.count > 1, !others.contains(where: word.hasPrefix) else {
      return 0
    }
    return word.bytes[1]
  }
}
