internal import ObjectFiles

/// A file of `--version-script` (ld manual, "VERSION Command"): which symbols of the output have
/// which version, and which are local.
struct VersionScript {
  struct Pattern: Hashable {
    var text: ByteString
    /// In quotes, where GNU ld takes a pattern for a name.
    var isQuoted = false
    /// In an `extern "C++"` block: a name as the demangler has it.
    var isDemangled = false

    var hasWildcard: Bool { text.bytes.contains { "*?[".utf8.contains($0) } }
  }

  struct Node {
    /// Empty for a node without a name.
    var name: ByteString
    var globals: [Pattern] = []
    var locals: [Pattern] = []
    var dependencies: [ByteString] = []
  }

  private(set) var nodes: [Node] = []
  /// What one linker or another refuses.
  private(set) var problems: [Problem] = []

  enum Problem: Hashable {
    case syntax
    case empty
    /// No semicolon stands behind a block's last name.
    case openStatement
    /// A `local:` before a `global:`, two of a kind, or one without a name.
    case blockOrder
    case namelessBesideOthers
    /// `global:NAME`, which is one word to LLD.
    case joinedKeyword
    case sameNode(ByteString)
    case unknownDependency(ByteString)
    /// A name that one node makes global and another one local.
    case inTwoNodes(ByteString)
    /// The same in a single node.
    case globalAndLocal(ByteString, node: ByteString)
  }

  /// - Parameter others: the nodes of earlier scripts.
  init(_ bytes: [UInt8], after others: [Node] = []) {
    let split = VersionScriptWords(bytes)
    if split.joinsKeyword { problems.append(.joinedKeyword) }
    var words = split.words[...]
    if words.isEmpty { problems.append(.empty) }
    while !words.isEmpty {
      guard let node = readNode(&words) else {
        problems.append(.syntax)
        return
      }
      nodes.append(node)
    }
    compareNodes(after: others)
  }

  var hasNodeTwice: Bool {
    problems.contains { if case .sameNode = $0 { true } else { false } }
  }

  // MARK: Reading

  private mutating func readNode(_ words: inout ArraySlice<VersionScriptWords.Word>) -> Node? {
    var node = Node(name: "")
    if let first = words.first, first.text != "{" {
      node.name = first.text
      words.removeFirst()
    }
    guard words.popFirst()?.text == "{", readBody(&words, into: &node) else { return nil }
    while let word = words.popFirst() {
      if word.text == ";" { return node }
      guard word.text != "{", word.text != "}" else { return nil }
      node.dependencies.append(word.text)
    }
    return nil
  }

  private mutating func readBody(
    _ words: inout ArraySlice<VersionScriptWords.Word>, into node: inout Node
  ) -> Bool {
    var isLocal = false
    var blocks: [Bool] = []
    var isBlockEmpty = false
    while let word = words.popFirst() {
      switch word.text {
      case "}" where !word.isQuoted:
        if isBlockEmpty { note(.blockOrder) }
        return true
      case ";" where !word.isQuoted: continue
      case "global:", "local:":
        isLocal = word.text == "local:"
        if isBlockEmpty || blocks.last == true || blocks.last == isLocal
          || blocks.isEmpty && !(node.globals.isEmpty && node.locals.isEmpty)
        {
          note(.blockOrder)
        }
        blocks.append(isLocal)
        isBlockEmpty = true
      case "extern" where words.first?.isQuoted == true:
        let isDemangled = words.removeFirst().text != "C"
        guard words.popFirst()?.text == "{",
          readNames(&words, isLocal: isLocal, isDemangled: isDemangled, into: &node)
        else { return false }
        isBlockEmpty = false
      default:
        add(word, isLocal: isLocal, isDemangled: false, to: &node)
        isBlockEmpty = false
        guard isEnded(&words) else { return false }
      }
    }
    return false
  }

  private mutating func readNames(
    _ words: inout ArraySlice<VersionScriptWords.Word>, isLocal: Bool, isDemangled: Bool,
    into node: inout Node
  ) -> Bool {
    while let word = words.popFirst() {
      if word.text == "}" { return true }
      if word.text == ";" { continue }
      add(word, isLocal: isLocal, isDemangled: isDemangled, to: &node)
    }
    return false
  }

  /// Whether a semicolon, or at least the block's end, follows.
  private mutating func isEnded(_ words: inout ArraySlice<VersionScriptWords.Word>) -> Bool {
    if words.first?.text == "}" {
      note(.openStatement)
      return true
    }
    return words.popFirst()?.text == ";"
  }

  private func add(
    _ word: VersionScriptWords.Word, isLocal: Bool, isDemangled: Bool, to node: inout Node
  ) {
    let pattern = Pattern(text: word.text, isQuoted: word.isQuoted, isDemangled: isDemangled)
    if isLocal { node.locals.append(pattern) } else { node.globals.append(pattern) }
  }

  // MARK: Checking

  private mutating func note(_ problem: Problem) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  private mutating func compareNodes(after others: [Node]) {
    let all = others + nodes
    if all.count > 1, all.contains(where: { $0.name.isEmpty }) { note(.namelessBesideOthers) }
    var earlier: Set<ByteString> = []
    var globals: Set<Pattern> = []
    var locals: Set<Pattern> = []
    for node in all {
      for name in node.dependencies where !earlier.contains(name) { note(.unknownDependency(name)) }
      if !earlier.insert(node.name).inserted { note(.sameNode(node.name)) }
      let own = (globals: exact(node.globals), locals: exact(node.locals))
      let crossed = own.globals.intersection(locals).union(own.locals.intersection(globals))
      for pattern in crossed { note(.inTwoNodes(pattern.text)) }
      for pattern in own.globals.intersection(own.locals) {
        note(.globalAndLocal(pattern.text, node: node.name))
      }
      globals.formUnion(own.globals)
      locals.formUnion(own.locals)
    }
  }

  private func exact(_ patterns: [Pattern]) -> Set<Pattern> {
    Set(patterns.filter { !$0.hasWildcard || $0.isQuoted })
  }
}

/// The words of a version script, `global:` and `local:` with their colons.
struct VersionScriptWords {
  struct Word {
    var text: ByteString
    var isQuoted = false
  }

  private(set) var words: [Word] = []
  private(set) var joinsKeyword = false

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        rest.removeFirst()
      case UInt8(ascii: "#"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "/") where rest.dropFirst().first == UInt8(ascii: "*"):
        rest = ScriptText.afterComment(rest.dropFirst(2))
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
        words.append(Word(text: ByteString([byte])))
        rest.removeFirst()
      case UInt8(ascii: "\""):
        let inside = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
        words.append(Word(text: ByteString(inside), isQuoted: true))
        rest = rest.dropFirst(inside.count + 2)
      default: takeWord(&rest)
      }
    }
  }

  private mutating func takeWord(_ rest: inout ArraySlice<UInt8>) {
    let word = ByteString(rest.prefix { !" \t\n\r{};\"".utf8.contains($0) })
    // The colon may stand apart, and touch what follows.
    for keyword: ByteString in ["global", "local"] where word.hasPrefix(keyword) {
      let behind = rest.dropFirst(keyword.count).drop { " \t\n\r".utf8.contains($0) }
      let isWhole = word == keyword || word.dropFirst(keyword.count).hasPrefix(":")
      guard isWhole, behind.first == UInt8(ascii: ":"),
        behind.dropFirst().first != UInt8(ascii: ":")
      else { continue }
      words.append(Word(text: keyword + ":"))
      rest = behind.dropFirst()
      if let next = rest.first, !" \t\n\r{};\"".utf8.contains(next) { joinsKeyword = true }
      return
    }
    words.append(Word(text: word))
    rest = rest.dropFirst(word.count)
  }
}
