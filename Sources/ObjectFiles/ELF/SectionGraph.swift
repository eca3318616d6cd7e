internal import CLibelf

/// What the sections of one relocatable object need, for linkers that collect unused sections.
public struct SectionGraph: Sendable {
  public struct Section: Sendable {
    public var name: ByteString
    /// `SHT_*`.
    public var type: UInt32
    public var isAllocated: Bool
    /// `SHF_GNU_RETAIN`.
    public var isRetained: Bool
  }

  /// A relocation: the section that holds it and what it refers to.
  public struct Edge: Hashable, Sendable {
    public var from: UInt32
    public var to: Target
  }

  public enum Target: Hashable, Sendable {
    /// A local symbol's section.
    case section(UInt32)
    /// A global symbol, by its row in ``ObjectFile/symbols``.
    case symbol(row: UInt32)
  }

  /// In the order of their indices, the null section included.
  public var sections: [Section] = []
  /// Sorted by the section that they leave, each pair once.
  public var edges: [Edge] = []
}

extension ObjectFile {
  private static let retained: UInt64 = 1 << 21

  /// Reads the sections and relocations of the object from its bytes.
  public func sectionGraph(in bytes: [UInt8]) throws(ObjectFileError.Problem) -> SectionGraph {
    if isSeenThroughBytecode || bytecode?.language == .llvm { return graphOfBytecode }
    let first = firstGlobal
    let count = UInt32(truncatingIfNeeded: symbols.count)
    return try ElfImage.withImage(bytes) { image throws(ObjectFileError.Problem) in
      let sections = try image.sections()
      var index = 0
      guard elf_getshdrstrndx(image.elf, &index) == 0 else { throw ElfImage.lastProblem() }
      let names = try image.strings(index, among: sections)
      var graph = SectionGraph()
      graph.sections = sections.map { section in
        .init(
          name: elfString(names, at: Int(section.header.sh_name)).map { ByteString($0) } ?? "",
          type: section.type, isAllocated: section.isAllocated,
          isRetained: section.header.sh_flags & ObjectFile.retained != 0)
      }
      let locals = try ObjectFile.localSections(of: image, sections)
      var edges: Set<SectionGraph.Edge> = []
      try ObjectFile.forEachRelocation(of: image, sections) { target, symbol, _, _ in
        if symbol >= first, symbol - first < count {
          edges.insert(.init(from: target, to: .symbol(row: symbol - first)))
        } else if Int(symbol) < locals.count, locals[Int(symbol)] != 0 {
          edges.insert(.init(from: target, to: .section(locals[Int(symbol)])))
        }
      }
      graph.edges = edges.sorted { ($0.from, $0.to.rank) < ($1.from, $1.to.rank) }
      return graph
    }
  }

  /// The section of each local symbol, 0 where there is none.
  private static func localSections(
    of image: ElfImage, _ sections: [ElfSection]
  ) throws(ObjectFileError.Problem) -> [UInt32] {
    guard let table = sections.first(where: { $0.type == UInt32(SHT_SYMTAB) }) else { return [] }
    let data = try image.data(of: table)
    var result: [UInt32] = []
    var symbol = GElf_Sym()
    for row in 0..<Int32(truncatingIfNeeded: table.header.sh_info) {
      guard gelf_getsym(data.pointer, row, &symbol) != nil else { throw ElfImage.lastProblem() }
      let isSection = Int(symbol.st_shndx) < sections.count
      result.append(isSection ? UInt32(symbol.st_shndx) : 0)
    }
    return result
  }
}

extension SectionGraph.Target {
  fileprivate var rank: UInt64 {
    switch self {
    case .section(let index): UInt64(index)
    case .symbol(let row): 1 << 32 | UInt64(row)
    }
  }
}
