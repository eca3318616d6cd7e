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

  indirect enum Node {
    case input(Input)
    case group([Node])
    /// `--defsym`: a definition at this point of the line.
    case define(ByteString)
  }

  private(set) var nodes: [Node] = []
  private(set) var inputs: [Input] = []
  private(set) var undefined: [ByteString] = []
  private(set) var wrapped: [ByteString] = []
  private(set) var entry: ByteString?
  private(set) var allowsDuplicates = false
  private(set) var notModelled: [[ByteString]] = []

  private var switches = Switches()
  private var pushed: [Switches] = []
  private var openGroup: [Node]?

  private struct Switches {
    var isWhole = false
    var isAsNeeded = false
    var allowsShared: Bool = true
    var isLazy = false
  }

  init(_ line: LinkLine) throws(LinkInputError) {
    switches.allowsShared = line.allowsShared
    for argument in line.arguments { try add(argument) }
    guard openGroup == nil else { throw .unbalanced("--start-group without --end-group") }
  }

  private mutating func add(_ argument: LinkArgument) throws(LinkInputError) {
    switch argument {
    case .file(let path): append(input: .file(path))
    case .library(let name, let isFileName):
      append(input: .library(name, isFileName: isFileName))
    case .startGroup:
      guard openGroup == nil else { throw .unbalanced("groups cannot nest") }
      openGroup = []
    case .endGroup:
      guard let group = openGroup else { throw .unbalanced("--end-group without --start-group") }
      openGroup = nil
      nodes.append(.group(group))
    case .wholeArchive(let on): switches.isWhole = on
    case .asNeeded(let on): switches.isAsNeeded = on
    case .searchStatic(let on): switches.allowsShared = !on
    case .pushState: pushed.append(switches)
    case .popState:
      guard let saved = pushed.popLast() else {
        throw .unbalanced("--pop-state without --push-state")
      }
      switches = saved
    case .startLib: switches.isLazy = true
    case .endLib: switches.isLazy = false
    case .undefined(let symbol), .requireDefined(let symbol): undefined.append(symbol)
    case .entry(let symbol): entry = symbol
    case .define(let symbol): append(.define(symbol))
    case .wrap(let symbol): wrapped.append(symbol)
    case .allowMultipleDefinitions: allowsDuplicates = true
    case .notModelled(let words): notModelled.append(words)
    case .searchDirectory, .other: break
    }
  }

  private mutating func append(input name: Input.Name) {
    let input = Input(
      name: name, isWhole: switches.isWhole, isAsNeeded: switches.isAsNeeded,
      allowsShared: switches.allowsShared, isLazy: switches.isLazy, index: inputs.count)
    inputs.append(input)
    append(.input(input))
  }

  private mutating func append(_ node: Node) {
    if openGroup != nil {
      openGroup?.append(node)
    } else {
      nodes.append(node)
    }
  }
}
