import ObjectFiles

/// Just enough of the linker script language to find names in it.
struct ScriptTokens: Sequence, IteratorProtocol {
  enum Token: Equatable {
    case name(ByteString)
    case quoted(ByteString)
    case punctuation(UInt8)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Token? {
    while position < bytes.count {
      let byte = bytes[position]
      if ResponseWords.isSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        skipComment()
      } else if byte == UInt8(ascii: "\"") {
        return quoted()
      } else if ScriptText.isName(byte) {
        let start = position
        while position < bytes.count, ScriptText.isName(bytes[position]) { position += 1 }
        return .name(ByteString(bytes[start..<position]))
      } else {
        position += 1
        return .punctuation(byte)
      }
    }
    return nil
  }

  private func peek(_ distance: Int) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private mutating func skipComment() {
    position += 2
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
  }

  private mutating func quoted() -> Token {
    let start = position + 1
    position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let text = ByteString(bytes[start..<position])
    position += 1
    return .quoted(text)
  }

  /// The symbols that an expression names: not numbers, not the location counter, not functions.
  static func symbols(in expression: ByteString) -> [ByteString] {
    let tokens = Array(ScriptTokens(expression.bytes))
    var symbols: [ByteString] = []
    for (index, token) in tokens.enumerated() {
      guard case .name(let name) = token, name != ".", let first = name.bytes.first,
        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      else { continue }
      let follower = index + 1 < tokens.count ? tokens[index + 1] : nil
      if follower != .punctuation(UInt8(ascii: "(")) { symbols.append(name) }
    }
    return symbols
  }
}
