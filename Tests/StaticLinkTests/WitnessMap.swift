import BinaryHarness
import Foundation

/// GNU ld's map of a link of a test's own files, without the compiler's.
struct WitnessMap {
  /// For each extracted member who asked for it and by which symbol.
  private(set) var reasons: [String: String] = [:]
  let linked: Bool

  init(_ text: String, linked: Bool) {
    self.linked = linked
    guard let start = text.range(of: "Archive member included")?.upperBound else { return }
    let section = text[start...].split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst(2).prefix { !$0.isEmpty }
    // ld puts the reason on a line of its own where the member's name is long.
    let words = section.joined(separator: " ").split(separator: " ").map(String.init)
    var position = 0
    while position < words.count {
      let hasReferrer = position + 2 < words.count && !words[position + 1].hasPrefix("(")
      let reason = words[(position + 1)...].prefix(hasReferrer ? 2 : 1)
      reasons[words[position]] = reason.joined(separator: " ")
      position += hasReferrer ? 3 : 2
    }
  }
}

extension World {
  /// Links without any library of the system.
  func map(_ words: [String], in directory: String = ".") throws -> WitnessMap {
    let outcome = try Command(
      ["gcc", "-static", "-nostdlib", "-Wl,-e,main", "-Wl,-Map=app.map", "-o", "app"] + words,
      in: bench.file(directory)
    ).run()
    let text = try String(contentsOfFile: bench.file("\(directory)/app.map"), encoding: .utf8)
    return WitnessMap(text, linked: outcome.succeeded)
  }
}
