import ObjectFiles

/// What GNU ld's own linker script says about directories and symbols.
struct DefaultScript: Hashable, Sendable {
  /// In order, a leading `=` kept.
  var searchDirectories: [ByteString] = []
  /// Symbols that it assigns or provides, sorted.
  var symbols: [ByteString] = []

  /// Reads what `ld --verbose` prints; the script stands between two lines of `=`.
  init(verbose text: [UInt8]) {
    let lines = ByteString(text).split(separator: 0x0a)
    let fences = lines.indices.filter { lines[$0].hasPrefix("==========") }
    guard let first = fences.first, let last = fences.last, first < last else { return }
    let script = Array(lines[(first + 1)..<last].map(\.bytes).joined(separator: [0x0a]))
    let tokens = Array(ScriptTokens(script))
    var symbols: Set<ByteString> = []
    for (index, token) in tokens.enumerated() {
      guard case .name(let name) = token else { continue }
      if name == "SEARCH_DIR", index + 2 < tokens.count {
        switch tokens[index + 2] {
        case .quoted(let directory), .name(let directory): searchDirectories.append(directory)
        case .punctuation: break
        }
      } else if name != ".", index + 2 < tokens.count, tokens[index + 1] == DefaultScript.equals,
        tokens[index + 2] != DefaultScript.equals
      {
        symbols.insert(name)
      }
    }
    self.symbols = symbols.sorted()
  }

  private static let equals = ScriptTokens.Token.punctuation(UInt8(ascii: "="))
}
