import ObjectFiles
import StaticLink

extension ByteWriter {
  /// A letter for the case, then what it carries.
  mutating func write(_ argument: LinkArgument) {
    switch argument {
    case .file(let path): write(letter: "f", path)
    case .library(let name, let isFileName): write(letter: isFileName ? ":" : "l", name)
    case .searchDirectory(let directory): write(letter: "L", directory)
    case .startGroup: write(letter: "(")
    case .endGroup: write(letter: ")")
    case .wholeArchive(let isOn): write(letter: isOn ? "W" : "w")
    case .asNeeded(let isOn): write(letter: isOn ? "N" : "n")
    case .searchStatic(let isOn): write(letter: isOn ? "S" : "s")
    case .pushState: write(letter: "[")
    case .popState: write(letter: "]")
    case .startLib: write(letter: "{")
    case .endLib: write(letter: "}")
    case .undefined(let symbol): write(letter: "u", symbol)
    case .requireDefined(let symbol): write(letter: "r", symbol)
    case .entry(let symbol): write(letter: "e", symbol)
    case .define(let symbol, let uses):
      write(letter: "=", symbol)
      write(uses)
    case .wrap(let symbol): write(letter: "p", symbol)
    case .allowMultipleDefinitions: write(letter: "m")
    case .setting(_, let words):
      write(letter: "!")
      write(words)
    case .justSymbols(_, let words), .script(_, let words):
      write(letter: "R")
      write(words)
    case .other(let words):
      write(letter: "o")
      write(words)
    case .notModelled(let words):
      write(letter: "?")
      write(words)
    }
  }

  private mutating func write(letter: Unicode.Scalar, _ string: ByteString) {
    write(letter: letter)
    write(string)
  }

  private mutating func write(letter: Unicode.Scalar) {
    write(byte: UInt8(ascii: letter))
  }
}

extension ByteReader {
  mutating func readArgument() -> LinkArgument? {
    guard let byte = readByte() else { return nil }
    switch Unicode.Scalar(byte) {
    case "f": return readString().map { .file($0) }
    case ":": return readString().map { .library($0, isFileName: true) }
    case "l": return readString().map { .library($0, isFileName: false) }
    case "L": return readString().map { .searchDirectory($0) }
    case "(": return .startGroup
    case ")": return .endGroup
    case "W", "w": return .wholeArchive(byte == UInt8(ascii: "W"))
    case "N", "n": return .asNeeded(byte == UInt8(ascii: "N"))
    case "S", "s": return .searchStatic(byte == UInt8(ascii: "S"))
    case "[": return .pushState
    case "]": return .popState
    case "{": return .startLib
    case "}": return .endLib
    case "u": return readString().map { .undefined($0) }
    case "r": return readString().map { .requireDefined($0) }
    case "e": return readString().map { .entry($0) }
    case "=":
      guard let symbol = readString(), let uses = readStrings() else { return nil }
      return .define(symbol, uses: uses)
    case "p": return readString().map { .wrap($0) }
    case "m": return .allowMultipleDefinitions
    case "!":
      // Some words mean more than the setting: `-static` also says what `-l` may find.
      return readStrings().flatMap { words in
        try? LinkerGrammar.read(words).arguments.first {
          if case .setting = $0 { true } else { false }
        }
      }
    case "R":
      return readStrings().flatMap { try? LinkerGrammar.read($0).arguments.first }
    case "o": return readStrings().map { .other($0) }
    case "?": return readStrings().map { .notModelled($0) }
    default: return nil
    }
  }
}
