internal import ObjectFiles

/// Whether linkers may differ about a line, told without simulating them all.
///
/// Every linker takes, for a name that is wanted when its archive is reached, the first strong
/// definition on the line. So where each definition of the link is the first of its name, and is wanted
/// by then, all of them reach the same members. Whatever else could make a difference (options, shared
/// objects, bytecode, a second definition in front) counts as doubt.
struct LinkerDoubt {
  private let line: LinkLine
  private let inputs: InputSet
  private let resolution: Resolution
  private let semantics: LinkerSemantics
  /// Where each file first stands on the line.
  private var ranks: [FileID: Int] = [:]
  /// The group in which a file first stands.
  private var groups: [FileID: Int] = [:]
  private var archives: [FileID] = []

  init(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet, resolution: Resolution
  ) {
    self.line = line
    self.inputs = inputs
    self.resolution = resolution
    self.semantics = semantics
    var group = 0
    var isInGroup = false
    let search = LibrarySearch(line: line, source: inputs.source)
    for argument in line.arguments {
      if argument == .startGroup { group += 1 }
      if [.startGroup, .endGroup].contains(argument) { isInGroup = argument == .startGroup }
      let files = inputs.files(of: argument, by: search, allowsShared: line.allowsShared)
      for file in files.sorted() where ranks[file] == nil {
        ranks[file] = ranks.count
        if isInGroup { groups[file] = group }
        if case .archive = inputs.files[file.index].contents { archives.append(file) }
      }
    }
  }

  var exists: Bool {
    !resolution.links || line.allowsShared || line.arguments.contains { isUnusual($0) }
      || inputs.objects.contains { $0.object.bytecode != nil || $0.object.kind == .shared }
      || semantics.archiveSearch != .whenReached && resolution.entries.contains { isLate($0) }
      || archives.contains { isRival($0) }
  }

  /// Whether a member is wanted only behind its archive, which GNU ld and gold do not go back to.
  private func isLate(_ entry: Resolution.Entry) -> Bool {
    guard let referrer = entry.reason.referrer else { return false }
    let archive = inputs.objects[entry.object.index].file
    let file = inputs.objects[referrer.index].file
    guard let rank = ranks[archive], let other = ranks[file] else { return true }
    if let group = groups[archive], group == groups[file] { return false }
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
  private func isRival(_ file: FileID) -> Bool {
    guard case .archive(let archive) = inputs.files[file.index].contents else { return false }
    guard let index = archive.index else { return (try? archive.members().isEmpty) != true }
    let symbols = inputs.indexSymbols(of: file)
    let states = resolution.states
    for row in symbols.indices {
      guard states.kind(symbols[row]).isDefined,
        let owner = states.owner(symbols[row])
      else { continue }
      let used = inputs.objects[owner.index]
      let offset = index.memberOffsets[row]
      if used.file == file, used.member?.headerOffset == offset { continue }
      if !isFirst(used, states.row(symbols[row]), before: file, at: offset) { return true }
    }
    return false
  }

  /// Whether a definition stands before a member of an archive and every linker prefers it.
  private func isFirst(
    _ used: LoadedObject, _ row: Int, before file: FileID, at offset: UInt64
  ) -> Bool {
    let symbols = used.object.symbols
    if used.object.groupOfSection(of: symbols.sections[row]) != 0 { return true }
    let flags = symbols.flags[row]
    guard !flags.isCommon, let rank = ranks[used.file], let other = ranks[file] else {
      return false
    }
    guard let member = used.member else { return rank < other }
    return !flags.isWeak && (rank < other || rank == other && member.headerOffset < offset)
  }
}
