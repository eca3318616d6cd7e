public import ObjectFiles
public import StaticLink

/// Writes a link line's elements as words for the program that will read them.
///
/// Reading the words again gives the same elements: see ``ParsedLine`` and ``LinkerGrammar``.
public enum LineSpelling: String, Hashable, Sendable, CaseIterable {
  /// A compiler driver: what only the linker understands goes through `-Wl,`.
  case driver
  /// The linker itself.
  case linker

  /// The words, in order.
  ///
  /// - Parameters:
  ///   - arguments: the elements.
  ///   - options: driver options that stand in front; a linker is given none.
  public func words(
    for arguments: [LinkArgument], driverOptions options: [ByteString] = []
  ) -> [ByteString] {
    let arguments = LineSpelling.withoutImplied(arguments)
    return switch self {
    case .driver: options + arguments.flatMap { driverWords(for: $0) }
    case .linker: arguments.flatMap { LineSpelling.linkerWords(for: $0) }
    }
  }

  /// A definition's words imply the elements that were read from them.
  private static func withoutImplied(_ arguments: [LinkArgument]) -> [LinkArgument] {
    var rest = arguments[...]
    var kept: [LinkArgument] = []
    while let argument = rest.popFirst() {
      kept.append(argument)
      guard case .other(let words) = argument,
        let implied = try? LinkerGrammar.read(words).arguments.dropFirst(), !implied.isEmpty,
        rest.starts(with: implied)
      else { continue }
      rest.removeFirst(implied.count)
    }
    return kept
  }

  private func driverWords(for argument: LinkArgument) -> [ByteString] {
    let words = LineSpelling.linkerWords(for: argument)
    switch argument {
    case .file(let path):
      // A driver would compile what it takes for a source file.
      return SourceNames.isSource(path) || path.isEmpty ? passed(words) : words
    case .library(let name, _):
      return name.isEmpty ? passed(words) : words
    case .searchDirectory: return words
    default: return passed(words)
    }
  }

  /// A comma would end the word, so a word with one goes by `-Xlinker`, and its neighbours with it.
  private func passed(_ words: [ByteString]) -> [ByteString] {
    if words.isEmpty { return [] }
    if words.contains(where: { $0.contains(UInt8(ascii: ",")) || $0.isEmpty }) {
      return words.flatMap { ["-Xlinker", $0] }
    }
    return ["-Wl," + ByteString(Array(words.map(\.bytes).joined(separator: [UInt8(ascii: ",")])))]
  }

  private static func linkerWords(for argument: LinkArgument) -> [ByteString] {
    switch argument {
    case .file(let path): [asInput(path)]
    case .library(let name, let isFileName):
      name.isEmpty && !isFileName ? ["-l", ""] : [(isFileName ? "-l:" : "-l") + name]
    case .searchDirectory(let directory):
      directory.isEmpty ? ["-L", ""] : ["-L" + directory]
    case .startGroup: ["--start-group"]
    case .endGroup: ["--end-group"]
    case .wholeArchive(let isOn): [isOn ? "--whole-archive" : "--no-whole-archive"]
    case .asNeeded(let isOn): [isOn ? "--as-needed" : "--no-as-needed"]
    case .searchStatic(let isOn): [isOn ? "-Bstatic" : "-Bdynamic"]
    case .pushState: ["--push-state"]
    case .popState: ["--pop-state"]
    case .startLib: ["--start-lib"]
    case .endLib: ["--end-lib"]
    case .undefined(let symbol): ["-u", symbol]
    case .requireDefined(let symbol): ["--require-defined=" + symbol]
    case .entry(let symbol): ["-e", symbol]
    // Without the words of its definition, any value serves.
    case .define(let symbol, _): ["--defsym=" + symbol + "=0"]
    case .wrap(let symbol): ["--wrap=" + symbol]
    case .allowMultipleDefinitions: ["--allow-multiple-definition"]
    case .setting(_, let words), .justSymbols(_, let words), .script(_, let words),
      .other(let words),
      .notModelled(let words):
      words
    }
  }

  /// A path that looks like an option or a response file gets a directory in front.
  private static func asInput(_ path: ByteString) -> ByteString {
    path.bytes.first == UInt8(ascii: "-") || path.bytes.first == UInt8(ascii: "@")
      ? "./" + path : path
  }
}
