internal import ObjectFiles

extension LinkAnalysis {
  /// Objects that were compiled for a fixed address in a link that makes a position-independent
  /// executable: "relocation R_X86_64_32 against … can not be used when making a PIE object"
  /// (GNU ld 2.40; the others in other words).
  func nonPicMembers() -> [Finding] {
    guard makesPIE else { return [] }
    var suspects: [(object: ObjectID, dependences: [PositionDependence])] = []
    for entry in inputs.withCutAddresses(among: resolution.entries.filter(isUsers)) {
      let loaded = inputs.objects[entry.object.index]
      guard let bytes = try? inputs.bytes(of: loaded),
        let found = try? ObjectFile.positionDependences(in: bytes), !found.isEmpty
      else { continue }
      suspects.append((entry.object, found))
    }
    guard !suspects.isEmpty else { return [] }
    let collection = collectedSections()
    return suspects.compactMap { finding($0.object, $0.dependences, collection) }
  }

  private func isUsers(_ entry: Resolution.Entry) -> Bool {
    let loaded = inputs.objects[entry.object.index]
    return loaded.object.kind == .relocatable && !loaded.object.isSeenThroughBytecode
      && roles.isOfUser(loaded.file) && !roles.isToolchain(loaded.file)
  }

  private func finding(
    _ id: ObjectID, _ dependences: [PositionDependence], _ collection: SectionCollection?
  ) -> Finding? {
    let object = inputs.objects[id.index].object
    let first = dependences.first { dependence in
      let group = object.groupOfSection(of: dependence.section)
      return !resolution.droppedGroups.contains(group, of: id)
        && collection?.keeps(dependence.section, of: id) ?? true
    }
    guard let first else { return nil }
    let target = first.symbol.map { " against '\($0.forMessage)'" } ?? ""
    return Finding(
      .nonPicMember,
      "is compiled for a fixed address (\(first.type)\(target)), the link makes a "
        + "position-independent executable",
      place: inputs.place(of: id),
      hint: "compile it with -fPIE or -fPIC, or link with -no-pie", symbol: first.symbol)
  }

  /// The startup object tells, which gcc and clang choose by the kind of output: `Scrt1.o` for an
  /// ordinary one, `rcrt1.o` for a static one.
  private var makesPIE: Bool {
    if link.structure.isShared || link.structure.isRelocatable { return false }
    return link.request.toolchain.mode == .staticPIE
      || link.structure.inputs.contains { input in
        guard case .file(let path) = input.name else { return false }
        return ["Scrt1.o", "rcrt1.o"].contains(path.lastPathComponent)
      }
  }

  private func collectedSections() -> SectionCollection? {
    guard link.structure.collectsSections,
      var simulator = try? Simulator(link.line, semantics: semantics, inputs: inputs)
    else { return nil }
    simulator.resolution = resolution
    simulator.wrapping = link.wrapping
    return try? SectionCollection(simulator)
  }
}
