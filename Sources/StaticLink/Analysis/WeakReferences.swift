internal import ObjectFiles

extension LinkAnalysis {
  private struct NullUse: Hashable {
    var object: ObjectID
    var definer: FileID
  }

  /// Weak references that stay null though a library of the line defines the symbol: only strong
  /// references extract members (gABI, "Symbol Table"; all four linkers).
  ///
  /// What the toolchain's own libraries leave null is meant to be, unless what they test is there:
  /// their code then calls the rest untested and jumps to address 0, as C++ programs with static
  /// pthreads did before glibc 2.34.
  func weakOnlyReferences() -> [Finding] {
    guard !survey.nullReferences.isEmpty else { return [] }
    let definers = definers(of: Set(survey.nullReferences.map(\.symbol)))
    guard !definers.isEmpty else { return [] }
    var order: [NullUse] = []
    var symbols: [NullUse: [SymbolID]] = [:]
    for reference in survey.nullReferences {
      guard let definer = definers[reference.symbol], isUsed(reference),
        isSurprising(reference, servedBy: definer.file)
      else { continue }
      let use = NullUse(object: reference.object, definer: definer.file)
      if symbols[use] == nil { order.append(use) }
      symbols[use, default: []].append(reference.symbol)
    }
    return order.map { finding($0, symbols[$0] ?? [], definers) }
  }

  private func finding(
    _ use: NullUse, _ symbols: [SymbolID], _ definers: [SymbolID: (file: FileID, offset: UInt64)]
  ) -> Finding {
    let library = inputs.path(of: use.definer).lastPathComponent.forMessage
    let verb = symbols.count == 1 ? "stays" : "stay"
    let part = isServedInPart(use.object, by: use.definer) ? ", which serves others here," : ""
    return Finding(
      .weakOnlyReference,
      "\(list(symbols)) \(verb) null: \(library)\(part) defines it, but a weak reference extracts "
        + "nothing",
      place: inputs.place(of: use.object),
      hint: "ask for it: -Wl,-u,\(name(symbols[0]).forMessage)", symbol: name(symbols[0]))
  }

  /// Whether a relocation of a loaded section uses the reference.
  private func isUsed(_ reference: SymbolSurvey.Occurrence) -> Bool {
    let uses = (try? inputs.uses(in: reference.object)) ?? []
    return uses.contains { $0.row == UInt32(reference.row) && $0.isAllocated }
  }

  private func isSurprising(_ reference: SymbolSurvey.Occurrence, servedBy file: FileID) -> Bool {
    let referrer = inputs.objects[reference.object.index]
    guard referrer.file != file else { return false }
    if !roles.isToolchain(referrer.file) { return true }
    return !LinkAnalysis.threadTests.contains(name(reference.symbol))
      && name(reference.symbol).hasPrefix("pthread_")
      && LinkAnalysis.threadTests.contains { test in
        inputs.names.find(test).map {
          [.defined, .definedWeak].contains(resolution.states.kind($0))
        }
          ?? false
      }
  }

  /// By which libgcc and libstdc++ tell whether a program has threads (gthr-posix.h of GCC 12).
  private static let threadTests: [ByteString] = ["__pthread_key_create", "pthread_cancel"]

  /// Whether other weak references of an object are bound to members of a library.
  private func isServedInPart(_ object: ObjectID, by file: FileID) -> Bool {
    let loaded = inputs.objects[object.index]
    let states = resolution.states
    return loaded.names.indices.contains { row in
      let flags = loaded.object.symbols.flags[row]
      guard flags.isUndefined, flags.isWeak, let owner = states.owner(loaded.names[row]),
        [.defined, .definedWeak].contains(states.kind(loaded.names[row]))
      else { return false }
      return inputs.objects[owner.index].file == file
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
