internal import ObjectFiles

extension LinkAnalysis {
  /// Symbols on whose kind or size two objects do not agree.
  func symbolConflicts() -> [Finding] {
    survey.otherTypes.compactMap(typeMismatch) + sizeConflicts()
  }

  private func typeMismatch(_ occurrence: SymbolSurvey.Occurrence) -> Finding? {
    guard let used = resolution.states.owner(occurrence.symbol) else { return nil }
    let flags = inputs.objects[occurrence.object.index].object.symbols.flags[occurrence.row]
    let (here, there) = flags.isFunction ? ("a function", "data") : ("data", "a function")
    let name = name(occurrence.symbol)
    return Finding(
      .typeMismatch,
      "'\(name.forMessage)' is \(here) here and \(there) in \(inputs.place(of: used).short), which "
        + "defines it",
      place: inputs.place(of: occurrence.object), hint: "rename one of them", symbol: name)
  }

  /// The largest size counts, unless a definition that is not COMMON ends the matter: then what lies
  /// behind it is overwritten.
  private func sizeConflicts() -> [Finding] {
    var seen: Set<SymbolID> = []
    return survey.otherSizes.compactMap { occurrence in
      guard let used = resolution.states.owner(occurrence.symbol),
        // Fortran's blank COMMON may have another size in each unit (Fortran 2018, 8.10.2.5).
        name(occurrence.symbol) != "__BLNK__", seen.insert(occurrence.symbol).inserted
      else { return nil }
      let size = inputs.objects[occurrence.object.index].object.symbols.sizes[occurrence.row]
      let symbols = inputs.objects[used.index].object.symbols
      let row = resolution.states.row(occurrence.symbol)
      let isDefined = !symbols.flags[row].isCommon
      guard !isDefined || size > symbols.sizes[row] else { return nil }
      let name = name(occurrence.symbol)
      return Finding(
        .commonSizeConflict,
        "'\(name.forMessage)' has \(size) bytes here and \(symbols.sizes[row]) in "
          + "\(inputs.place(of: used).short)\(isDefined ? ", which defines it" : "")",
        place: inputs.place(of: occurrence.object),
        hint: "declare it in one header that both include", symbol: name)
    }
  }
}
