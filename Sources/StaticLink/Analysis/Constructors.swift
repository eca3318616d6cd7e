internal import ObjectFiles

extension LinkAnalysis {
  /// `SHT_INIT_ARRAY`, `SHT_FINI_ARRAY`, `SHT_PREINIT_ARRAY`.
  private static let arrayTypes: ClosedRange<UInt32> = 14...16
  /// What a member that only registers itself has by way of names, at most.
  private static let nameLimit = 32

  /// Members that do something when the program starts, define nothing that anybody could ask for,
  /// and so are in no link that does not take the whole archive.
  func droppedConstructors(_ contents: ArchiveContents) -> [Finding] {
    let paths = roles.aliases(of: contents.file)
    var dropped: [ObjectID] = []
    for offset in contents.members {
      let known = paths.lazy.compactMap { inputs.files[$0.index].members[offset] }
      if known.contains(where: isInLink) { continue }
      guard mayOnlyRegister(contents.rows[offset] ?? []),
        let object = try? inputs.member(of: contents.file, at: offset),
        onlyRegisters(object)
      else { continue }
      dropped.append(object)
    }
    guard let first = dropped.first else { return [] }
    let names = LinkAnalysis.list(
      dropped.compactMap { inputs.objects[$0.index].member?.name.forMessage })
    let path = contents.archive.path.forMessage
    return [
      Finding(
        .droppedConstructors,
        dropped.count == 1
          ? "runs code when the program starts, but nothing refers to it, so that it is left out"
          : "\(names) run code when the program starts, but nothing refers to them, so that they "
            + "are left out",
        place: dropped.count == 1 ? inputs.place(of: first) : Place(path: contents.archive.path),
        hint: "take all of it: -Wl,--whole-archive \(path) -Wl,--no-whole-archive")
    ]
  }

  /// Whether the names of a member could be its own affair; strengths are not known yet.
  private func mayOnlyRegister(_ symbols: [SymbolID]) -> Bool {
    guard symbols.count <= LinkAnalysis.nameLimit else { return false }
    let names = symbols.map { name($0) }
    let classes = LinkAnalysis.classes(among: names)
    var plain = 0
    for name in names where !LinkAnalysis.isOwnAffair(name, of: classes) {
      let isTemplate = name.hasPrefix("_Z") && name.bytes.contains(UInt8(ascii: "I"))
      if name.hasPrefix("_ZNSt") || name.hasPrefix("_ZNKSt") || name.hasPrefix("_ZSt") || isTemplate
      {
        continue
      }
      plain += 1
    }
    return plain <= 2
  }

  /// The classes whose tables of virtual functions are among names, as they stand in mangled names.
  private static func classes(among names: [ByteString]) -> [ByteString] {
    names.compactMap { name in
      guard name.hasPrefix("_ZTV") else { return nil }
      let rest = name.dropFirst(4)
      return rest.hasPrefix("N") && rest.hasSuffix("E") ? rest.dropFirst(1).dropLast(1) : rest
    }
  }

  /// Members of classes, which whoever uses the class reaches through its virtual functions.
  private static func isOwnAffair(_ name: ByteString, of classes: [ByteString]) -> Bool {
    if name.hasPrefix("_ZT") || name.hasPrefix("_ZGV") { return true }
    return classes.contains { name.hasPrefix("_ZN" + $0) || name.hasPrefix("_ZNK" + $0) }
  }

  private func onlyRegisters(_ id: ObjectID) -> Bool {
    guard let graph = try? inputs.sectionGraph(of: id) else { return false }
    let loaded = inputs.objects[id.index]
    let symbols = loaded.object.symbols
    let arrays = graph.sections.indices.filter { index in
      let section = graph.sections[index]
      return section.isAllocated
        && (LinkAnalysis.arrayTypes.contains(section.type) || section.name.hasPrefix(".ctors"))
        && section.type != 15
    }
    guard !arrays.isEmpty else { return false }
    var started: Set<SymbolID> = []
    var waiting: [UInt32] = []
    for edge in graph.edges where arrays.contains(Int(edge.from)) {
      switch edge.to {
      case .section(let index): waiting.append(index)
      case .symbol(let row):
        started.insert(loaded.names[Int(row)])
        waiting.append(symbols.sections[Int(row)])
      }
    }
    let virtual = virtualFunctions(of: loaded, graph)
    for (row, symbol) in loaded.names.enumerated() {
      let flags = symbols.flags[row]
      guard !flags.isUndefined, !flags.isWeak, !flags.isUnique,
        loaded.object.groupOfSection(of: symbols.sections[row]) == 0, !started.contains(symbol),
        !virtual.contains(row)
      else { continue }
      let name = name(symbol)
      // What nothing but a class' table of virtual functions leads to: what it derives from, and
      // the destructor that derived classes call.
      if !name.hasPrefix("_ZT"), !name.hasSuffix("D2Ev") { return false }
    }
    return registers(from: waiting, loaded, graph)
  }

  /// Rows of symbols that tables of virtual functions name.
  private func virtualFunctions(of loaded: LoadedObject, _ graph: SectionGraph) -> Set<Int> {
    let tables = Set(
      loaded.names.indices.filter {
        name(loaded.names[$0]).hasPrefix("_ZTV") && !loaded.object.symbols.flags[$0].isUndefined
      }.map { loaded.object.symbols.sections[$0] })
    return Set(
      graph.edges.compactMap { edge in
        guard tables.contains(edge.from), case .symbol(let row) = edge.to else { return nil }
        return Int(row)
      })
  }

  /// Whether code that runs at the start hands something of its own to code that is in the link.
  ///
  /// What prepares streams, strings or the globals of its own library has nothing to hand over.
  private func registers(
    from start: [UInt32], _ loaded: LoadedObject, _ graph: SectionGraph
  ) -> Bool {
    var waiting = start
    var seen = Set(start)
    var findsRegistry = false
    var hasContents = false
    while let section = waiting.popLast() {
      for edge in graph.edges where edge.from == section {
        var next: UInt32 = 0
        switch edge.to {
        case .section(let index): next = index
        case .symbol(let row):
          let symbol = loaded.names[Int(row)]
          if loaded.object.symbols.flags[Int(row)].isUndefined {
            findsRegistry = findsRegistry || isInProgram(symbol)
          } else {
            next = loaded.object.symbols.sections[Int(row)]
          }
        }
        guard next != 0, seen.insert(next).inserted else { continue }
        waiting.append(next)
        let name = graph.sections[Int(next)].name
        hasContents =
          hasContents || name.hasPrefix(".data") || name.hasPrefix(".text.")
          || name.hasPrefix(".rodata") && !name.hasPrefix(".rodata.str")
      }
    }
    return findsRegistry && hasContents
  }

  private func isInProgram(_ symbol: SymbolID) -> Bool {
    guard resolution.states.kind(symbol).isDefined,
      let owner = resolution.states.owner(symbol)
    else { return false }
    return !roles.isToolchain(owner)
  }
}
