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
      for row in symbols.indices {
        guard let owner = rival(of: symbols[row], file, index.memberOffsets[row]) else { continue }
        let key = Rivals(used: owner, file: file, offset: index.memberOffsets[row])
        if rivals[key] == nil {
          guard order.count < LinkAnalysis.rivalLimit else { continue }
          order.append(key)
        }
        rivals[key, default: []].append(symbols[row])
      }
    }
    return order.compactMap { finding($0, rivals[$0] ?? []) }
  }

  /// The extracted member whose strong definition another row of an index could take the place of.
  private func rival(of symbol: SymbolID, _ file: FileID, _ offset: UInt64) -> ObjectID? {
    let states = resolution.states
    guard states.kind(symbol) == .defined, let owner = states.owner(symbol) else { return nil }
    let used = inputs.objects[owner.index]
    guard let member = used.member, used.file != file || member.headerOffset != offset,
      !roles.isToolchain(used.file), !roles.whole.contains(used.file),
      isStrong(states.row(symbol), of: used)
    else { return nil }
    return owner
  }

  private func isStrong(_ row: Int, of loaded: LoadedObject) -> Bool {
    let flags = loaded.object.symbols.flags[row]
    return !flags.isUndefined && flags.bindingCode == SymbolFlags.globalBinding && !flags.isCommon
      && loaded.object.groupOfSection(of: loaded.object.symbols.sections[row]) == 0
  }

  private func finding(_ rivals: Rivals, _ symbols: [SymbolID]) -> Finding? {
    guard let other = try? inputs.member(of: rivals.file, at: rivals.offset),
      !isInLink(other)
    else { return nil }
    let loaded = inputs.objects[other.index]
    var found: [SymbolBody.Agreement: [SymbolID]] = [:]
    for symbol in symbols {
      guard let row = loaded.names.firstIndex(of: symbol), isStrong(row, of: loaded) else {
        continue
      }
      let agreement = bodies.agreement(
        of: (rivals.used, resolution.states.row(symbol)), with: (other, row))
      found[agreement, default: []].append(symbol)
    }
    let worst: [SymbolBody.Agreement] = [.different, .unknown, .identical]
    guard let agreement = worst.first(where: { found[$0] != nil }), let named = found[agreement]
    else { return nil }
    return Finding(
      .latentDuplicate,
      "\(list(named)) \(named.count == 1 ? "is" : "are") defined in "
        + "\(inputs.place(of: other).short), too\(agreement.text): the order decides which is used",
      place: inputs.place(of: rivals.used), symbol: name(named[0]))
  }

  func isInLink(_ object: ObjectID) -> Bool { entered.contains(object) }
}
