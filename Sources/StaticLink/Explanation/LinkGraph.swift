public import ObjectFiles

/// What is in a link and who refers to whom by which symbol.
public struct LinkGraph: Sendable {
  /// Why something is in the link although nobody refers to it.
  public struct Root: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// The object stands on the user's line.
      case object
      /// The driver adds it.
      case startup
      /// In library mode, a member of an archive that was given.
      case given
      case wholeArchive = "whole-archive"
      /// `-u`, `--require-defined` or `EXTERN` of a script.
      case undefinedOption = "undefined-option"
      case entry
    }
    public var kind: Kind
    /// The symbol that the command line asks for.
    public var symbol: ByteString?
  }

  /// A file of the link: an archive, an object or a shared object.
  public struct Library: Sendable {
    public var path: ByteString
    /// The name as `-l` takes it, or the file's last component.
    public var name: ByteString
    public var origin: LinkPlan.Library.Origin
    public var isShared: Bool
    /// Its members in the link, as positions in ``LinkGraph/nodes``.
    public var nodes: [Int]
  }

  /// A member or an object, in the order in which the linker takes them.
  public struct Node: Sendable {
    public var place: Place
    /// Position in ``LinkGraph/libraries``.
    public var library: Int
    public var root: Root?
    /// The symbol and the node for which the linker took it.
    public var extraction: (referrer: Int?, symbol: SymbolID?)
    public var bytes = SectionBytes()
  }

  /// How a symbol is used.
  public struct Use: Hashable, Sendable {
    public enum Strength: String, Hashable, Sendable {
      case strong
      /// Extracts nothing.
      case weak
      /// A COMMON symbol to which another object gave a definition.
      case common
    }
    public var symbol: SymbolID
    public var strength: Strength
  }

  /// References of one node that another one satisfies.
  public struct Edge: Sendable {
    public var from: Int
    public var to: Int
    /// Each symbol once, in the order of the referring object's table.
    public var uses: [Use]

    /// Every reference is weak.
    public var isWeak: Bool { uses.allSatisfy { $0.strength == .weak } }
  }

  public var libraries: [Library] = []
  public var nodes: [Node] = []
  /// Ordered by their ends.
  public var edges: [Edge] = []
  public var names = NameTable()

  public func name(_ symbol: SymbolID) -> ByteString { names.name(symbol) }

  /// All bytes of a library in the link.
  public func bytes(ofLibrary library: Int) -> SectionBytes {
    libraries[library].nodes.reduce(SectionBytes()) { $0 + nodes[$1].bytes }
  }

  /// The same graph with whole libraries for nodes: ends of edges are positions in ``libraries``.
  public var libraryEdges: [Edge] {
    var found: [[Int]: [Use]] = [:]
    for edge in edges {
      let ends = [nodes[edge.from].library, nodes[edge.to].library]
      if ends[0] != ends[1] { found[ends, default: []] += edge.uses }
    }
    return found.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { ends in
      var strongest: [SymbolID: Use.Strength] = [:]
      var order: [SymbolID] = []
      for use in found[ends] ?? [] {
        if strongest[use.symbol] == nil { order.append(use.symbol) }
        if use.strength != .weak || strongest[use.symbol] == nil {
          strongest[use.symbol] = use.strength
        }
      }
      return Edge(
        from: ends[0], to: ends[1],
        uses: order.map { Use(symbol: $0, strength: strongest[$0] ?? .strong) })
    }
  }

  /// The members that need each other, parts of more than one alone, each in ascending order.
  ///
  /// Weak references do not count, because they order nothing; nor do references to an object of
  /// the line, which is in the link whatever stands where (libc's start code refers to `crt1.o`).
  public var cycles: [[Int]] {
    LinkGraph.cycles(edges, nodeCount: nodes.count) { nodes[$0].place.member != nil }
  }

  /// The same of whole libraries.
  public var libraryCycles: [[Int]] {
    LinkGraph.cycles(libraryEdges, nodeCount: libraries.count) { library in
      libraries[library].nodes.contains { nodes[$0].place.member != nil }
    }
  }

  private static func cycles(
    _ edges: [Edge], nodeCount: Int, isInArchive: (Int) -> Bool
  ) -> [[Int]] {
    var needs = [[Int]](repeating: [], count: nodeCount)
    for edge in edges where !edge.isWeak && isInArchive(edge.to) {
      needs[edge.from].append(edge.to)
    }
    return StronglyConnectedParts.of(needs).filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
  }
}
