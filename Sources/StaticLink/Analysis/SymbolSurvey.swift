internal import ObjectFiles

/// One walk over every symbol of a link, which finds what deserves a closer look.
struct SymbolSurvey {
  /// A symbol of an object beside the definition that is used.
  struct Occurrence {
    var symbol: SymbolID
    var object: ObjectID
    var row: Int
  }

  /// Weak references that nothing serves.
  private(set) var nullReferences: [Occurrence] = []
  /// Definitions that were dropped with their COMDAT group and may differ from the one in use.
  private(set) var otherCopies: [Occurrence] = []
  /// Symbols that are a function here and data where they are defined, or the reverse.
  private(set) var otherTypes: [Occurrence] = []
  /// COMMON symbols of another size than the definition in use.
  private(set) var otherSizes: [Occurrence] = []

  init(_ link: ExplainedLink) {
    for entry in link.resolution.entries {
      let loaded = link.inputs.objects[entry.object.index]
      guard loaded.object.kind == .relocatable, !loaded.object.isSeenThroughBytecode else {
        continue
      }
      walk(entry.object, loaded, link)
    }
  }

  private mutating func walk(_ id: ObjectID, _ loaded: LoadedObject, _ link: ExplainedLink) {
    let states = link.resolution.states
    let flags = loaded.object.symbols.flags
    for row in flags.indices {
      let symbol = loaded.names[row]
      let flag = flags[row]
      if flag.isUndefined, flag.typeCode == 0 {
        if flag.isWeak, states.kind(symbol) == .undefinedWeak {
          nullReferences.append(.init(symbol: symbol, object: id, row: row))
        }
        continue
      }
      guard let owner = states.owner(symbol), owner != id else { continue }
      compare(.init(symbol: symbol, object: id, row: row), flag, loaded, owner, link)
    }
  }

  private mutating func compare(
    _ occurrence: Occurrence, _ flag: SymbolFlags, _ loaded: LoadedObject, _ owner: ObjectID,
    _ link: ExplainedLink
  ) {
    let states = link.resolution.states
    let used = link.inputs.objects[owner.index]
    let usedRow = states.row(occurrence.symbol)
    guard [.defined, .definedWeak, .common].contains(states.kind(occurrence.symbol)),
      used.object.kind == .relocatable, !used.object.isSeenThroughBytecode,
      // A default version or `--defsym` goes by another row.
      used.names[usedRow] == occurrence.symbol
    else { return }
    let usedFlag = used.object.symbols.flags[usedRow]
    if flag.isFunction && usedFlag.isData || flag.isData && usedFlag.isFunction {
      otherTypes.append(occurrence)
    }
    if flag.isUndefined { return }
    let sizes = (loaded.object.symbols.sizes[occurrence.row], used.object.symbols.sizes[usedRow])
    if flag.isCommon {
      if sizes.0 != sizes.1, sizes.1 > 0, !usedFlag.isFunction { otherSizes.append(occurrence) }
      return
    }
    guard loaded.file != used.file || loaded.member == nil,
      loaded.object.groupOfSection(of: loaded.object.symbols.sections[occurrence.row]) != 0,
      used.object.groupOfSection(of: used.object.symbols.sections[usedRow]) != 0
    else { return }
    otherCopies.append(occurrence)
  }
}

extension SymbolFlags {
  /// `STT_OBJECT` or `STT_COMMON`.
  var isData: Bool { typeCode == 1 || typeCode == 5 || isCommon && typeCode == 0 }
}
