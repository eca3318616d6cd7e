/// What GNU ld (or gold) says in its map about one link.
///
/// The map is written even when the link fails, so a failed link still has members to compare.
/// It gives no offsets: `MemberIdentity` tells members of one name apart.
struct LinkMap {
  /// A line of "Archive member included to satisfy reference by file (symbol)".
  struct Inclusion: Equatable {
    /// `archive(member)`, or the member's own path when the archive is thin.
    var member: String
    /// The file that asked, spelled the same way; nil for `-u` and `--whole-archive`.
    var referrer: String?
    /// The symbol asked for; nil for `--whole-archive`.
    var symbol: String?
    /// The referrer is bytecode: a member then stands there without its archive.
    var isFromPlugin = false
  }

  private(set) var inclusions: [Inclusion] = []
  /// Every `LOAD` line in order: objects, archives and linker scripts as ld opened them.
  private(set) var loaded: [String] = []

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    loaded = lines.filter { $0.hasPrefix("LOAD ") }.map { String($0.dropFirst(5)) }
    guard let heading = lines.firstIndex(where: { $0.hasPrefix("Archive member included ") })
    else { return }
    // One empty line follows the heading, the next one ends the section.
    var section = lines[heading...].dropFirst(2).prefix { !$0.isEmpty }
    while let line = section.popFirst() {
      if let reason = section.first, reason.hasPrefix(Self.indent) {
        section.removeFirst()
        inclusions.append(Self.inclusion(of: line, reason: reason))
      } else {
        let column = line.utf8.index(line.startIndex, offsetBy: 30, limitedBy: line.endIndex)
        let cut = column ?? line.endIndex
        inclusions.append(Self.inclusion(of: line[..<cut], reason: line[cut...]))
      }
    }
  }

  /// ld pads a name of up to 28 bytes to 30 columns; a longer one has its reason on the next line.
  private static let indent = String(repeating: " ", count: 30)

  /// Takes `FILE (SYMBOL)`, `(SYMBOL)` or `(--whole-archive)` apart.
  ///
  /// FILE can hold blanks and parentheses, a symbol printed with `--no-demangle` cannot: the last
  /// opening parenthesis that starts a word is the symbol's.
  private static func inclusion(of member: Substring, reason: Substring) -> Inclusion {
    let open = reason.indices.last {
      reason[$0] == "(" && ($0 == reason.startIndex || reason[reason.index(before: $0)] == " ")
    }
    let cut = open ?? reason.endIndex
    let file = trimmed(reason[..<cut])
    let symbol = open.map { String(trimmed(reason[$0...]).dropFirst().dropLast()) }
    let isWhole = file.isEmpty && symbol == "--whole-archive"
    let mark = " (symbol from plugin)"
    let isFromPlugin = file.hasSuffix(mark)
    return Inclusion(
      member: trimmed(member),
      referrer: file.isEmpty ? nil : isFromPlugin ? String(file.dropLast(mark.count)) : file,
      symbol: isWhole ? nil : symbol, isFromPlugin: isFromPlugin)
  }
}

private func trimmed(_ text: Substring) -> String {
  let start = text.firstIndex { $0 != " " } ?? text.endIndex
  let end = text.lastIndex { $0 != " " }.map(text.index(after:)) ?? start
  return String(text[start..<end])
}
