internal import ObjectFiles

extension LinkAnalysis {
  /// Two members of which one is in the link, and the other would be in another order.
  private struct Rivals: Hashable {
    var used: ObjectID
    var file: FileID
    var offset: UInt64
  }

  /// Rows of one symbol that are looked at closely; what comes behind them is counted.
  private static let rivalLimit = 256

  /// Symbols that another archive, or another member of the same one, defines strongly, too: it is
  /// the order that decides which definition the program has.
  func latentDuplicates() -> [Finding] {
    var rivals: [Rivals: [SymbolID]] = [:]
    var order: [Rivals] = []
    for (file, archive) in roles.searchedArchives {
      guard let index = archive.index else { continue }
      let symbols = inputs.indexSymbols(of: file)
      // Names of an index that nobody searched are new to the link.
      for row in symbols.indices where resolution.states.kind(symbols[row]) == .defined {
        guard let owner = resolution.states.owner(symbols[row]),
          !isOwn(owner, file, index.memberOffsets[row]), isRival(owner, of: symbols[row])
        else { continue }
        let key = Rivals(used: owner, file: file, offset: index.memberOffsets[row])
        if rivals[key] == nil {
          guard order.count < LinkAnalysis.rivalLimit else { continue }
          order.append(key)
        }
        rivals[key, default: []].append(symbols[row])
      }
    }
    return order.isEmpty ? [] : findings(order, rivals)
  }

  /// One finding for every two archives and way in which their definitions compare.
  private struct Kind: Hashable {
    var used: FileID
    var other: FileID
    var agreement: SymbolBody.Agreement
  }

  private struct Versions {
    var used: ObjectID
    var other: ObjectID
    var symbols: [SymbolID]
  }

  private func findings(_ order: [Rivals], _ rivals: [Rivals: [SymbolID]]) -> [Finding] {
    var swapped = SwappedLines(link, roles)
    var kinds: [Kind] = []
    var versions: [Kind: Versions] = [:]
    for pair in order {
      guard let other = try? inputs.member(of: pair.file, at: pair.offset), !isInLink(other) else {
        continue
      }
      let loaded = inputs.objects[other.index]
      for symbol in rivals[pair] ?? [] {
        guard let row = loaded.names.firstIndex(of: symbol), isStrong(row, of: loaded),
          swapped.decides(symbol, of: inputs.objects[pair.used.index].file, against: pair.file)
        else { continue }
        let agreement = bodies.agreement(
          of: (pair.used, resolution.states.row(symbol)), with: (other, row))
        let kind = Kind(
          used: inputs.objects[pair.used.index].file, other: pair.file, agreement: agreement)
        if versions[kind] == nil {
          kinds.append(kind)
          versions[kind] = Versions(used: pair.used, other: other, symbols: [])
        }
        versions[kind]?.symbols.append(symbol)
      }
    }
    return kinds.compactMap { kind in versions[kind].map { finding($0, kind.agreement) } }
  }

  private func finding(_ versions: Versions, _ agreement: SymbolBody.Agreement) -> Finding {
    let symbols = versions.symbols
    // Which bodies differ is what somebody has to look into.
    let limit = agreement == .different ? Int.max : 3
    return Finding(
      .latentDuplicate,
      "\(list(symbols, limit: limit)) \(symbols.count == 1 ? "is" : "are") defined in "
        + "\(inputs.place(of: versions.other).short), too\(agreement.text): the order decides which "
        + "is used",
      place: inputs.place(of: versions.used), symbol: name(symbols[0]))
  }

  private func isOwn(_ owner: ObjectID, _ file: FileID, _ offset: UInt64) -> Bool {
    roles.isSame(inputs.objects[owner.index].file, file)
      && inputs.objects[owner.index].member?.headerOffset == offset
  }

  /// Whether another row of an index could take the place of a definition.
  private func isRival(_ owner: ObjectID, of symbol: SymbolID) -> Bool {
    let used = inputs.objects[owner.index]
    return used.member != nil && !roles.isToolchain(used.file) && !roles.isWhole(used.file)
      && isStrong(resolution.states.row(symbol), of: used)
  }

  private func isStrong(_ row: Int, of loaded: LoadedObject) -> Bool {
    let flags = loaded.object.symbols.flags[row]
    return !flags.isUndefined && flags.bindingCode == SymbolFlags.globalBinding && !flags.isCommon
      && loaded.object.groupOfSection(of: loaded.object.symbols.sections[row]) == 0
  }
}
