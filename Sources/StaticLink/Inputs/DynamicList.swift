internal import ObjectFiles

/// A file of `--dynamic-list` (ld manual, "Options"): `{ name; pattern*; };`.
struct DynamicList {
  private(set) var patterns: [ByteString] = []
  /// Some names are given as C++ has them, which is not in any object.
  private(set) var hasOtherLanguages = false

  init(_ bytes: [UInt8]) {
    var word: [UInt8] = []
    var isQuoted = false
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: word.append(byte)
      case UInt8(ascii: "#"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "/") where rest.first == UInt8(ascii: "*"):
        rest = ScriptText.afterComment(rest.dropFirst())
      case UInt8(ascii: ";"):
        if !word.isEmpty { patterns.append(ByteString(word)) }
        word = []
      case UInt8(ascii: "{"):
        if word.starts(with: "extern".utf8) { hasOtherLanguages = true }
        word = []
      case UInt8(ascii: "}"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"),
        UInt8(ascii: "\r"):
        continue
      default: word.append(byte)
      }
    }
  }
}

extension Simulator {
  mutating func readDynamicLists() throws(FileError) {
    for (setting, words) in structure.settings {
      guard case .dynamicList(let path) = setting else { continue }
      let file = try inputs.source.open(path)
      let list = DynamicList(try file.read(at: 0, count: Int(file.size)))
      exported += list.patterns
      if list.hasOtherLanguages { noteNotModelled(words) }
    }
  }
}
