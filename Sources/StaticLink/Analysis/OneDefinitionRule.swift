internal import ObjectFiles

extension LinkAnalysis {
  /// Copies that are read and compared; beyond them, sizes alone are.
  private static let comparedCopies = 512

  private struct Copies: Hashable {
    var used: ObjectID
    var other: ObjectID
  }

  /// COMDAT definitions that differ in what the sources say, not in how the compiler spelled it:
  /// the linker keeps the first and drops the others unseen.
  ///
  /// Data has to be the same whatever the compiler's options. Code may differ by what was inlined,
  /// so it counts only where nothing but a number differs.
  func odrMismatches() -> [Finding] {
    var order: [Copies] = []
    var symbols: [Copies: [SymbolID]] = [:]
    for pair in pairs() where isDifferent(pair) {
      let copies = Copies(used: pair.used.object, other: pair.own.object)
      if symbols[copies] == nil { order.append(copies) }
      symbols[copies, default: []].append(pair.symbol)
    }
    return order.map { finding($0, symbols[$0] ?? []) }
  }

  /// A copy and the definition that is used, as far as they can be compared.
  private struct Pair {
    var symbol: SymbolID
    var flags: SymbolFlags
    var used: BodyReader.Place
    var own: BodyReader.Place
  }

  /// The copies whose sizes differ from the definition in use, and as many of the others as are to be
  /// read, whose contents are read here: those of one object at once.
  private func pairs() -> [Pair] {
    var pairs: [Pair] = []
    var wanted: [BodyReader.Place] = []
    var compared = 0
    for copy in byInterest(survey.otherCopies) {
      guard let used = resolution.states.owner(copy.symbol),
        let left = bodies.extent(of: (used, resolution.states.row(copy.symbol))),
        let right = bodies.extent(of: (copy.object, copy.row))
      else { continue }
      let pair = Pair(
        symbol: copy.symbol,
        flags: inputs.objects[copy.object.index].object.symbols.flags[copy.row],
        used: .init(object: used, extent: left), own: .init(object: copy.object, extent: right))
      if left.size == right.size {
        guard compared < LinkAnalysis.comparedCopies else { continue }
        compared += 1
        wanted += [pair.used, pair.own]
      }
      pairs.append(pair)
    }
    bodies.read(wanted)
    return pairs
  }

  private func finding(_ copies: Copies, _ symbols: [SymbolID]) -> Finding {
    let verb = symbols.count == 1 ? "differs" : "differ"
    let used = inputs.place(of: copies.used).short
    return Finding(
      .odrMismatch,
      "\(list(symbols)) \(verb) from the definition in \(used), which is used in its place",
      place: inputs.place(of: copies.other),
      hint: "make the declarations agree and compile both with the same options",
      symbol: name(symbols[0]))
  }

  /// Those of the user's own objects first, since not all can be read.
  private func byInterest(
    _ copies: [SymbolSurvey.Occurrence]
  ) -> [SymbolSurvey.Occurrence] {
    var own: [SymbolSurvey.Occurrence] = []
    var others: [SymbolSurvey.Occurrence] = []
    for copy in copies where !roles.isToolchain(copy.object) {
      let owner = resolution.states.owner(copy.symbol) ?? copy.object
      let isOwn = inputs.objects[copy.object.index].isPlain || inputs.objects[owner.index].isPlain
      if isOwn { own.append(copy) } else { others.append(copy) }
    }
    return own + others
  }

  private func isDifferent(_ pair: Pair) -> Bool {
    if pair.used.extent.size != pair.own.extent.size {
      return pair.flags.isData && !isCompilersOwn(pair.symbol)
    }
    guard let first = bodies.body(at: pair.used), let second = bodies.body(at: pair.own) else {
      return false
    }
    if pair.flags.isData {
      return first.agreement(with: second) == .different && !isCompilersOwn(pair.symbol)
    }
    return pair.flags.isFunction && first.differsInNumbers(from: second)
  }

  /// What compilers make up themselves: `__func__` and its like, and their tables for exceptions.
  private func isCompilersOwn(_ symbol: SymbolID) -> Bool {
    let text = name(symbol).forMessage
    return text.contains("__PRETTY_FUNCTION__") || text.contains("__FUNCTION__")
      || text.contains("__func__") || text.hasPrefix("DW.ref.")
  }
}

extension SymbolBody {
  /// Whether the same instructions refer to the same things and a few bytes of theirs differ, as
  /// immediate operands and offsets in a structure do.
  fileprivate func differsInNumbers(from other: SymbolBody) -> Bool {
    guard size == other.size, bytes.count == other.bytes.count, references == other.references
    else { return false }
    var differing = 0
    var run = 0
    for (left, right) in zip(bytes, other.bytes) {
      if left == right {
        run = 0
        continue
      }
      differing += 1
      run += 1
      if run > 4 { return false }
    }
    return differing > 0 && differing <= max(4, bytes.count / 16)
  }
}
