/// The script of `-T`, which lays the output out and defines symbols (ld manual, "Linker Scripts").
///
/// Read for what it does to symbols and inputs; the layout itself is passed over.
public struct MainScript: Sendable, Equatable {
  /// What `SYMBOL = EXPRESSION;` says, alone or inside `PROVIDE`.
  public struct Assignment: Sendable, Equatable {
    public var symbol: ByteString
    /// The symbols of the expression.
    public var uses: [ByteString]
    /// Those of them that `DEFINED` asks about, so that they need not be defined.
    public var optional: [ByteString]
    /// Inside `PROVIDE`: for what nothing else defines.
    public var isProvided: Bool
    /// Inside `SECTIONS`.
    public var isInSections: Bool
  }

  public private(set) var assignments: [Assignment] = []
  /// The commands that an input script may have, too, assignments excepted.
  public var commands: [LinkerScript.Command] = []
  public private(set) var hasSections = false
  /// Some section goes to `/DISCARD/`.
  public private(set) var discards = false
  /// `KEEP`: some section stays though nothing refers to it.
  public private(set) var keeps = false
  /// Has room for the file's headers, so that `__ehdr_start` has a value.
  public private(set) var hasHeaders = false
  /// Has commands outside `SECTIONS` that are not known.
  public private(set) var hasUnknownCommands = false

  public init(text: [UInt8]) {
    let layout = LayoutTokens(text)
    let tokens = layout.tokens
    hasSections = tokens.contains("SECTIONS")
    discards = tokens.contains("/DISCARD/")
    keeps = tokens.contains("KEEP")
    hasHeaders = tokens.contains { LayoutTokens.headers.contains($0) }
    var plain: [UInt8] = []
    var position = 0
    var last = 0
    let blocks: Set<ByteString> = ["SECTIONS", "MEMORY", "PHDRS", "VERSION"]
    while position < tokens.count {
      guard blocks.contains(tokens[position]), position + 1 < tokens.count,
        tokens[position + 1] == "{"
      else {
        position += 1
        continue
      }
      let end = MainScript.end(ofBlockAt: position + 1, in: tokens)
      plain += layout.text(last..<position, of: text)
      readAssignments(tokens[last..<position], inSections: false)
      if tokens[position] == "SECTIONS" {
        readAssignments(tokens[(position + 2)..<end], inSections: true)
      }
      position = min(end + 1, tokens.count)
      last = position
    }
    plain += layout.text(last..<tokens.count, of: text)
    readAssignments(tokens[last...], inSections: false)
    readCommands(plain)
  }

  private mutating func readCommands(_ text: [UInt8]) {
    guard let script = try? LinkerScript(text: text) else {
      hasUnknownCommands = true
      return
    }
    commands = script.commands.filter { if case .assignment = $0 { false } else { true } }
  }

  private static func end(ofBlockAt start: Int, in tokens: [ByteString]) -> Int {
    var depth = 0
    for position in start..<tokens.count {
      if tokens[position] == "{" { depth += 1 }
      if tokens[position] == "}" { depth -= 1 }
      if depth == 0 { return position }
    }
    return tokens.count
  }

  private mutating func readAssignments(_ tokens: ArraySlice<ByteString>, inSections: Bool) {
    for position in tokens.indices {
      let symbol = tokens[position]
      let next = position + 1
      guard next + 1 < tokens.endIndex, LayoutTokens.isSymbol(symbol), tokens[next] == "=",
        tokens[next + 1] != "="
      else { continue }
      let before = position > tokens.startIndex ? tokens[position - 1] : ""
      // `:text =0` names a program header and a filler.
      if before == ":" || before == ">" { continue }
      let opener = position - 2 >= tokens.startIndex ? tokens[position - 2] : ""
      let expression = LayoutTokens.expression(in: tokens[(next + 1)...])
      assignments.append(
        Assignment(
          symbol: symbol, uses: LayoutTokens.symbols(in: expression),
          optional: LayoutTokens.asked(in: expression),
          isProvided: before == "(" && opener.hasPrefix("PROVIDE"), isInSections: inSections))
    }
  }
}
