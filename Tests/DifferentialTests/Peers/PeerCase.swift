import BinaryHarness
import LinkerObservers
import Testing

/// A small case of our own after one of LLD's or mold's tests: what they watch over, the real
/// linkers here are asked about and staticld is held to.
struct PeerCase: Sendable, CustomTestStringConvertible {
  /// The suite and the file whose subject this is.
  var origin: String
  var subject: String
  /// Objects in the words of ``ObjectModel/init(words:)``; the first piece `32` makes it a 32-bit
  /// one.
  var objects: KeyValuePairs<String, String>
  /// Linker scripts and the like.
  var files: KeyValuePairs<String, String> = [:]
  /// Commands that make archives and shared objects.
  var steps: [String] = []
  var lines: [String]
  /// Linkers that know the options.
  var linkers = ObservedLinker.allCases

  var testDescription: String { "\(origin): \(subject)" }

  /// The case with its `index`th line.
  func linkCase(_ index: Int) -> LinkCase {
    var made = LinkCase()
    let drops = lines[index].contains("--gc-sections")
    for (number, (file, words)) in objects.enumerated() {
      let source = file.dropLast(1) + "s"
      made.add(String(source), ObjectModel.text(words, number: number, linksSections: drops))
      made.steps.append(["as", "-o", file, String(source)])
    }
    for (name, text) in files { made.add(name, text) }
    made.line = lines[index].split(separator: " ").map(String.init)
    made.steps += steps.map { $0.split(separator: " ").map(String.init) }.filter(
      isNeeded(made.line))
    return made
  }

  /// Without the archives that are not on the line, an object's mark tells its archive.
  private func isNeeded(_ line: [String]) -> ([String]) -> Bool {
    let texts = line + files.map(\.value)
    return { step in
      guard step[0] == "ar", let name = step[2].split(separator: "/").last else { return true }
      let stem = name.dropFirst(3).dropLast(2)
      return texts.contains { $0.contains(name) || $0.contains("-l\(stem)") }
    }
  }
}

extension ObjectModel {
  /// Assembler of an object in pieces between semicolons, each `[hidden|protected|in:GROUP] VERB
  /// SYMBOL` or `entry`, which defines `_start`; behind `raw` stands assembler.
  ///
  /// Verbs that define: `def` (data), `fun`, `weak`, `weakfun`, `common`, `unique`, `tls`, `ifunc`,
  /// `bare` (without a type). Verbs that refer: `ref`, `wref` (weakly), `tlsref`, `debugref`,
  /// `unusedref`.
  static func text(_ words: String, number: Int, linksSections: Bool) -> String {
    var model = ObjectModel()
    var raw: [String] = []
    for piece in words.split(separator: ";") {
      let fields = piece.split(separator: " ").map(String.init)
      if fields.first == "raw" {
        raw.append(fields.dropFirst().joined(separator: " "))
      } else {
        model.add(fields)
      }
    }
    return model.assembly(number: number, linksSections: linksSections)
      + raw.map { $0 + "\n" }.joined()
  }

  private mutating func add(_ fields: [String]) {
    var visibility = Visibility.normal
    var group: String?
    var rest = fields[...]
    while let word = rest.first {
      if let found = Visibility(rawValue: word) {
        visibility = found
      } else if word.hasPrefix("in:") {
        group = String(word.dropFirst(3))
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard let verb = rest.popFirst() else { return }
    if verb == "entry" {
      hasEntry = true
      return
    }
    for symbol in rest {
      switch verb {
      case "ref", "wref", "tlsref", "debugref", "unusedref":
        references.append(
          Reference(
            symbol: symbol, isWeak: verb == "wref", place: Self.place(verb, group),
            visibility: visibility, isTLS: verb == "tlsref"))
      default:
        definitions.append(Self.definition(verb, symbol, visibility, group))
      }
    }
  }

  private static func place(_ verb: String, _ group: String?) -> Reference.Place {
    if let group { return .group(group) }
    return verb == "debugref" ? .debug : verb == "unusedref" ? .unused : .allocated
  }

  private static func definition(
    _ verb: String, _ symbol: String, _ visibility: Visibility, _ group: String?
  ) -> Definition {
    let strengths: [String: Definition.Strength] = [
      "weak": .weak, "weakfun": .weak, "common": .common, "unique": .unique,
    ]
    let kinds: [String: Definition.Kind] = [
      "fun": .function, "weakfun": .function, "tls": .tls, "ifunc": .ifunc, "bare": .untyped,
    ]
    return Definition(
      symbol: symbol, strength: strengths[verb] ?? .strong, kind: kinds[verb] ?? .data,
      visibility: visibility, group: group)
  }
}
