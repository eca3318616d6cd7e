internal import ObjectFiles

extension LinkAnalysis {
  /// glibc 2.36's users of name services and of character set modules that it does not mark.
  private static let unmarked: [(names: [ByteString], need: String)] = [
    (["iconv_open"], "the gconv modules of that glibc for most character sets"),
    (
      [
        "ether_hostton", "ether_ntohost", "innetgr", "setnetgrent", "getnetgrent",
        "getnetgrent_r",
      ], "the name service modules of that glibc"
    ),
  ]

  /// What needs files of the system at run time: by the archive's own word (`.gnu.warning`), and
  /// what a static glibc keeps to itself.
  func runtimeFiles() -> [Finding] {
    var texts: [SymbolID: (text: String, isMarked: Bool)] = [:]
    for entry in resolution.entries {
      for warning in inputs.objects[entry.object.index].object.warnings {
        guard warning.text.contains("at runtime"),
          let symbol = inputs.names.find(warning.symbol)
        else { continue }
        texts[symbol] = (warning.text.forMessage, true)
      }
    }
    for (names, need) in LinkAnalysis.unmarked {
      for name in names {
        guard let symbol = inputs.names.find(name), isOfGlibc(symbol) else { continue }
        texts[symbol] = ("'\(name.forMessage)' needs \(need) at run time", false)
      }
    }
    guard !texts.isEmpty else { return [] }
    return findings(texts)
  }

  private func findings(_ texts: [SymbolID: (text: String, isMarked: Bool)]) -> [Finding] {
    var isWanted = [Bool](repeating: false, count: inputs.names.count)
    for symbol in texts.keys { isWanted[symbol.index] = true }
    var found: [Finding] = []
    for entry in resolution.entries {
      let loaded = inputs.objects[entry.object.index]
      for (row, symbol) in loaded.names.enumerated() where isWanted[symbol.index] {
        guard loaded.object.symbols.flags[row].isUndefined, let (text, isMarked) = texts[symbol],
          // libstdc++ has code for iconv in every program that uses streams and calls it in none.
          isMarked || !roles.isToolchain(entry.object)
        else { continue }
        isWanted[symbol.index] = false
        var finding = Finding(
          .runtimeFiles, text + broughtIn(by: entry.object),
          place: inputs.place(of: entry.object), symbol: name(symbol))
        finding.isPrintedByLinker = isMarked && semantics.printsWarningSections
        found.append(finding)
      }
    }
    return found
  }

  /// Which input of the user's leads to a toolchain's object.
  private func broughtIn(by object: ObjectID) -> String {
    guard roles.isToolchain(object), let input = userReferrer(of: object) else { return "" }
    return " (brought in by \(inputs.place(of: input).short))"
  }

  private func userReferrer(of object: ObjectID) -> ObjectID? {
    var current = object
    var seen: ObjectSet = []
    while roles.isToolchain(current) {
      guard seen.insert(current), let next = referrer(of: current) else { return nil }
      current = next
    }
    return current
  }

  private func isOfGlibc(_ symbol: SymbolID) -> Bool {
    guard [.defined, .definedWeak].contains(resolution.states.kind(symbol)),
      let owner = resolution.states.owner(symbol)
    else { return false }
    return isGlibc(inputs.objects[owner.index].file)
  }

  /// Whether an archive is glibc's `libc.a`: no other C library tells its version so.
  func isGlibc(_ file: FileID) -> Bool {
    guard case .archive = inputs.files[file.index].contents,
      let version = inputs.names.find("gnu_get_libc_version")
    else { return false }
    return inputs.files[file.index].indexSymbols?.contains(version) ?? false
  }
}
