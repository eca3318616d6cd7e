internal import ObjectFiles

/// Files of `--just-symbols`: their symbols take part as an object's do, and nothing of the file is
/// in the output.
extension Simulator {
  mutating func takeSymbols(of path: ByteString, isLetter: Bool) throws(LinkInputError) {
    let rules = semantics.symbolFiles
    if isLetter || rules.isLetter {
      guard rules.letter != .namesDirectory, inputs.source.isRegularFile(path) else { return }
      guard rules.letter == .mayNameFile else {
        throw .unbalanced("-R \(path.forMessage): \(semantics.family.rawValue) takes a directory")
      }
    } else if !rules.isKnown {
      throw .unbalanced("\(semantics.family.rawValue) knows no --just-symbols")
    }
    let object: ObjectID?
    do throws(ObjectFileError) {
      object = try inputs.loadSymbols(of: path, dynamic: rules.shared == .hasDynamicSymbols)
      if let object { return try take(symbolFile: object, path) }
    } catch {
      throw .file(error)
    }
    try takeOther(path)
  }

  private mutating func take(
    symbolFile object: ObjectID, _ path: ByteString
  ) throws(ObjectFileError) {
    if semantics.symbolFiles.shared == .isRefused,
      inputs.objects[object.index].object.isSharedSymbolFile
    {
      resolution.findings.append(
        Finding(
          .incompatibleObject, "is a shared object, of which symbols alone cannot be had",
          place: Place(path: path)))
      return
    }
    symbolFiles.insert(object)
    let reason = ExtractionReason(kind: .root)
    switch semantics.archiveSearch {
    case .whenReached: add(object, reason)
    case .remembered: try parse(object, reason)
    case .ranked: break
    }
  }

  /// GNU ld and gold take archives, of whose members gold has the symbols only, and scripts.
  private mutating func takeOther(_ path: ByteString) throws(LinkInputError) {
    guard !semantics.symbolFiles.collides else {
      throw .file(ObjectFileError(path: path, offset: 0, problem: .unrecognized))
    }
    // It has no place among the line's inputs.
    let input = LineStructure.Input(name: .file(path), index: -1)
    let file = try locate(input)
    if case .archive = inputs.files[file.index].contents, !semantics.symbolFiles.takesArchives {
      return noteNotModelled(["--just-symbols=" + path], "the archive")
    }
    try take(file, as: input, again: false, depth: 0)
  }

  /// gold looks at definitions only.
  func ignoresReferences(of object: ObjectID) -> Bool {
    !symbolFiles.isEmpty && !semantics.symbolFiles.refers && symbolFiles.contains(object)
  }

  /// The files are not in the output, so that no relocation of theirs wants anything.
  mutating func leaveSymbolFiles() {
    guard !symbolFiles.isEmpty else { return }
    resolution.entries.removeAll { symbolFiles.contains($0.object) }
    resolution.duplicates.removeAll(where: agrees)
  }

  private func agrees(_ duplicate: Resolution.Duplicate) -> Bool {
    let isFirst = symbolFiles.contains(duplicate.first)
    let isSecond = symbolFiles.contains(duplicate.second)
    guard semantics.symbolFiles.collides else { return isFirst || isSecond }
    guard isFirst, isSecond else { return false }
    let value = inputs.objects[duplicate.first.index].object.symbols.values[duplicate.firstRow]
    let other = inputs.objects[duplicate.second.index].object.symbols.values[duplicate.secondRow]
    return value == other && (value != 0 || semantics.symbolFiles.equalZerosAgree)
  }
}
