import ObjectFiles
import StaticLink

/// What objcopy is to change in the one object that GNU ld made of the inputs, and what it must be
/// like afterwards.
struct ObjectEdits {
  private(set) var renames: [(old: ByteString, new: ByteString)] = []
  /// By their new names.
  private(set) var weakened: [ByteString] = []
  private(set) var localized: [ByteString] = []
  private(set) var sectionRenames: [(old: ByteString, new: ByteString)] = []
  private(set) var removedSections: [ByteString] = []
  /// A new name is one that the object refers to, so that the two must be bound to each other.
  private(set) var needsLink = false
  /// The definitions that others see afterwards.
  private(set) var globals: Set<ByteString> = []
  private(set) var report: CombinationReport
  private let survey: InputSurvey
  private let request: CombinationRequest

  init(
    _ object: ObjectFile, sections: [SectionHeader], _ request: CombinationRequest,
    _ survey: InputSurvey, _ kept: KeptSymbols, linker: LinkerIdentity
  ) {
    self.survey = survey
    self.request = request
    report = CombinationReport(
      output: request.output, linker: linker, objects: survey.objects)
    let signatures = Set(object.groups.map { object.name(of: $0.signature) })
    for row in 0..<object.symbols.count {
      let name = object.symbols.name(row)
      let flags = object.symbols.flags[row]
      if flags.isUndefined {
        // Every linker has one.
        if name == "_GLOBAL_OFFSET_TABLE_" { continue }
        refer(to: name, isWeak: flags.isWeak, kept)
      } else if let new = kept.names[name] {
        keep(name, as: new, isUnique: flags.isUnique && !object.isInGroup(row))
        report.kept.append(symbol(name, as: new, flags))
      } else if request.sharesComdat, object.isInGroup(row) || signatures.contains(name) {
        globals.insert(name)
        report.shared.append(symbol(name, as: name, flags))
      } else {
        localized.append(name)
        if flags.isUnique { weakened.append(name) }
        report.localized.append(symbol(name, as: name, flags))
      }
    }
    let grouped = zip(sections, object.groupOfSection).filter { $0.1 != 0 }.map(\.0.name)
    edit(sections, sharing: kept.sectionSets.union(grouped), kept)
    bind()
    report.sort()
  }

  private func symbol(
    _ name: ByteString, as new: ByteString, _ flags: SymbolFlags
  ) -> CombinationReport.Symbol {
    let known = survey.definitions[name]
    return CombinationReport.Symbol(
      name: name, newName: new, strength: known?.strength ?? SymbolDefinition.Strength(flags),
      place: known?.place)
  }

  /// Two objects may each bring a unique or COMMON symbol, and no longer say so outside a group:
  /// weak ones meet in the same way.
  private mutating func keep(_ name: ByteString, as new: ByteString, isUnique: Bool) {
    globals.insert(new)
    if new != name { renames.append((name, new)) }
    if isUnique || survey.definitions[name]?.isCommonOnly == true { weakened.append(new) }
  }

  private mutating func refer(to name: ByteString, isWeak: Bool, _ kept: KeptSymbols) {
    let new = kept.references[name] ?? name
    if new != name { renames.append((name, new)) }
    report.undefined.append(CombinationReport.Reference(name: new, isWeak: isWeak))
  }

  // MARK: Sections

  /// - Parameter shared: sets of the whole program: those that are kept, and those that shared
  ///   inline functions fill.
  private mutating func edit(
    _ sections: [SectionHeader], sharing shared: Set<ByteString>, _ kept: KeptSymbols
  ) {
    let references = Set(report.undefined.map(\.name))
    for section in Set(sections.map(\.name)) {
      if SectionNames.isForOneObject(section) {
        removedSections.append(section)
      } else if let symbol = SectionNames.warned(section) {
        rewrite(warning: section, of: symbol, kept)
      } else if !request.sharesComdat, let new = SectionNames.withoutLinkOnce(section) {
        sectionRenames.append((section, new))
      } else if section.isIdentifier {
        edit(set: section, references, isShared: shared.contains(section))
      }
    }
    removedSections.sort()
    sectionRenames.sort { $0.old < $1.old }
  }

  private mutating func rewrite(
    warning section: ByteString, of symbol: ByteString, _ kept: KeptSymbols
  ) {
    if let new = kept.names[symbol] {
      if new != symbol { sectionRenames.append((section, ".gnu.warning." + new)) }
    } else if survey.definitions[symbol] != nil {
      // It cannot be taken out: debug information may refer to its contents.
      sectionRenames.append((section, ".rodata" + section))
    }
  }

  /// A table that the inputs both fill and read is theirs: without a name of its own it would be
  /// one with the table of another copy of the same library.
  private mutating func edit(
    set section: ByteString, _ references: Set<ByteString>, isShared: Bool
  ) {
    let bounds = ["__start_" + section, "__stop_" + section].filter { references.contains($0) }
    guard !bounds.isEmpty else { return }
    guard !isShared else {
      return report.sectionSets.append(.init(name: section, newName: nil))
    }
    let new = section + "_" + tag
    report.sectionSets.append(.init(name: section, newName: new))
    sectionRenames.append((section, new))
    for bound in bounds {
      renames.append((bound, bound.dropLast(section.count) + new))
    }
    report.undefined.removeAll { bounds.contains($0.name) }
  }

  /// The same for the same inputs and options, and no other.
  private var tag: ByteString {
    let options =
      [request.prefix] + request.kept + request.keptPatterns
      + request.renames.flatMap { [$0.old, $0.new] }
    let text = ByteString(Array(options.map(\.bytes).joined(separator: [0])))
    let hash = NameHash(of: text).value ^ survey.fingerprint
    let digits = String(hash, radix: 16)
    return ByteString(String(repeating: "0", count: 16 - digits.utf8.count) + digits)
  }

  // MARK: Names that meet

  private mutating func bind() {
    let undefined = Set(report.undefined.map(\.name))
    var new: Set<ByteString> = []
    for rename in renames {
      let isTaken = undefined.contains(rename.new) && globals.contains(rename.new)
      let joins = !new.insert(rename.new).inserted || survey.references.contains(rename.new)
      let isDefined = survey.definitions[rename.new] != nil
      needsLink = needsLink || isTaken || joins || isDefined
    }
    guard needsLink else { return }
    let defined = globals.union(localized)
    report.undefined.removeAll { defined.contains($0.name) }
  }
}

extension CombinationReport {
  fileprivate mutating func sort() {
    kept.sort { $0.name < $1.name }
    shared.sort { $0.name < $1.name }
    localized.sort { $0.name < $1.name }
    undefined.sort { $0.name < $1.name }
    undefined = undefined.indices.filter { $0 == 0 || undefined[$0].name != undefined[$0 - 1].name }
      .map { undefined[$0] }
    sectionSets.sort { $0.name < $1.name }
  }
}
