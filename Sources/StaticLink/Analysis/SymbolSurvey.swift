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
    let flags = loaded.object.symbols.flags
    let names = loaded.names
    let kinds = link.resolution.states.kinds
    let owners = link.resolution.states.owners
    for row in flags.indices {
      let symbol = names[row]
      let flag = flags[row]
      if flag.isUndefined, flag.typeCode == 0 {
        if flag.isWeak, kinds[symbol.index] == .undefinedWeak {
          nullReferences.append(.init(symbol: symbol, object: id, row: row))
        }
        continue
      }
      let owner = owners[symbol.index]
      guard owner != id.raw, owner != SymbolStates.noOwner,
        kinds[symbol.index].isDefined
      else { continue }
      compare(
        .init(symbol: symbol, object: id, row: row), flag, loaded, ObjectID(raw: owner), link)
    }
  }

  private mutating func compare(
    _ occurrence: Occurrence, _ flag: SymbolFlags, _ loaded: LoadedObject, _ owner: ObjectID,
    _ link: ExplainedLink
  ) {
    let used = Definition(owner, link.resolution.states.row(occurrence.symbol), link.inputs)
    // A default version or `--defsym` goes by another row.
    guard used.isComparable, used.symbol == occurrence.symbol else { return }
    if flag.isFunction && used.flags.isData || flag.isData && used.flags.isFunction {
      otherTypes.append(occurrence)
    }
    if flag.isUndefined { return }
    let size = loaded.object.symbols.sizes[occurrence.row]
    if flag.isCommon {
      if size != used.size, used.size > 0, !used.flags.isFunction {
        otherSizes.append(occurrence)
      }
      return
    }
    // Copies of code that differ in size differ by what was inlined, as a rule.
    guard flag.isData || size == used.size, loaded.file != used.file || loaded.isPlain,
      used.isGrouped,
      loaded.object.groupOfSection(of: loaded.object.symbols.sections[occurrence.row]) != 0
    else { return }
    otherCopies.append(occurrence)
  }

  /// What is compared of the definition in use.
  private struct Definition {
    var isComparable: Bool
    var symbol: SymbolID
    var flags: SymbolFlags
    var size: UInt64
    var file: FileID
    var isGrouped: Bool

    init(_ owner: ObjectID, _ row: Int, _ inputs: InputSet) {
      let used = inputs.objects[owner.index]
      isComparable = used.object.kind == .relocatable && !used.object.isSeenThroughBytecode
      symbol = used.names[row]
      flags = used.object.symbols.flags[row]
      size = used.object.symbols.sizes[row]
      file = used.file
      let section = Int(used.object.symbols.sections[row])
      isGrouped =
        section < used.object.groupOfSection.count && used.object.groupOfSection[section] != 0
    }
  }
}

extension SymbolFlags {
  /// `STT_OBJECT` or `STT_COMMON`.
  var isData: Bool { typeCode == 1 || typeCode == 5 || isCommon && typeCode == 0 }
}
