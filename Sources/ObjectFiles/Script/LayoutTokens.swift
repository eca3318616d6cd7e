/// The words of a script whose expressions count.
struct LayoutTokens {
  static let headers: Set<ByteString> = ["SIZEOF_HEADERS", "sizeof_headers", "FILEHDR"]
  private static let functions: Set<ByteString> = [
    "SIZEOF", "ADDR", "LOADADDR", "ALIGNOF", "ORIGIN", "LENGTH", "DEFINED", "CONSTANT",
    "SEGMENT_START",
  ]

  private(set) var tokens: [ByteString] = []
  private var places: [Range<Int>] = []

  init(_ text: [UInt8]) {
    var rest = text[...]
    while let byte = rest.first {
      if byte <= 0x20 {
        rest.removeFirst()
      } else if byte == UInt8(ascii: "/"), rest.dropFirst().first == UInt8(ascii: "*") {
        rest = ScriptText.afterComment(rest.dropFirst(2))
      } else if byte == UInt8(ascii: "#") {
        rest = rest.drop { $0 != 0x0a }
      } else if byte == UInt8(ascii: "\"") {
        let inside = rest.dropFirst().prefix { $0 != byte }
        append(rest.prefix(inside.count + 2))
        rest = rest.dropFirst(inside.count + 2)
      } else {
        let word = rest.prefix { ScriptText.isName($0) }
        let isPath = word.isEmpty && byte == UInt8(ascii: "/")
        let token = isPath ? rest.prefix { $0 == byte || ScriptText.isName($0) } : word
        append(token.isEmpty ? rest.prefix(1) : token)
        rest = rest.dropFirst(max(token.count, 1))
      }
    }
  }

  private mutating func append(_ token: ArraySlice<UInt8>) {
    tokens.append(ByteString(token))
    places.append(token.startIndex..<token.endIndex)
  }

  /// The part of the text that some tokens span, and a line's end.
  func text(_ range: Range<Int>, of text: [UInt8]) -> [UInt8] {
    guard let first = range.first, let last = range.last else { return [] }
    return text[places[first].lowerBound..<places[last].upperBound] + [0x0a]
  }

  /// A name; numbers, sections' names and the location counter are none.
  static func isSymbol(_ token: ByteString) -> Bool {
    guard let first = token.bytes.first, ScriptText.isName(first) else { return false }
    return first != UInt8(ascii: ".") && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }

  /// The expression with which some tokens begin: up to a semicolon, or what closes around it.
  static func expression(in tokens: ArraySlice<ByteString>) -> ArraySlice<ByteString> {
    var depth = 0
    for (position, token) in zip(tokens.indices, tokens) {
      if token == "(" { depth += 1 }
      if token == ")" { depth -= 1 }
      if token == ";" || depth < 0 { return tokens[..<position] }
    }
    return tokens
  }

  /// The symbols whose values an expression needs.
  static func symbols(in tokens: ArraySlice<ByteString>) -> [ByteString] {
    var result: [ByteString] = []
    var position = tokens.startIndex
    while position < tokens.endIndex {
      let token = tokens[position]
      position += 1
      let isCall = position < tokens.endIndex && tokens[position] == "("
      if functions.contains(token), isCall {
        while position < tokens.endIndex, tokens[position] != ")" { position += 1 }
      } else if isSymbol(token), !isCall, !headers.contains(token), !result.contains(token) {
        result.append(token)
      }
    }
    return result
  }

  /// The symbols that `DEFINED` asks about.
  static func asked(in tokens: ArraySlice<ByteString>) -> [ByteString] {
    tokens.indices.dropLast(2).filter { tokens[$0] == "DEFINED" }.map { tokens[$0 + 2] }
  }
}
