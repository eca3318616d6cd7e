internal import ObjectFiles

/// Walks a link line as the linker does and notes what enters the link, and why.
///
/// The walk is the same for all linkers. What an input does when it is reached depends on how the
/// linker searches archives: `Simulator+Archives` (GNU ld, gold), `Simulator+Lazy` (LLD),
/// `Simulator+Ranks` (mold).
struct Simulator {
  let inputs: InputSet
  let semantics: LinkerSemantics
  let line: LinkLine
  let structure: LineStructure
  private(set) var search: LibrarySearch
  /// The scripts of `-T`, by their path.
  let mainScripts: [ByteString: MainScript]

  var resolution = Resolution()
  /// Grows whenever something new is wanted: GNU ld's tail of the list of undefined symbols, by
  /// which it decides whether an archive or a group must be searched again.
  var wants = 0
  var isInLink: ObjectSet = []
  var keptGroups = KeptGroups()
  var identifierSections: Set<ByteString> = []
  var wrapping: [SymbolID: SymbolID] = [:]
  var format: (ObjectFormat, Place)?
  /// What each input was found to be, by its index.
  private(set) var files: [FileID?] = []
  /// Symbols of the command line, which have no referrer.
  var rootSymbols = RootSymbols()
  /// Names of which a definition was dropped with its COMDAT group.
  var droppedNames = SymbolSet()
  /// Names that a shared object defines and the visibility of a reference keeps from it.
  var deniedShared = SymbolSet()
  /// Patterns of the symbols that `--dynamic-list` names.
  var exported: [ByteString] = []
  /// Objects of which the link has the symbols only.
  var symbolFiles: ObjectSet = []
  /// The nodes of all version scripts.
  var versionNodes: [VersionScript.Node] = []
  /// Names that members could still define when the last input was read, for version scripts.
  var offeredNames = SymbolSet()
  /// Symbols that `--defsym` will define, so that archives are not searched for them.
  private(set) var awaited: Set<SymbolID> = []
  var takenFiles: FileSet = []
  var lazy = LazyMembers()
  /// Shared objects under `--as-needed`, where their symbols take part in any case.
  var optional: ObjectSet = []
  /// Shared objects that nothing needed.
  var unneeded: [ObjectID] = []
  /// Names that some symbol has with a version.
  var versioned = SymbolSet()
  /// Names that mean another one, as `name` means `name@@VERSION` (``LinkerSemantics/recordsUses``).
  var links: [SymbolID: SymbolID] = [:]
  /// What else the plain names of default versions are called.
  var versions: [SymbolID: [SymbolID]] = [:]
  /// Symbols with a type that is not the thread-local one, where the winner's is compared.
  var ordinarySymbols: [(symbol: SymbolID, object: ObjectID)] = []
  var ranked = RankedFiles()
  /// The members that a mention of an archive gave so far, by offset: each gives one once.
  var extracted: [Mention: Set<UInt64>] = [:]
  /// Members of a `--start-lib` that is open, for linkers that search it as an archive.
  var openLibrary: [ObjectID] = []
  private var skipsMissing = false
  /// Archives of which the members are looked at in the end, which another thread may do until then;
  /// `nil` where each is looked at when it is reached.
  private var uncheckedArchives: [FileID]?

  /// An archive at its place on the line, or in a script there.
  struct Mention: Hashable {
    var input: Int
    var file: FileID
  }

  private static let scriptDepthLimit = 16

  init(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet
  ) throws(LinkInputError) {
    self.semantics = semantics
    self.inputs = inputs
    let scripts = try Simulator.mainScripts(of: line, semantics: semantics, inputs: inputs)
    let line = line.under(scripts.values, semantics.mainScript)
    self.line = line
    mainScripts = scripts
    structure = try LineStructure(line, semantics: semantics, scripts: scripts)
    search = LibrarySearch(line: line, source: inputs.source)
    for directory in structure.scriptDirectories {
      search.append(directory, sysroot: line.sysroot)
    }
  }

  /// Simulates a line.
  ///
  /// - Parameter skipsMissing: goes on without the line's inputs that are not there.
  /// - Throws: ``LinkInputError`` when an input cannot be had.
  static func run(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet, skipsMissing: Bool = false
  ) throws(LinkInputError) -> Resolution {
    var simulator = try Simulator(line, semantics: semantics, inputs: inputs)
    simulator.skipsMissing = skipsMissing
    simulator.foreseeArchives()
    guard semantics.opensEveryMember else { return try simulator.run() }
    // Where there is anything to say of an archive's members, it is to be said in its place.
    var hopeful = simulator
    hopeful.uncheckedArchives = []
    do throws(LinkInputError) {
      let resolution = try hopeful.run()
      if hopeful.hasPlainArchives { return resolution }
    } catch {
      if hopeful.hasPlainArchives { throw error }
    }
    return try simulator.run()
  }

  private mutating func run() throws(LinkInputError) -> Resolution {
    placeCommandLineSymbols()
    for node in structure.nodes { try visit(node, again: false) }
    do throws(ObjectFileError) {
      try closeLibrary()
      switch semantics.archiveSearch {
      case .whenReached: try mergeNeededByShared()
      case .remembered: try finishLazy()
      case .ranked: try resolveRanked()
      }
    } catch {
      throw .file(error)
    }
    leaveSymbolFiles()
    finishDefinitions()
    try finish()
    noteOpenExpressions()
    return resolution
  }

  private mutating func placeCommandLineSymbols() {
    for name in structure.wrapped {
      let symbol = inputs.names.intern(name)
      wrapping[symbol] = inputs.names.intern("__wrap_" + name)
      wrapping[inputs.names.intern("__real_" + name)] = symbol
    }
    for (symbol, kind) in commandLineSymbols() { rootSymbols[symbol] = kind }
    for name in wantedNames {
      let symbol = inputs.names.intern(name)
      if [.before, .entryLast].contains(semantics.commandLineSymbols) {
        want(symbol, as: .undefinedOption)
      }
    }
    if semantics.commandLineSymbols == .before, let entry = entrySymbol { want(entry, as: .entry) }
    if !semantics.definesInPlace {
      awaited = Set(
        structure.definitions.filter { !$0.isForArchives }.map { inputs.names.intern($0.symbol) })
    }
    noteMainScripts()
    for words in structure.notModelled { noteNotModelled(words) }
  }

  /// - Parameter part: what of the option it is, where the rest is known.
  mutating func noteNotModelled(_ words: [ByteString], _ part: String? = nil) {
    let text = words.map(\.forMessage).joined(separator: " ")
    let subject = part.map { "\($0) of '\(text)'" } ?? "'\(text)'"
    resolution.findings.append(
      Finding(.notModelled, "\(subject) may change the link in a way that is not modelled"))
  }

  /// The symbol at which the program begins, `_start` unless `-e` names another; what is no program
  /// has one only when `-e` names it.
  var entrySymbol: SymbolID? {
    let isProgram = !structure.isRelocatable && !structure.isShared
    return (structure.entry ?? structure.scriptEntry ?? (isProgram ? "_start" : nil)).map {
      inputs.names.intern($0)
    }
  }

  /// The symbols that the command line asks for as `-u` does.
  private var wantedNames: [ByteString] {
    switch semantics.commandLineSymbols {
    case .before, .entryLast: structure.undefined
    case .whileUnknown, .roots:
      structure.undefined
        + structure.definitions.flatMap(\.uses).filter { name in
          !structure.definitions.contains { $0.symbol == name && !$0.isForArchives }
        }
    }
  }

  private func commandLineSymbols() -> [(SymbolID, ExtractionReason.Kind)] {
    (entrySymbol.map { [($0, .entry)] } ?? [])
      + wantedNames.map { (inputs.names.intern($0), .undefinedOption) }
  }

  /// A symbol that the command line or a script asks for: nobody refers to it yet.
  mutating func want(_ symbol: SymbolID, as kind: ExtractionReason.Kind) {
    resolution.states.grow(to: inputs.names.count)
    guard resolution.states.kind(symbol) == .new else { return }
    resolution.states.set(symbol, .undefined, owner: nil, row: 0)
    resolution.states.marks[symbol.index].insert(.isListed)
    rootSymbols[symbol] = kind
    wants += 1
  }

  /// Goes through a group until nothing new is wanted: the first pass loads objects too, later
  /// ones only search the archives.
  private mutating func untilSettled(
    again: Bool, _ pass: (inout Simulator, Bool) throws(LinkInputError) -> Void
  ) throws(LinkInputError) {
    var isAgain = again
    var before: Int
    repeat {
      before = wants
      try pass(&self, isAgain)
      isAgain = true
    } while wants != before
  }

  private mutating func visit(
    _ node: LineStructure.Node, again: Bool
  ) throws(LinkInputError) {
    switch node {
    case .input(let input):
      try visit(input, again: again)
    case .define(let definition):
      if !again, semantics.definesInPlace { define(definition) }
    case .endLibrary:
      do throws(ObjectFileError) {
        if !again { try closeLibrary() }
      } catch {
        throw .file(error)
      }
    case .symbols(let path, let isLetter):
      if !again { try takeSymbols(of: path, isLetter: isLetter) }
    case .group(let nodes):
      guard semantics.archiveSearch == .whenReached else {
        for node in nodes { try visit(node, again: false) }
        return
      }
      try untilSettled(again: again) { (simulator, again) throws(LinkInputError) in
        for node in nodes { try simulator.visit(node, again: again) }
      }
    }
  }

  private mutating func visit(
    _ input: LineStructure.Input, again: Bool
  ) throws(LinkInputError) {
    let file: FileID
    if input.index < files.count, let known = files[input.index] {
      file = known
    } else {
      do {
        file = try locate(input)
      } catch {
        guard skipsMissing, error.isAbsence else { throw error }
        return
      }
      while files.count <= input.index { files.append(nil) }
      files[input.index] = file
      foreseeExtractions(behind: input)
    }
    try take(file, as: input, again: again, depth: 0)
  }

  mutating func take(
    _ file: FileID, as input: LineStructure.Input, again: Bool, depth: Int
  ) throws(LinkInputError) {
    do throws(ObjectFileError) {
      switch inputs.files[file.index].contents {
      case .object(let object):
        if !again { try take(object: object, as: input) }
        return
      case .shared(let object):
        // GNU ld searches a group's shared objects again that nothing needed so far.
        let isOpen = semantics.recordsUses && input.isAsNeeded && !isInLink.contains(object)
        guard !again || isOpen, isFirst(file) else { return }
        if semantics.archiveSearch == .ranked {
          ranked.append(shared: object, isNeeded: !input.isAsNeeded, inputs: inputs)
        } else {
          try addShared(object, from: input)
        }
        return
      case .archive(let archive):
        guard again || isFirst(file) else { return }
        try checkRest(of: archive)
        try lookAtMembers(of: file)
        if input.isWhole, !again {
          for member in try wholeMembers(of: file) {
            try enter(member, ExtractionReason(kind: .wholeArchive))
          }
        } else if !input.isWhole {
          try search(archive, Mention(input: input.index, file: file))
        }
        return
      case .script:
        break
      }
    } catch {
      throw .file(error)
    }
    guard case .script(let script) = inputs.files[file.index].contents else { return }
    guard depth < Simulator.scriptDepthLimit else {
      throw .scriptsNestTooDeep(inputs.path(of: file))
    }
    for command in script.commands {
      try run(command, of: file, as: input, again: again, depth: depth)
    }
  }

  private mutating func lookAtMembers(of file: FileID) throws(ObjectFileError) {
    guard semantics.opensEveryMember else { return }
    guard uncheckedArchives != nil else { return try checkMembers(of: file) }
    uncheckedArchives?.append(file)
    inputs.prefetchHeads(of: file)
  }

  /// Whether all members can be read that were not looked at yet, and are what the link is for.
  private var hasPlainArchives: Bool {
    (uncheckedArchives ?? []).allSatisfy { file in
      guard let heads = try? inputs.heads(of: file) else { return false }
      return heads.allSatisfy { $0.format == nil || $0.format == format?.0 }
    }
  }

  private mutating func isFirst(_ file: FileID) -> Bool {
    !semantics.takesFilesOnce || takenFiles.insert(file)
  }

  private mutating func take(
    object: ObjectID, as input: LineStructure.Input
  ) throws(ObjectFileError) {
    guard input.isLazy else { return try enter(object, ExtractionReason(kind: .root)) }
    if input.isWhole, semantics.wholeArchiveTakesLibraries {
      return try enter(object, ExtractionReason(kind: .wholeArchive))
    }
    switch semantics.archiveSearch {
    case .whenReached: openLibrary.append(object)
    case .remembered: try offer(object: object)
    case .ranked: ranked.append(object: object, reason: nil, inputs: inputs)
    }
  }

  /// An object that is in the link whatever refers to it.
  private mutating func enter(
    _ object: ObjectID, _ reason: ExtractionReason
  ) throws(ObjectFileError) {
    switch semantics.archiveSearch {
    case .whenReached: add(object, reason)
    case .remembered: try parse(object, reason)
    case .ranked:
      if format == nil, let own = inputs.objects[object.index].object.knownFormat {
        format = (own, inputs.place(of: object))
      }
      ranked.append(object: object, reason: reason, inputs: inputs)
    }
  }

  private mutating func search(
    _ archive: Archive, _ mention: Mention
  ) throws(ObjectFileError) {
    switch semantics.archiveSearch {
    case .whenReached: try searchArchive(archive, mention)
    case .remembered: try remember(archive, file: mention.file)
    case .ranked: try ranked.append(archive: archive, file: mention.file, inputs: inputs)
    }
  }

  /// `--defsym` where it stands: it takes effect when its expression has a value already, and
  /// makes the names in it undefined that nobody knows yet.
  private mutating func define(_ definition: LineStructure.Definition) {
    if definition.isProvided, !isOpen(definition) { return }
    for name in definition.needs {
      let symbol = inputs.names.intern(name)
      want(wrapping[symbol] ?? symbol, as: .undefinedOption)
    }
    let symbol = inputs.names.intern(definition.symbol)
    resolution.states.grow(to: inputs.names.count)
    // What nobody knows yet gets a value at once, even before the expression has one.
    guard resolution.states.kind(symbol) == .new || definition.needs.allSatisfy(isDefined) else {
      return
    }
    defineAbsolute(symbol)
    resolution.states.marks[symbol.index].insert(.isProvisional)
  }

  private func isDefined(_ name: ByteString) -> Bool {
    guard let written = inputs.names.find(name) else { return false }
    let symbol = semantics.wrapsExpressions ? wrapping[written] ?? written : written
    if semantics.sharedHasValue, deniedShared.contains(symbol) { return true }
    return resolution.states.kind(symbol).isDefined
      && (semantics.sharedHasValue || !resolution.states.isShared[symbol.index])
  }

  /// What the expressions of the command line still lack.
  private mutating func finishDefinitions() {
    let definitions = structure.definitions
    if semantics.definesInPlace {
      // Definitions may need each other in any order, but none itself.
      for _ in definitions {
        for definition in definitions { define(definition) }
      }
    } else {
      for definition in definitions where !definition.isProvided || isOpen(definition) {
        let symbol = inputs.names.intern(definition.symbol)
        // LLD's table has `__wrap_X` under the name `X` by then.
        let isSwapped = semantics.archiveSearch == .remembered
        let defined = isSwapped ? wrapping[symbol] ?? symbol : symbol
        checkReplacement(of: defined)
        defineAbsolute(defined)
      }
    }
  }

  /// Symbols of expressions that nothing defines; GNU ld stops at the first.
  private mutating func noteOpenExpressions() {
    let needed = structure.definitions.filter { !$0.isProvided || isProvided($0) }
    for name in needed.flatMap(\.needs) where !isDefined(name) {
      let symbol = inputs.names.intern(name)
      if semantics.stopsAtOpenExpression {
        resolution.unresolved = [.init(symbol: symbol, referrers: [])]
        return
      }
      if !resolution.unresolved.contains(where: { $0.symbol == symbol }) {
        resolution.unresolved.append(.init(symbol: symbol, referrers: []))
      }
    }
  }

  /// `--defsym` or an assignment of a script: a definition that no input competes with.
  mutating func defineAbsolute(_ symbol: SymbolID) {
    resolution.states.grow(to: inputs.names.count)
    resolution.states.set(symbol, .defined, owner: nil, row: 0)
    resolution.states.isShared[symbol.index] = false
  }

  private mutating func run(
    _ command: LinkerScript.Command, of script: FileID, as input: LineStructure.Input,
    again: Bool, depth: Int
  ) throws(LinkInputError) {
    switch command {
    case .input(let members):
      try take(members, of: script, as: input, again: again, depth: depth)
    case .group(let members):
      guard semantics.archiveSearch == .whenReached else {
        return try take(members, of: script, as: input, again: false, depth: depth)
      }
      try untilSettled(again: again) { (simulator, again) throws(LinkInputError) in
        try simulator.take(members, of: script, as: input, again: again, depth: depth)
      }
    case .undefined(let names):
      guard !again else { return }
      for name in names { want(inputs.names.intern(name), as: .undefinedOption) }
    case .assignment(let name):
      let symbol = inputs.names.intern(name)
      if resolution.states.kind(symbol) != .defined { defineAbsolute(symbol) }
    case .searchDirectory(let directory):
      if !again { search.append(directory, sysroot: line.sysroot) }
    case .entry, .outputFormat:
      break
    }
  }

  private mutating func take(
    _ members: [LinkerScript.Input], of script: FileID, as input: LineStructure.Input,
    again: Bool, depth: Int
  ) throws(LinkInputError) {
    for member in members {
      var part = input
      part.isAsNeeded = input.isAsNeeded || member.isAsNeeded
      let file = try locate(member, of: script, as: part)
      try take(file, as: part, again: again, depth: depth + 1)
    }
  }
}
