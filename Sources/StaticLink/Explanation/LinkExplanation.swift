public import ObjectFiles

/// A finished link that can be asked why something is in it, or why not.
///
/// Made by ``Resolver/explain(_:asGiven:)``. It holds the files that were read, so it belongs to one
/// thread.
public struct LinkExplanation {
  public let plan: LinkPlan
  /// Without sizes.
  public let graph: LinkGraph
  let link: ExplainedLink
  /// The position in ``graph`` of each object.
  let nodeOfObject: [ObjectID: Int]

  init(_ link: ExplainedLink) throws(LinkInputError) {
    self.link = link
    plan = link.plan
    graph = try LinkGraph(link, wantsSizes: false)
    nodeOfObject = Dictionary(
      link.objects.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The graph with what every member adds.
  ///
  /// - Throws: ``LinkInputError`` when an object cannot be read again.
  public func measuredGraph() throws(LinkInputError) -> LinkGraph {
    try LinkGraph(link, wantsSizes: true)
  }

  /// What a question is about.
  public enum Subject: Hashable, Sendable {
    case symbol(ByteString)
    /// A member's name, or that of an object on the line; the library as `-l` takes it or as a
    /// path, `nil` for any.
    case member(ByteString, of: ByteString?)
    /// A name as `-l` takes it, a file's name or a path.
    case library(ByteString)

    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case symbol, library, member
    }

    public var kind: Kind {
      switch self {
      case .symbol: .symbol
      case .member: .member
      case .library: .library
      }
    }
  }

  /// Why something is in the link or not.
  public struct Answer: Sendable {
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
      case inLink = "in-link"
      /// The linker itself, its script or `--defsym` defines the symbol.
      case definedByLinker = "defined-by-linker"
      case notInLink = "not-in-link"
    }

    public var subject: Subject
    public var verdict: Verdict
    /// What is meant, as far as it is in the link: positions in the graph.
    public var nodes: [Int] = []
    public var chains = LinkGraph.Chains()
    /// How the linker came to it, where that is another way than the first chain.
    public var extraction: LinkGraph.Chain?
    /// Why what else could be meant is not used.
    public var obstacles: [Obstacle] = []
  }

  /// Why a definition, member or library is not in the link.
  public struct Obstacle: Hashable, Sendable {
    public enum Reason: String, Hashable, Sendable, CaseIterable {
      /// Nobody in the link refers to it.
      case unreferenced
      /// Weak references extract nothing.
      case weakOnly = "weak-only"
      /// The archive was searched before anybody referred to the symbol.
      case wrongOrder = "wrong-order"
      /// Another definition satisfies the references.
      case otherDefinition = "other-definition"
      /// A COMMON symbol is no reference to what the archive has.
      case common
      /// The first COMDAT group of a signature is kept, the others are dropped.
      case droppedGroup = "dropped-group"
      /// The library is not on the line.
      case notOnLine = "not-on-line"
      /// The search passed it over.
      case rejected
      /// Only a shared object has it, and the link is static.
      case sharedOnly = "shared-only"
      /// The index lists the symbol, the member does not define it.
      case staleIndex = "stale-index"
      /// The member defines nothing that an index would list, or the archive has no index.
      case nothingListed = "nothing-listed"
      /// Only symbol tables name it: no relocation uses it, so that nobody misses it.
      case unused
      /// Referred to, and defined nowhere.
      case undefined
      /// Nobody here has heard of it.
      case unknown
    }

    public var reason: Reason
    /// What is not used.
    public var place: Place?
    /// Who refers to it, or has the definition that is used instead.
    public var other: Place?
    /// The symbols that it is about, some of them.
    public var symbols: [ByteString] = []
    public var symbolCount = 0
    /// Why the search passed it over.
    public var detail: String?
  }
}

extension LinkExplanation {
  /// What a word can mean in this link, the most likely first; never empty.
  ///
  /// `libz.a(inflate.o)` is a member and `-lz` a library, whatever else there is. A symbol goes
  /// before a library, a library before a member.
  public func subjects(named word: ByteString) -> [Subject] {
    if word.hasPrefix("-l"), word.count > 2 { return [.library(word.dropFirst(2))] }
    if let member = Subject(memberNotation: word) { return [member] }
    let isPath = word.bytes.contains(0x2f)
    var found: [Subject] = []
    if !isPath, isKnown(symbol: word) { found.append(.symbol(word)) }
    let library = Subject.library(word)
    let member = Subject.member(word, of: nil)
    if !files(ofLibrary: word).isEmpty { found.append(library) }
    if !members(named: word, of: nil).isEmpty { found.append(member) }
    if !found.isEmpty { return found }
    if word.hasSuffix(".a") || isPath && !word.hasSuffix(".o") { return [library] }
    if word.hasSuffix(".o") { return [member] }
    // A library that the search knows is told from a symbol that nothing knows.
    return [hasLibraryElsewhere(word) ? library : .symbol(word)]
  }

  /// The symbols that the link has heard of and that satisfy a condition, in byte order.
  public func symbols(where isWanted: (ByteString) -> Bool) -> [ByteString] {
    link.resolution.states.kinds.indices.filter { link.resolution.states.kinds[$0] != .new }
      .map { link.inputs.names.name(SymbolID(UInt32($0))) }
      .filter { !$0.bytes.contains(0x40) && isWanted($0) }
      .sorted()
  }

  /// - Parameters:
  ///   - limit: how many chains are given.
  ///   - countsRest: whether the others are counted.
  public func why(_ subject: Subject, limit: Int = 1, countsRest: Bool = false) -> Answer {
    switch subject {
    case .symbol(let name): why(symbol: name, limit: limit, countsRest: countsRest)
    case .member(let name, let library):
      why(member: name, of: library, limit: limit, countsRest: countsRest)
    case .library(let name): why(library: name, limit: limit, countsRest: countsRest)
    }
  }

  /// An answer about things that are in the link.
  func found(
    _ subject: Subject, _ goal: LinkGraph.Goal, limit: Int, countsRest: Bool
  ) -> Answer {
    var answer = Answer(subject: subject, verdict: .inLink, nodes: goal.nodes.sorted())
    answer.chains = graph.chains(to: goal, limit: limit, countsRest: countsRest)
    if answer.chains.chains.isEmpty, goal.symbol != nil {
      // Nobody refers to the symbol itself: its member is there for another one's sake.
      let anyway = LinkGraph.Goal(nodes: goal.nodes)
      answer.chains = graph.chains(to: anyway, limit: limit, countsRest: countsRest)
    }
    let first = answer.chains.chains.first
    if let node = first?.nodes.last ?? answer.nodes.first {
      let extraction = graph.extraction(of: node)
      if extraction.nodes != first?.nodes { answer.extraction = extraction }
    }
    return answer
  }
}

extension LinkExplanation.Subject {
  /// `libz.a(inflate.o)`: a C++ function's name looks the same but for the file in front.
  fileprivate init?(memberNotation word: ByteString) {
    guard word.hasSuffix(")"), let open = word.bytes.lastIndex(of: 0x28), open > 0 else {
      return nil
    }
    let library = ByteString(word.bytes[..<open])
    guard library.hasSuffix(".a") || library.bytes.contains(0x2f) else { return nil }
    self = .member(ByteString(word.bytes[(open + 1)...].dropLast()), of: library)
  }
}
