import BinaryHarness

extension LinkCase {
  /// Reads what ``script(_:)`` writes: texts, commands, and the line after `$LD -o a.out`.
  init(script: String) throws {
    self.init()
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.popFirst() {
      let words = first.split(separator: " ").map(String.init)
      switch words.first {
      case nil, "#!/bin/sh", ":", "mkdir": continue
      case let word? where word.hasPrefix("#"): continue
      case "cat":
        guard words.count == 4, let end = lines.firstIndex(of: "EOF") else {
          throw HarnessError("not a text of a case: \(first)")
        }
        add(words[2], lines[..<end].map { $0 + "\n" }.joined())
        lines = lines[(end + 1)...]
      case "$LD": line = Array(words.dropFirst(3))
      case "as", "ar", "ld.bfd": steps.append(words)
      default: throw HarnessError("not a line of a case: \(first)")
      }
    }
  }
}
