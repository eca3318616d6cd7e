/// What a linker complained of, in its own language.
package struct LinkerMessages: Sendable {
  /// Symbols reported as undefined, discarded or missing.
  package private(set) var undefined: Set<String> = []
  package private(set) var duplicates: Set<String> = []
  /// Errors that are about neither, as printed.
  package private(set) var others: [String] = []
  package let text: String

  init(_ linker: ObservedLinker, _ text: String) {
    self.text = text
    for line in text.split(separator: "\n") { read(line, linker) }
  }

  private mutating func read(_ line: Substring, _ linker: ObservedLinker) {
    // mold looks at these before it looks at anything else, and ends.
    if linker == .mold && line.contains("--require-defined: ") {
      others.append(String(line))
      return
    }
    for (words, closing) in Self.undefinedTexts {
      if let name = Self.name(in: line, after: words, closing) {
        undefined.insert(name)
        return
      }
    }
    for (words, closing) in Self.duplicateTexts {
      if let name = Self.name(in: line, after: words, closing) {
        duplicates.insert(linker == .mold ? Self.lastWord(of: line) : name)
        return
      }
    }
    let isError =
      line.contains("error: ") || line.contains("fatal: ")
      || (linker == .bfd && !line.contains("warning: ") && !line.contains(": in function "))
    let isNote = line.hasPrefix(">>>") || line.hasPrefix("  ")
    if isError && !isNote && !line.contains("final link failed") { others.append(String(line)) }
  }

  /// How the linkers begin, and what closes the name: bfd, then gold, LLD and mold.
  private static let undefinedTexts: [(String, Character?)] = [
    ("undefined reference to `", "'"), ("more undefined references to `", "'"),
    ("hidden symbol `", "'"), ("protected symbol `", "'"), ("internal symbol `", "'"),
    ("required symbol `", "'"), ("undefined symbol `", "'"),
    ("undefined reference to '", "'"), ("hidden symbol '", "'"), ("protected symbol '", "'"),
    ("undefined symbol '", "'"), ("relocation refers to global symbol \"", "\""),
    ("undefined symbol: ", nil), ("undefined hidden symbol: ", nil),
    ("undefined protected symbol: ", nil), ("undefined internal symbol: ", nil),
    ("relocation refers to a symbol in a discarded section: ", nil),
    ("undefined reference: ", nil), ("symbol not found: ", nil),
    (": undefined reference to ", " "),
  ]

  private static let duplicateTexts: [(String, Character?)] = [
    ("multiple definition of `", "'"), ("multiple definition of '", "'"),
    ("duplicate symbol: ", nil),
  ]

  private static func name(
    in line: Substring, after words: String, _ closing: Character?
  ) -> String? {
    guard !line.contains("warning: "), let start = line.firstRange(of: words) else { return nil }
    let rest = line[start.upperBound...]
    guard let closing, let end = rest.firstIndex(of: closing) else { return String(rest) }
    return String(rest[..<end])
  }

  private static func lastWord(of line: Substring) -> String {
    String(line.split(separator: " ").last ?? "")
  }
}
