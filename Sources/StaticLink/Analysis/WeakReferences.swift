internal import ObjectFiles

extension LinkAnalysis {
  private struct NullUse: Hashable {
    var object: ObjectID
    var definer: FileID
  }

  /// Weak references that stay null though a library of the line defines the symbol: only strong
  /// references extract members (gABI, "Symbol Table"; all four linkers).
  ///
  /// Where the user put that library on the line, it was meant to serve. What compiler and C library
  /// define may stay null as long as the code looks before it calls; what is called without a look
  /// jumps to address 0, as in C++ programs with static pthreads before glibc 2.34.
  func weakOnlyReferences() -> [Finding] {
    let references = survey.nullReferences.filter {
      // The slots of pure virtual functions, which nobody calls.
      name($0.symbol) != "__cxa_pure_virtual"
    }
    guard !references.isEmpty else { return [] }
    let definers = definers(of: Set(references.map(\.symbol)))
    guard !definers.isEmpty else { return [] }
    var order: [NullUse] = []
    var symbols: [NullUse: [SymbolID]] = [:]
    var uses: [ObjectID: Uses] = [:]
    for reference in references {
      guard let definer = definers[reference.symbol]?.file,
        inputs.objects[reference.object.index].file != definer
      else { continue }
      let used = uses[reference.object] ?? Uses(of: reference.object, inputs)
      uses[reference.object] = used
      guard isSurprising(reference, servedBy: definer, used) else { continue }
      let use = NullUse(object: reference.object, definer: definer)
      if symbols[use] == nil { order.append(use) }
      symbols[use, default: []].append(reference.symbol)
    }
    return order.map { finding($0, symbols[$0] ?? [], isCalled: uses[$0.object]) }
  }

  /// What an object does with its references.
  private struct Uses {
    var called: Set<UInt32> = []
    var tested: Set<UInt32> = []

    init(of id: ObjectID, _ inputs: InputSet) {
      let loaded = inputs.objects[id.index]
      guard let bytes = try? inputs.bytes(of: loaded),
        let found = try? loaded.object.callsAndTests(in: bytes)
      else { return }
      (called, tested) = found
    }

    func isOnlyCalled(_ row: Int) -> Bool {
      called.contains(UInt32(row)) && !tested.contains(UInt32(row))
    }

    func isUsed(_ row: Int) -> Bool {
      called.contains(UInt32(row)) || tested.contains(UInt32(row))
    }
  }

  private func finding(_ use: NullUse, _ symbols: [SymbolID], isCalled uses: Uses?) -> Finding {
    let library = inputs.path(of: use.definer).lastPathComponent.forMessage
    let names = inputs.objects[use.object.index].names
    let called = symbols.contains { symbol in
      names.firstIndex(of: symbol).map { uses?.isOnlyCalled($0) ?? false } ?? false
    }
    let isOne = symbols.count == 1
    return Finding(
      .weakOnlyReference,
      "\(list(symbols)) \(isOne ? "stays" : "stay") null\(called ? ", but \(isOne ? "is" : "are") called without a look" : "")"
        + ": \(library) defines \(isOne ? "it" : "them"), but a weak reference extracts nothing",
      place: inputs.place(of: use.object),
      hint: "ask for it: -Wl,-u,\(name(symbols[0]).forMessage)", symbol: name(symbols[0]))
  }

  private func isSurprising(
    _ reference: SymbolSurvey.Occurrence, servedBy file: FileID, _ uses: Uses
  ) -> Bool {
    guard uses.isUsed(reference.row) else { return false }
    if !roles.isToolchain(file), !roles.isToolchain(reference.object) { return true }
    guard uses.isOnlyCalled(reference.row) else { return false }
    let loaded = inputs.objects[reference.object.index]
    let guards = uses.tested.filter { loaded.object.symbols.flags[Int($0)].isWeak }
    // libgfortran calls libquadmath for what only a program that extracts it can ask for.
    if guards.isEmpty { return !roles.isToolchain(reference.object) }
    // A guard that is null may be what keeps the code from the call.
    return guards.allSatisfy { row in
      [.defined, .definedWeak].contains(resolution.states.kind(loaded.names[Int(row)]))
    }
  }

  /// The first row of an index on the line that defines each of some symbols.
  func definers(
    of symbols: Set<SymbolID>
  ) -> [SymbolID: (file: FileID, offset: UInt64)] {
    var isWanted = [Bool](repeating: false, count: inputs.names.count)
    for symbol in symbols { isWanted[symbol.index] = true }
    var result: [SymbolID: (file: FileID, offset: UInt64)] = [:]
    for index in inputs.files.indices {
      guard case .archive(let archive) = inputs.files[index].contents,
        let names = inputs.files[index].indexSymbols, let rows = archive.index
      else { continue }
      for (row, symbol) in names.enumerated()
      where symbol.index < isWanted.count && isWanted[symbol.index] && result[symbol] == nil {
        result[symbol] = (FileID(index), rows.memberOffsets[row])
      }
    }
    return result
  }
}
