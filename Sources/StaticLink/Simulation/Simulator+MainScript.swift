internal import ObjectFiles

/// What the script of `-T` does to symbols; where sections go is the linker's business.
extension Simulator {
  static func mainScripts(
    of line: LinkLine, semantics: LinkerSemantics, inputs: InputSet
  ) throws(LinkInputError) -> [ByteString: MainScript] {
    var scripts: [ByteString: MainScript] = [:]
    for argument in line.arguments {
      guard case .script(let path, _) = argument else { continue }
      do throws(ObjectFileError) {
        var script = try inputs.mainScript(at: path)
        if semantics.mainScript.isInput {
          guard !script.namesInputsOnly else {
            scripts[path] = script
            continue
          }
          throw ObjectFileError(
            path: path,
            problem: .script("\(semantics.family.rawValue) takes one that names inputs only"))
        }
        let search = LibrarySearch(line: line, source: inputs.source)
        script.commands = script.commands.map { $0.located(by: search) }
        scripts[path] = script
      } catch {
        throw .file(error)
      }
    }
    return scripts
  }

  /// Whether a symbol waits for a `PROVIDE`: something refers to it, and nothing defines it.
  func isOpen(_ definition: LineStructure.Definition) -> Bool {
    guard let symbol = inputs.names.find(definition.symbol) else { return false }
    return resolution.states.kind(symbol).isUndefined
  }

  /// Whether a `PROVIDE` gave its symbol, or would have to.
  func isProvided(_ definition: LineStructure.Definition) -> Bool {
    guard let symbol = inputs.names.find(definition.symbol) else { return false }
    return resolution.states.kind(symbol).isUndefined
      || resolution.states.kind(symbol) == .defined && resolution.states.owner(symbol) == nil
  }

  mutating func noteMainScripts() {
    for argument in line.arguments {
      guard case .script(let path, let words) = argument, let script = mainScripts[path] else {
        continue
      }
      if script.hasUnknownCommands { noteNotModelled(words, "a command outside SECTIONS") }
      if script.discards { noteNotModelled(words, "what /DISCARD/ drops") }
      if script.keeps, structure.collectsSections { noteNotModelled(words, "what KEEP keeps") }
    }
  }
}

extension LinkLine {
  /// The line where scripts take the place of the linker's own.
  func under(
    _ scripts: some Collection<MainScript>, _ rules: LinkerSemantics.MainScriptRules
  ) -> LinkLine {
    guard !scripts.isEmpty else { return self }
    var line = self
    if rules.replacesDirectories { line.searchDirectories = [] }
    if let remaining = rules.remaining {
      let headers: [ByteString] =
        scripts.contains { $0.hasHeaders } ? ["__ehdr_start"] : []
      line.linkerDefinedSymbols.removeAll { !(remaining + headers).contains($0) }
    }
    if scripts.contains(where: { $0.hasSections }) {
      line.linkerDefinedSymbols.removeAll { rules.lostToSections.contains($0) }
    }
    return line
  }
}

extension InputSet {
  /// The script of `-T` at a path.
  func mainScript(at path: ByteString) throws(ObjectFileError) -> MainScript {
    do throws(FileError) {
      let file = try source.open(path)
      return MainScript(text: try file.read(at: 0, count: Int(min(file.size, 16 << 20))))
    } catch {
      throw ObjectFileError(path: path, problem: .file(error))
    }
  }
}

extension LinkerScript.Command {
  /// The command with its files where they are found: in the working directory, or where libraries
  /// are looked for.
  fileprivate func located(by search: LibrarySearch) -> LinkerScript.Command {
    func located(_ inputs: [LinkerScript.Input]) -> [LinkerScript.Input] {
      inputs.map { input in
        guard case .file(let name) = input.name else { return input }
        var result = input
        result.name = .file(search.first(forScriptFile: name, besides: name) ?? name)
        return result
      }
    }
    switch self {
    case .input(let inputs): return .input(located(inputs))
    case .group(let inputs): return .group(located(inputs))
    default: return self
    }
  }
}

extension MainScript {
  /// Nothing in it but inputs and second names of symbols.
  fileprivate var namesInputsOnly: Bool {
    !hasSections && !hasUnknownCommands
      && assignments.allSatisfy { !$0.isProvided && $0.uses.count < 2 && $0.optional.isEmpty }
      && commands.allSatisfy {
        switch $0 {
        case .input, .group, .outputFormat, .assignment: true
        case .searchDirectory, .entry, .undefined: false
        }
      }
  }
}
