internal import ObjectFiles

/// A line with its switches applied: what is left are inputs and groups of them.
struct LineStructure {
  struct Input {
    enum Name: Hashable {
      case file(ByteString)
      case library(ByteString, isFileName: Bool)
    }
    var name: Name
    var isWhole = false
    var isAsNeeded = false
    var allowsShared = true
    /// Between `--start-lib` and `--end-lib`.
    var isLazy = false
    /// Position among the inputs of the line.
    var index = 0
  }

  struct Definition {
    var symbol: ByteString
    /// The symbols of the expression.
    var uses: [ByteString]
    /// Those of them that have to be defined.
    var needs: [ByteString]
    /// `PROVIDE` of a script: for what nothing else defines.
    var isProvided = false
    /// Archives are searched for the symbol all the same.
    var isForArchives = false
  }

  indirect enum Node {
    case input(Input)
    case group([Node])
    /// `--defsym`: a definition at this point of the line.
    case define(Definition)
    case endLibrary
    /// `--just-symbols` or, for `true`, `-R`.
    case symbols(ByteString, isLetter: Bool)
  }

  private(set) var nodes: [Node] = []
  private(set) var inputs: [Input] = []
  private(set) var undefined: [ByteString] = []
  /// The symbols of `--require-defined`, which are among ``undefined`` too.
  private(set) var required: [ByteString] = []
  private(set) var definitions: [Definition] = []
  private(set) var wrapped: [ByteString] = []
  private(set) var entry: ByteString?
  /// `-static` or `-Bstatic` stands before the first input.
  private(set) var isStaticFromStart = false
  private(set) var allowsDuplicates = false
  /// `ENTRY` of a script, for lines without `-e`.
  private(set) var scriptEntry: ByteString?
  /// `SEARCH_DIR` of a script.
  private(set) var scriptDirectories: [ByteString] = []
  private(set) var notModelled: [[ByteString]] = []
  private(set) var settings: [(setting: LinkSetting, words: [ByteString])] = []

  private var switches = Switches()
  private var pushed: [Switches] = []
  /// The groups that are open, the outermost first.
  private var openGroups: [[Node]] = []
  private let brackets: LinkerSemantics.GroupBrackets
  private let allowsLibraryInGroup: Bool
  private let semantics: LinkerSemantics?
  private let scripts: [ByteString: MainScript]

  private struct Switches {
    var isWhole = false
    var isAsNeeded = false
    var allowsShared: Bool = true
    var isLazy = false
  }

  /// Takes a line apart; without semantics, whatever brackets it has.
  ///
  /// - Throws: ``LinkInputError/unbalanced(_:)`` for what the linker would refuse to read.
  ///
  /// - Parameter scripts: the scripts of `-T`, by their path.
  init(
    _ line: LinkLine, semantics: LinkerSemantics? = nil, scripts: [ByteString: MainScript] = [:]
  ) throws(LinkInputError) {
    self.semantics = semantics
    self.scripts = scripts
    brackets = semantics?.groupBrackets ?? .ignored
    allowsLibraryInGroup = semantics?.allowsLibraryInGroup ?? true
    switches.allowsShared = line.allowsShared
    for argument in line.arguments {
      if let semantics { try LineStructure.checkIsKnown(argument, to: semantics) }
      try add(argument)
    }
    guard brackets != .single || openGroups.isEmpty else {
      throw .unbalanced("--start-group without --end-group")
    }
    guard semantics?.allowsOpenLibrary ?? true || !switches.isLazy else {
      throw .unbalanced("--start-lib without --end-lib")
    }
    while !openGroups.isEmpty { closeGroup() }
  }

  private static func checkIsKnown(
    _ argument: LinkArgument, to semantics: LinkerSemantics
  ) throws(LinkInputError) {
    let name = semantics.family.rawValue
    switch argument {
    case .startLib, .endLib:
      if !semantics.knowsStartLib { throw .unbalanced("\(name) knows no --start-lib") }
    case .requireDefined:
      if !semantics.knowsRequireDefined { throw .unbalanced("\(name) knows no --require-defined") }
    default: break
    }
  }

  private mutating func openGroup() throws(LinkInputError) {
    if brackets == .ignored { return }
    guard allowsLibraryInGroup || !switches.isLazy else {
      throw .unbalanced("a group inside --start-lib")
    }
    guard brackets == .nest || openGroups.isEmpty else { throw .unbalanced("groups cannot nest") }
    openGroups.append([])
  }

  private mutating func closeGroup() {
    guard let group = openGroups.popLast() else { return }
    append(.group(group))
  }

  private mutating func add(_ argument: LinkArgument) throws(LinkInputError) {
    switch argument {
    case .file(let path): append(input: .file(path))
    case .library(let name, let isFileName):
      append(input: .library(name, isFileName: isFileName))
    case .startGroup: try openGroup()
    case .endGroup:
      guard brackets == .ignored || !openGroups.isEmpty else {
        throw .unbalanced("--end-group without --start-group")
      }
      closeGroup()
    case .wholeArchive(let on): switches.isWhole = on
    case .asNeeded(let on): switches.isAsNeeded = on
    case .searchStatic(let on):
      switches.allowsShared = !on
      if on, inputs.isEmpty { isStaticFromStart = true }
    case .pushState: pushed.append(switches)
    case .popState:
      guard let saved = pushed.popLast() else {
        throw .unbalanced("--pop-state without --push-state")
      }
      switches = saved
    case .startLib:
      guard allowsLibraryInGroup || openGroups.isEmpty else {
        throw .unbalanced("--start-lib inside a group")
      }
      guard allowsLibraryInGroup || !switches.isLazy else {
        throw .unbalanced("--start-lib inside --start-lib")
      }
      switches.isLazy = true
    case .endLib:
      guard allowsLibraryInGroup || switches.isLazy else {
        throw .unbalanced("--end-lib without --start-lib")
      }
      switches.isLazy = false
      append(.endLibrary)
    case .undefined(let symbol): undefined.append(symbol)
    case .requireDefined(let symbol):
      undefined.append(symbol)
      required.append(symbol)
    case .entry(let symbol): entry = symbol
    case .define(let symbol, let uses):
      let definition = Definition(symbol: symbol, uses: uses, needs: uses)
      definitions.append(definition)
      append(.define(definition))
    case .wrap(let symbol): wrapped.append(symbol)
    case .allowMultipleDefinitions: allowsDuplicates = true
    case .script(let path, let words): try add(script: path, words)
    case .justSymbols(let path, let words):
      append(.symbols(path, isLetter: words.first?.hasPrefix("-R") == true))
    case .setting(let setting, let words): settings.append((setting, words))
    case .notModelled(let words): notModelled.append(words)
    case .searchDirectory, .other: break
    }
  }

  // MARK: -T

  private mutating func add(
    script path: ByteString, _ words: [ByteString]
  ) throws(LinkInputError) {
    guard let rules = semantics?.mainScript else { return notModelled.append(words) }
    guard let script = scripts[path] else { return notModelled.append(words) }
    for assignment in script.assignments {
      let definition = Definition(
        symbol: assignment.symbol, uses: assignment.uses,
        needs: assignment.uses.filter { !assignment.optional.contains($0) },
        isProvided: assignment.isProvided,
        isForArchives: !rules.keepsFromArchives || assignment.isInSections)
      definitions.append(definition)
      append(.define(definition))
    }
    if rules.isInput { return append(input: .file(path)) }
    for command in script.commands {
      switch command {
      case .input(let members), .group(let members):
        guard rules.mayNameInputs else {
          throw .unbalanced("the script of -T names inputs")
        }
        if case .group = command { try openGroup() }
        for member in members { append(scriptInput: member) }
        if case .group = command { closeGroup() }
      case .searchDirectory(let directory): scriptDirectories.append(directory)
      case .entry(let symbol): scriptEntry = symbol
      case .undefined(let names): undefined += names
      case .assignment, .outputFormat: break
      }
    }
  }

  private mutating func append(scriptInput member: LinkerScript.Input) {
    let saved = switches
    switches.isAsNeeded = switches.isAsNeeded || member.isAsNeeded
    switch member.name {
    case .file(let name): append(input: .file(name))
    case .library(let name): append(input: .library(name, isFileName: false))
    }
    switches = saved
  }

  private mutating func append(input name: Input.Name) {
    let input = Input(
      name: name, isWhole: switches.isWhole, isAsNeeded: switches.isAsNeeded,
      allowsShared: switches.allowsShared, isLazy: switches.isLazy, index: inputs.count)
    inputs.append(input)
    append(.input(input))
  }

  private mutating func append(_ node: Node) {
    if openGroups.isEmpty {
      nodes.append(node)
    } else {
      openGroups[openGroups.count - 1].append(node)
    }
  }
}
