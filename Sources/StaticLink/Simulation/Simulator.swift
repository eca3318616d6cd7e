internal import ObjectFiles

/// Walks a link line as the linker does and notes what enters the link, and why.
struct Simulator {
  let inputs: InputSet
  let semantics: LinkerSemantics
  let line: LinkLine
  let structure: LineStructure
  private(set) var search: LibrarySearch

  var resolution = Resolution()
  /// Grows whenever something new is wanted: GNU ld's tail of the list of undefined symbols, by
  /// which it decides whether an archive or a group must be searched again.
  var wants = 0
  var isInLink: Set<ObjectID> = []
  var keptGroups: Set<GroupKey> = []
  var identifierSections: Set<ByteString> = []
  var wrapping: [SymbolID: SymbolID] = [:]
  var format: (ObjectFormat, Place)?
  var files: [Int: FileID] = [:]
  /// Symbols of the command line, which have no referrer.
  var rootSymbols: [SymbolID: ExtractionReason.Kind] = [:]

  struct GroupKey: Hashable {
    var signature: SymbolID
    var isLinkOnce: Bool
  }

  private static let scriptDepthLimit = 16

  init(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet
  ) throws(LinkInputError) {
    self.line = line
    self.semantics = semantics
    self.inputs = inputs
    structure = try LineStructure(line)
    search = LibrarySearch(line: line, source: inputs.source)
  }

  /// Simulates a line.
  ///
  /// - Throws: ``LinkInputError`` when an input cannot be had.
  static func run(
    _ line: LinkLine, semantics: LinkerSemantics, inputs: InputSet
  ) throws(LinkInputError) -> Resolution {
    var simulator = try Simulator(line, semantics: semantics, inputs: inputs)
    simulator.placeCommandLineSymbols()
    for node in simulator.structure.nodes { try simulator.visit(node, again: false) }
    try simulator.finish()
    return simulator.resolution
  }

  private mutating func placeCommandLineSymbols() {
    for name in structure.wrapped {
      let symbol = inputs.names.intern(name)
      wrapping[symbol] = inputs.names.intern("__wrap_" + name)
      wrapping[inputs.names.intern("__real_" + name)] = symbol
    }
    if let entry = structure.entry { want(entry, as: .entry) }
    for name in structure.undefined { want(name, as: .undefinedOption) }
    for words in structure.notModelled {
      let text = words.map(\.forMessage).joined(separator: " ")
      resolution.findings.append(
        Finding(.notModelled, "'\(text)' may change the link in a way that is not modelled"))
    }
  }

  /// A symbol that the command line or a script asks for: nobody refers to it yet.
  private mutating func want(_ name: ByteString, as kind: ExtractionReason.Kind) {
    let symbol = inputs.names.intern(name)
    resolution.states.grow(to: inputs.names.count)
    guard resolution.states.kind(symbol) == .new else { return }
    resolution.states.set(symbol, .undefined, owner: nil, row: 0)
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
    case .define(let name):
      guard !again else { return }
      let symbol = inputs.names.intern(name)
      resolution.states.grow(to: inputs.names.count)
      resolution.states.set(symbol, .defined, owner: nil, row: 0)
    case .group(let nodes):
      try untilSettled(again: again) { (simulator, again) throws(LinkInputError) in
        for node in nodes { try simulator.visit(node, again: again) }
      }
    }
  }

  private mutating func visit(
    _ input: LineStructure.Input, again: Bool
  ) throws(LinkInputError) {
    let file: FileID
    if let known = files[input.index] {
      file = known
    } else {
      file = try locate(input)
      files[input.index] = file
    }
    try take(file, as: input, again: again, depth: 0)
  }

  private func locate(_ input: LineStructure.Input) throws(LinkInputError) -> FileID {
    switch input.name {
    case .file(let path):
      return try load(path)
    case .library(let name, let isFileName):
      let paths = search.candidates(
        for: name, isFileName: isFileName, allowsShared: input.allowsShared)
      for path in paths {
        let file = try load(path)
        if isCompatible(file) { return file }
      }
      let shared = search.candidates(for: name, isFileName: isFileName, allowsShared: true).first
      throw .missingLibrary(name: name, sharedOnly: paths.isEmpty ? shared : nil)
    }
  }

  /// GNU ld skips an incompatible library and goes on searching.
  private func isCompatible(_ file: FileID) -> Bool {
    guard let (wanted, _) = format, let found = inputs.format(of: file) else { return true }
    return found == wanted
  }

  private func load(_ path: ByteString) throws(LinkInputError) -> FileID {
    do {
      return try inputs.load(path)
    } catch {
      throw .file(error)
    }
  }

  private mutating func take(
    _ file: FileID, as input: LineStructure.Input, again: Bool, depth: Int
  ) throws(LinkInputError) {
    do throws(ObjectFileError) {
      switch inputs.files[file.index].contents {
      case .object(let object):
        if !again {
          add(object, ExtractionReason(kind: .root))
        }
        return
      case .shared(let object):
        if !again { addShared(object, from: input) }
        return
      case .archive(let archive):
        if input.isWhole {
          guard !again else { return }
          for member in try inputs.allMembers(of: file) {
            add(member, ExtractionReason(kind: .wholeArchive))
          }
        } else {
          try searchArchive(archive, file: file)
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

  private mutating func run(
    _ command: LinkerScript.Command, of script: FileID, as input: LineStructure.Input,
    again: Bool, depth: Int
  ) throws(LinkInputError) {
    switch command {
    case .input(let members):
      try take(members, of: script, as: input, again: again, depth: depth)
    case .group(let members):
      try untilSettled(again: again) { (simulator, again) throws(LinkInputError) in
        try simulator.take(members, of: script, as: input, again: again, depth: depth)
      }
    case .undefined(let names):
      guard !again else { return }
      for name in names { want(name, as: .undefinedOption) }
    case .assignment(let name):
      let symbol = inputs.names.intern(name)
      resolution.states.grow(to: inputs.names.count)
      if resolution.states.kind(symbol) != .defined {
        resolution.states.set(symbol, .defined, owner: nil, row: 0)
      }
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

  private func locate(
    _ member: LinkerScript.Input, of script: FileID, as input: LineStructure.Input
  ) throws(LinkInputError) -> FileID {
    let scriptPath = inputs.path(of: script)
    do {
      let file = try locate(member.name, named: scriptPath, as: input)
      inputs.note(file, namedBy: script)
      return file
    } catch {
      throw .inScript(scriptPath, error)
    }
  }

  private func locate(
    _ name: LinkerScript.Input.Name, named scriptPath: ByteString, as input: LineStructure.Input
  ) throws(LinkInputError) -> FileID {
    switch name {
    case .library(let name):
      var library = input
      library.name = .library(name, isFileName: false)
      return try locate(library)
    case .file(let name):
      var path = name
      if name.hasPrefix("=") {
        path = line.sysroot + name.dropFirst()
      } else if name.isAbsolutePath, !line.sysroot.isEmpty, scriptPath.hasPrefix(line.sysroot) {
        // An absolute name in a script of the sysroot stays inside it (ld manual, "File Commands").
        path = line.sysroot + name
      }
      let found = search.candidates(forScriptFile: path, besides: scriptPath).first
      return try load(found ?? path)
    }
  }
}
