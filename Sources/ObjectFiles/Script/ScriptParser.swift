/// Reads the commands of an implicit linker script from its tokens.
struct ScriptParser {
  private let tokens: [ScriptToken]
  private var position = 0

  init(_ text: [UInt8]) throws(ObjectFileError.Problem) {
    tokens = try ScriptTokens.split(text)
  }

  mutating func commands() throws(ObjectFileError.Problem) -> [LinkerScript.Command] {
    var result: [LinkerScript.Command] = []
    while let token = next() {
      if token.text == ";" { continue }
      if let command = try command(named: token) { result.append(command) }
    }
    return result
  }

  private mutating func command(
    named token: ScriptToken
  ) throws(ObjectFileError.Problem) -> LinkerScript.Command? {
    switch token.text {
    case "INPUT": return .input(try inputs(of: token))
    case "GROUP": return .group(try inputs(of: token))
    case "SEARCH_DIR": return .searchDirectory(try words(of: token, atLeast: 1)[0])
    case "ENTRY": return .entry(try words(of: token, atLeast: 1)[0])
    case "EXTERN": return .undefined(try words(of: token, atLeast: 1))
    case "OUTPUT_FORMAT": return .outputFormat(try words(of: token, atLeast: 1)[0])
    case "OUTPUT_ARCH", "TARGET", "OUTPUT", "NOCROSSREFS", "ASSERT":
      _ = try words(of: token, atLeast: 0)
      return nil
    case "PROVIDE", "PROVIDE_HIDDEN", "HIDDEN":
      return .assignment(ScriptParser.assigned(try words(of: token, atLeast: 1)[0]))
    default:
      if let mark = peek(), mark.text == "=", !mark.isQuoted {
        skipStatement()
        return .assignment(token.text)
      }
      if !token.isQuoted, token.text.bytes.contains(0x3d) {
        skipStatement()
        return .assignment(ScriptParser.assigned(token.text))
      }
      throw .script(
        "line \(token.line): '\(token.text.forMessage)' is not a command that names inputs")
    }
  }

  private mutating func inputs(
    of command: ScriptToken
  ) throws(ObjectFileError.Problem) -> [LinkerScript.Input] {
    try expect("(")
    var result: [LinkerScript.Input] = []
    var isAsNeeded = false
    while let token = next() {
      if token.isQuoted {
        result.append(.init(name: .file(token.text), isAsNeeded: isAsNeeded))
        continue
      }
      switch token.text {
      case ")":
        if !isAsNeeded { return result }
        isAsNeeded = false
      case "AS_NEEDED":
        try expect("(")
        isAsNeeded = true
      case "=":
        // `=/lib/x.so`: below the sysroot.
        guard let path = next() else { break }
        result.append(.init(name: .file("=" + path.text), isAsNeeded: isAsNeeded))
      case let name where name.hasPrefix("-l"):
        result.append(.init(name: .library(name.dropFirst(2)), isAsNeeded: isAsNeeded))
      case let name:
        result.append(.init(name: .file(name), isAsNeeded: isAsNeeded))
      }
    }
    throw .script("line \(command.line): \(command.text.forMessage) does not end")
  }

  /// The words between parentheses; whatever nests in them is passed over.
  private mutating func words(
    of command: ScriptToken, atLeast minimum: Int
  ) throws(ObjectFileError.Problem) -> [ByteString] {
    try expect("(")
    var result: [ByteString] = []
    var depth = 1
    while depth > 0 {
      guard let token = next() else {
        throw .script("line \(command.line): \(command.text.forMessage) does not end")
      }
      if token.text == "(", !token.isQuoted {
        depth += 1
      } else if token.text == ")", !token.isQuoted {
        depth -= 1
      } else if token.isQuoted {
        result.append(token.text)
      } else {
        // Only where file names are expected is a comma a part of a word.
        result += token.text.split(separator: 0x2c).filter { !$0.isEmpty }
      }
    }
    guard result.count >= minimum else {
      throw .script("line \(command.line): \(command.text.forMessage) names nothing")
    }
    return result
  }

  /// The symbol in `x=1`.
  private static func assigned(_ word: ByteString) -> ByteString {
    ByteString(word.bytes.prefix { $0 != 0x3d })
  }

  private mutating func skipStatement() {
    while let token = next(), token.text != ";" || token.isQuoted {}
  }

  private mutating func expect(_ text: ByteString) throws(ObjectFileError.Problem) {
    guard let token = next() else {
      throw .script("line \(tokens.last?.line ?? 1): '\(text)' expected at the end")
    }
    guard token.text == text, !token.isQuoted else {
      throw .script("line \(token.line): '\(text)' expected, not '\(token.text.forMessage)'")
    }
  }

  private func peek() -> ScriptToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func next() -> ScriptToken? {
    guard let token = peek() else { return nil }
    position += 1
    return token
  }
}
