internal import ObjectFiles

/// Whether linkers may differ about a line, told without simulating them all.
///
/// Every linker takes, for a name that is wanted when its archive is reached, the first strong
/// definition on the line. So where each definition that something refers to is the first of its name,
/// and is wanted by then, all of them reach the same members. Whatever else could make a difference
/// (options, shared objects, bytecode, a second definition in front) counts as doubt.
///
/// Keeps what was read when it was made, so that another thread may look at it; of a
/// ``LoadedObject`` nothing is read that ever changes.
struct LinkerDoubt: @unchecked Sendable {
  private let line: LinkLine
  private var objects: [LoadedObject] = []
  /// The symbols that the command line asks for.
  private var asked: [SymbolID] = []
  private let resolution: Resolution
  private let semantics: LinkerSemantics
  /// Where each file first stands on the line.
  private var ranks: [Int?] = []
  /// The group in which each file first stands.
  private var groups: [Int?] = []
  private var archives: [SearchedArchive] = []

  private struct SearchedArchive {
    var file: FileID
    var archive: Archive
    var symbols: [SymbolID]
    var members: MemberTable
  }

  init(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet, resolution: Resolution
  ) {
    self.line = line
    self.resolution = resolution
    self.semantics = semantics
    var group = 0
    var isInGroup = false
    var rank = 0
    let search = LibrarySearch(line: line, source: inputs.source)
    for argument in line.arguments {
      if argument == .startGroup { group += 1 }
      if [.startGroup, .endGroup].contains(argument) { isInGroup = argument == .startGroup }
      let files = inputs.files(of: argument, by: search, allowsShared: line.allowsShared)
      extendRanks(to: inputs.files.count)
      for file in files where ranks[file.index] == nil {
        ranks[file.index] = rank
        rank += 1
        if isInGroup { groups[file.index] = group }
        let loaded = inputs.files[file.index]
        guard case .archive(let archive) = loaded.contents else { continue }
        archives.append(
          SearchedArchive(
            file: file, archive: archive, symbols: inputs.indexSymbols(of: file),
            members: loaded.members))
      }
    }
    asked = line.arguments.compactMap { argument in
      switch argument {
      case .undefined(let name), .entry(let name): inputs.names.find(name)
      default: nil
      }
    }
    objects = inputs.objects
    extendRanks(to: inputs.files.count)
  }

  private mutating func extendRanks(to count: Int) {
    let missing = repeatElement(Int?.none, count: count - ranks.count)
    ranks.append(contentsOf: missing)
    groups.append(contentsOf: missing)
  }

  /// Whether so much was read that a thread costs less than the answer.
  var isWorthAThread: Bool { objects.count > 1000 }

  var exists: Bool {
    !resolution.links || line.allowsShared || line.arguments.contains { isUnusual($0) }
      || objects.contains { $0.object.bytecode != nil || $0.object.kind == .shared }
      || semantics.archiveSearch != .whenReached && resolution.entries.contains { isLate($0) }
      || hasRival
  }

  private var hasRival: Bool {
    let wanted = wanted
    let reasons = reasons
    return archives.contains { isRival($0, for: wanted, reasons) }
  }

  /// What each member of the link was extracted for.
  private var reasons: [SymbolID?] {
    var reasons = [SymbolID?](repeating: nil, count: objects.count)
    for entry in resolution.entries where reasons[entry.object.index] == nil {
      reasons[entry.object.index] = entry.reason.symbol
    }
    return reasons
  }

  /// The names for which a linker may extract a member: what an object of the link refers to, defines
  /// as COMMON, or would refer to if its COMDAT group were the one that is dropped.
  private var wanted: SymbolSet {
    var result = SymbolSet()
    for symbol in asked { result.insert(symbol) }
    for entry in resolution.entries {
      let loaded = objects[entry.object.index]
      let flags = loaded.object.symbols.flags
      let sections = loaded.object.symbols.sections
      let hasGroups = !loaded.object.groups.isEmpty
      for row in flags.indices
      where flags[row].isUndefined || flags[row].isCommon
        || hasGroups && loaded.object.groupOfSection(of: sections[row]) != 0
      {
        result.insert(loaded.names[row])
      }
    }
    return result
  }

  /// Whether a member is wanted only behind its archive, which GNU ld and gold do not go back to.
  private func isLate(_ entry: Resolution.Entry) -> Bool {
    guard let referrer = entry.reason.referrer else { return false }
    let archive = objects[entry.object.index].file
    let file = objects[referrer.index].file
    guard let rank = ranks[archive.index], let other = ranks[file.index] else { return true }
    if let group = groups[archive.index], group == groups[file.index] { return false }
    return other > rank
  }

  private func isUnusual(_ argument: LinkArgument) -> Bool {
    switch argument {
    case .startLib, .endLib, .requireDefined, .define, .wrap, .allowMultipleDefinitions,
      .justSymbols, .script, .notModelled:
      true
    case .setting(let setting, _): setting != .staticOutput
    default: false
    }
  }

  /// Whether some linker could take a definition of an archive in place of the one that is used.
  private func isRival(
    _ searched: SearchedArchive, for wanted: SymbolSet, _ reasons: [SymbolID?]
  ) -> Bool {
    let archive = searched.archive
    guard let index = archive.index else { return (try? archive.members().isEmpty) != true }
    let symbols = searched.symbols
    let states = resolution.states
    // Rows of one member stand together.
    var offset = UInt64.max
    var member: ObjectID?
    for row in symbols.indices {
      let symbol = symbols[row]
      guard states.kind(symbol).isDefined, wanted.contains(symbol),
        let owner = states.owner(symbol)
      else { continue }
      if index.memberOffsets[row] != offset {
        offset = index.memberOffsets[row]
        member = searched.members[offset]
      }
      if owner == member { continue }
      if let member, isOverridden(member, by: owner, symbol, reasons) { continue }
      let used = objects[owner.index]
      if !isFirst(used, states.row(symbol), before: searched.file, at: offset) { return true }
    }
    return false
  }

  /// Whether both definitions are in the link for the sake of other names, and one is weak: then every
  /// linker has both, and uses the strong one.
  private func isOverridden(
    _ rival: ObjectID, by owner: ObjectID, _ symbol: SymbolID, _ reasons: [SymbolID?]
  ) -> Bool {
    guard let reason = reasons[rival.index], reason != symbol, reasons[owner.index] != symbol
    else { return false }
    let row = resolution.states.row(symbol)
    let flags = objects[owner.index].object.symbols.flags[row]
    guard !flags.isWeak, !flags.isCommon else { return false }
    let other = objects[rival.index]
    return other.names.indices.allSatisfy {
      other.names[$0] != symbol || other.object.symbols.flags[$0].isWeak
    }
  }

  /// Whether a definition stands before a member of an archive and every linker prefers it.
  private func isFirst(
    _ used: LoadedObject, _ row: Int, before file: FileID, at offset: UInt64
  ) -> Bool {
    let symbols = used.object.symbols
    if used.object.groupOfSection(of: symbols.sections[row]) != 0 { return true }
    let flags = symbols.flags[row]
    guard !flags.isCommon, let rank = ranks[used.file.index], let other = ranks[file.index] else {
      return false
    }
    guard let member = used.member else { return rank < other }
    return !flags.isWeak && (rank < other || rank == other && member.headerOffset < offset)
  }
}
