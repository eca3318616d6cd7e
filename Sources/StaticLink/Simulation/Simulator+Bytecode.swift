internal import ObjectFiles

extension Simulator {
  /// What is to be said of an object in the link that has no machine code and whose bytecode the
  /// linker does not read.
  func unreadBytecode(of id: ObjectID) -> Finding? {
    let object = inputs.objects[id.index].object
    guard object.isSlimLTO, !object.isSeenThroughBytecode, let bytecode = object.bytecode else {
      return nil
    }
    var finding = Finding(
      .ltoOnlyMember, "holds \(bytecode.language.rawValue) bytecode and no machine code",
      place: inputs.place(of: id), hint: remedy(for: bytecode.language))
    // What the object lacks is missed only where somebody wants it; that is an error of its own.
    let isEmpty = bytecode.language == .gcc && semantics.bytecodeRule != .pluginOrFatal
    if isEmpty { finding.severity = .warning }
    return finding
  }

  /// Whether only the archive's index shows the linker what a member of bytecode defines.
  ///
  /// LLD 21 looks into the members, finds nothing, and never takes them; LLD 14 believes the index.
  func isUnseen(_ id: ObjectID) -> Bool {
    semantics.memberOrder == .archive && inputs.objects[id.index].object.isUnreadGCC
  }

  private func remedy(for language: Bytecode.Language) -> String {
    switch (language, semantics.bytecodeRule) {
    case (.gcc, .llvmOnly):
      "compile it with -ffat-lto-objects, or link with GNU ld, gold or mold through gcc"
    case (.gcc, _): "link through gcc, which loads its plugin, or compile with -ffat-lto-objects"
    case (.llvm, .llvmOnly): "its symbols are read by the llvm-nm of the compiler that made it"
    case (.llvm, _): "link with LLD, or compile it without -flto"
    }
  }

  /// Where link-time optimization takes part, members beyond those of the first pass follow from
  /// the code that it makes.
  mutating func noteOptimization() {
    let first = resolution.entries.first {
      inputs.objects[$0.object.index].object.isSeenThroughBytecode
    }
    guard let first else { return }
    resolution.findings.append(
      Finding(
        .notModelled,
        "link-time optimization may drop references of bytecode, and adds some to functions that "
          + "the compiler knows by itself (memset, __udivti3); what follows from that is not "
          + "modelled",
        place: inputs.place(of: first.object)))
  }

  /// Whether a symbol may be the begin or end of a section that only the code made from bytecode
  /// will have.
  func mayBoundSection(_ symbol: SymbolID) -> Bool {
    let name = inputs.names.name(symbol)
    guard name.hasPrefix("__start_") || name.hasPrefix("__stop_") else { return false }
    return resolution.entries.contains {
      inputs.objects[$0.object.index].object.isSeenThroughBytecode
    }
  }

  /// Members that define what is missing, in bytecode that the linker or the index passed over.
  mutating func noteUnusedBytecode() throws(ObjectFileError) {
    let missing = Set(resolution.unresolved.map(\.symbol))
    guard !missing.isEmpty else { return }
    let slim = inputs.names.find(Bytecode.mark)
    for file in FileSet(files.compactMap(\.self)) {
      guard case .archive(let archive) = inputs.files[file.index].contents,
        let index = archive.index
      else { continue }
      var seen: Set<UInt64> = []
      for (row, symbol) in inputs.indexSymbols(of: file).enumerated()
      where symbol == slim || missing.contains(symbol) {
        let offset = index.memberOffsets[row]
        guard seen.insert(offset).inserted else { continue }
        let member = try inputs.member(of: file, at: offset)
        guard !isInLink.contains(member) else { continue }
        let named = missing.contains(symbol) ? symbol : nil
        if let finding = unusedBytecode(of: member, namedByIndex: named, missing) {
          resolution.findings.append(finding)
        }
      }
    }
  }

  private func unusedBytecode(
    of id: ObjectID, namedByIndex named: SymbolID?, _ missing: Set<SymbolID>
  ) -> Finding? {
    let object = inputs.objects[id.index].object
    guard object.isSlimLTO, let bytecode = object.bytecode else { return nil }
    let symbols = bytecode.symbols
    let own = (0..<symbols.count).lazy.filter { !symbols.flags[$0].isUndefined }
      .map { symbols.name($0) }
      .first { name in inputs.names.find(name).map(missing.contains) == true }
    // Nobody has read LLVM's, but whoever made the index has.
    let listed = bytecode.language == .llvm ? named.map { inputs.names.name($0) } : nil
    guard let name = own ?? listed else { return nil }
    let place = inputs.place(of: id)
    guard object.isSeenThroughBytecode else {
      return Finding(
        .ltoOnlyMember,
        "defines '\(name.forMessage)' in \(bytecode.language.rawValue) bytecode only, which "
          + "\(semantics.family.rawValue) does not read here",
        place: place, hint: remedy(for: bytecode.language))
    }
    return Finding(
      .indexMissing,
      "defines '\(name.forMessage)', and the archive's index lists no symbols of bytecode",
      place: place, hint: "run gcc-ranlib \(place.path.forMessage)")
  }
}
