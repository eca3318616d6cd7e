internal import ObjectFiles

/// What version scripts say of an executable: which names no shared object sees.
extension Simulator {
  mutating func readVersionScripts() throws(FileError) {
    for (setting, words) in structure.settings {
      guard case .versionScript(let path) = setting else { continue }
      let file = try inputs.source.open(path)
      let script = VersionScript(try file.read(at: 0, count: Int(file.size)), after: versionNodes)
      for problem in script.problems where semantics.versionScripts.refuses(problem) {
        resolution.findings.append(
          Finding(.malformedFile, "version script: \(problem.text)", place: Place(path: path)))
      }
      if script.problems.contains(.joinedKeyword), semantics.versionScripts.precedence != .global {
        noteNotModelled(words, "a keyword without a blank behind it")
      }
      if semantics.versionScripts.collidesWithShared, hasShared, script.hasNodeTwice {
        noteNotModelled(words, "a node that stands twice")
      }
      versionNodes += script.nodes
      let patterns = script.nodes.flatMap { $0.globals + $0.locals }
      if patterns.contains(where: { $0.isDemangled }), semantics.rejectsHiddenForShared {
        noteNotModelled(words, "'extern' blocks")
      }
    }
  }

  /// LLD 21: "version script assignment of … to symbol … failed: symbol not defined".
  mutating func checkVersionScripts() {
    guard !versionNodes.isEmpty, !structure.isRelocatable else { return }
    guard let rejects = semantics.versionScripts.rejectsUndefined else {
      if structure.allowsUndefinedVersions == false {
        noteNotModelled(["--no-undefined-version"])
      }
      return
    }
    guard structure.allowsUndefinedVersions.map({ !$0 }) ?? rejects else { return }
    for node in versionNodes {
      for pattern in node.globals + node.locals
      where !pattern.hasWildcard && !pattern.isDemangled {
        let names = [pattern.text, pattern.text + "@" + node.name]
        guard !names.contains(where: hasDefinition) else { continue }
        resolution.findings.append(
          Finding(
            .unresolvedSymbol,
            "version script names '\(pattern.text.forMessage)', which nothing defines",
            hint: "--undefined-version allows that", symbol: pattern.text))
      }
    }
  }

  /// Whether an object, a member that stayed in its archive, or the linker itself defines a name.
  private func hasDefinition(_ name: ByteString) -> Bool {
    guard let symbol = inputs.names.find(name) else { return false }
    if offeredNames.contains(symbol) { return true }
    switch resolution.states.kind(symbol) {
    case .defined, .definedWeak, .common: return !resolution.states.isShared[symbol.index]
    case .undefined, .undefinedWeak: return line.linkerDefinedSymbols.contains(name)
    case .new, .lazy, .lazyWeak: return false
    }
  }

  /// Whether a version script makes a name of the output local.
  func isMadeLocal(_ symbol: SymbolID) -> Bool {
    guard !versionNodes.isEmpty, !structure.isRelocatable else { return false }
    let name = inputs.names.name(links[symbol] ?? writtenDefault(of: symbol) ?? symbol)
    guard let versioned = VersionedName(name) else {
      return semantics.versionScripts.precedence == .global
        ? isLocalAsInBFD(name) : isLocalAsInLLD(name)
    }
    // LLD 21 lets the version decide unless a script names the symbol.
    guard semantics.versionScripts.precedence == .global else {
      return versionNodes.contains {
        $0.locals.best(for: versioned.base, quotesName: false) == .name
      }
    }
    guard let node = versionNodes.first(where: { $0.name == versioned.version }) else {
      return false
    }
    return node.globals.best(for: versioned.base, quotesName: true) == nil
      && node.locals.best(for: versioned.base, quotesName: true) != nil
  }

  /// `name@@VERSION`, where that is what defines `name`.
  private func writtenDefault(of symbol: SymbolID) -> SymbolID? {
    guard let owner = resolution.states.owner(symbol) else { return nil }
    let loaded = inputs.objects[owner.index]
    let row = resolution.states.row(symbol)
    guard row < loaded.names.count, loaded.object.symbols.flags[row].isVersioned else { return nil }
    return loaded.names[row]
  }

  /// `bfd_find_version_for_sym` of GNU ld 2.40.
  private func isLocalAsInBFD(_ name: ByteString) -> Bool {
    var isGlobal = false
    var isLocal = false
    var star: Bool?
    for node in versionNodes {
      if let found = node.globals.best(for: name, quotesName: true) {
        if found == .all { star = false } else { (isGlobal, isLocal) = (true, false) }
        if found == .name { break }
      }
      if let found = node.locals.best(for: name, quotesName: true) {
        if found == .all { star = star ?? true } else { isLocal = true }
        if found == .name {
          isGlobal = false
          break
        }
      }
    }
    return !isGlobal && (isLocal || star == true)
  }

  /// `SymbolTable::scanVersionScript` of LLD 21.
  private func isLocalAsInLLD(_ name: ByteString) -> Bool {
    let first = versionNodes.lazy.compactMap { node in
      [(node.globals, false), (node.locals, true)]
        .first { $0.0.best(for: name, quotesName: false) == .name }?.1
    }.first
    if let first { return first }
    for wanted in [VersionScript.Pattern.Rank.pattern, .all] {
      for node in versionNodes.reversed() {
        for (patterns, isLocal) in [(node.globals, false), (node.locals, true)]
        where patterns.contains(where: { $0.rank(for: name, quotesName: false) == wanted }) {
          return isLocal
        }
      }
    }
    return false
  }
}

extension VersionScript.Pattern {
  /// What kind of pattern matches, the most exact first.
  enum Rank: Int, Comparable {
    case name, pattern, all

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// - Parameter quotesName: a pattern in quotes is a name.
  func rank(for name: ByteString, quotesName: Bool) -> Rank? {
    guard !isDemangled else { return nil }
    if !hasWildcard || isQuoted && quotesName { return text == name ? .name : nil }
    if text == "*" { return .all }
    return GlobPattern(text).matches(name.bytes) ? .pattern : nil
  }
}

extension [VersionScript.Pattern] {
  func best(for name: ByteString, quotesName: Bool) -> VersionScript.Pattern.Rank? {
    compactMap { $0.rank(for: name, quotesName: quotesName) }.min()
  }
}

extension VersionScript.Problem {
  var text: String {
    switch self {
    case .syntax: "a node is 'NAME { global: …; local: …; };'"
    case .empty: "it is empty"
    case .joinedKeyword: "a keyword touches a name"
    case .openStatement: "a name lacks its semicolon"
    case .blockOrder: "'local:' follows 'global:', each stands once and names something"
    case .namelessBesideOthers: "a node without a name stands beside others"
    case .sameNode(let name): "'\(name.forMessage)' stands twice"
    case .unknownDependency(let name): "there is no earlier node '\(name.forMessage)'"
    case .inTwoNodes(let name): "'\(name.forMessage)' is global in one node and local in another"
    case .globalAndLocal(let name, let node):
      "'\(name.forMessage)' is global and local in '\(node.forMessage)'"
    }
  }
}
