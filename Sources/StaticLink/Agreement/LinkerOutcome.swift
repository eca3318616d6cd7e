internal import ObjectFiles

/// What one linker makes of a line.
///
/// A class, because it is handed on for every symbol in doubt.
final class LinkerOutcome {
  let family: LinkerIdentity.Family
  /// The files as this linker sees them.
  let inputs: InputSet
  /// What it takes; `nil` when it does not get through the line.
  let resolution: Resolution?
  /// Why it fails, in words; `nil` when it links.
  let failure: String?

  init(_ family: LinkerIdentity.Family, inputs: InputSet, resolution: Resolution) {
    self.family = family
    self.inputs = inputs
    self.resolution = resolution
    failure = LinkerOutcome.failure(of: resolution, inputs: inputs)
  }

  private init(_ family: LinkerIdentity.Family, inputs: InputSet, failure: String) {
    self.family = family
    self.inputs = inputs
    resolution = nil
    self.failure = failure
  }

  /// Simulates a line by a linker's rules, with the files that are read already where it reads them
  /// the same way.
  static func of(
    _ line: LinkLine, by view: LinkerView, sharing inputs: InputSet
  ) -> LinkerOutcome {
    let family = view.semantics.family
    do throws(LinkInputError) {
      let resolution = try Simulator.run(line, semantics: view.semantics, inputs: inputs)
      guard inputs.objects.contains(where: { $0.object.bytecode != nil }) else {
        return LinkerOutcome(family, inputs: inputs, resolution: resolution)
      }
      let own = InputSet(
        source: inputs.source,
        bytecode: BytecodeAccess(
          line: line.arguments, semantics: view.semantics, reader: inputs.bytecode.reader))
      return LinkerOutcome(
        family, inputs: own,
        resolution: try Simulator.run(line, semantics: view.semantics, inputs: own))
    } catch {
      return LinkerOutcome(family, inputs: inputs, failure: Finding(error).message)
    }
  }

  private static func failure(of resolution: Resolution, inputs: InputSet) -> String? {
    if let error = resolution.findings.first(where: { $0.severity == .error }) {
      return (error.place.map { "\($0.short): " } ?? "") + error.message
    }
    if let first = resolution.duplicates.first {
      let name = inputs.names.name(first.symbol).forMessage
      return "'\(name)' is defined in \(inputs.place(of: first.first).short) and "
        + inputs.place(of: first.second).short + more(resolution.duplicates.count)
    }
    if let first = resolution.unresolved.first {
      let referrer = first.referrers.first.map { " of \(inputs.place(of: $0).short)" } ?? ""
      return "'\(inputs.names.name(first.symbol).forMessage)'\(referrer) is undefined"
        + more(resolution.unresolved.count)
    }
    return nil
  }

  private static func more(_ count: Int) -> String { count > 1 ? ", and \(count - 1) more" : "" }

  /// The members that should perhaps not be there: of definitions that meet, and of references that
  /// lead nowhere.
  var suspects: [Place] {
    guard let resolution else { return [] }
    let objects =
      resolution.duplicates.flatMap { [$0.first, $0.second] }
      + resolution.unresolved.flatMap(\.referrers)
    return objects.map { inputs.place(of: $0) }
  }

  // MARK: Definitions

  /// The object that defines a name, unless that is a copy of an inline definition: of those every
  /// linker keeps one.
  func definer(of symbol: SymbolID) -> ObjectID? {
    guard let states = resolution?.states,
      states.kind(symbol).isDefined,
      let owner = states.owner(symbol)
    else { return nil }
    let loaded = inputs.objects[owner.index]
    guard states.row(symbol) < loaded.object.symbols.count else { return nil }
    let section = loaded.object.symbols.sections[states.row(symbol)]
    return loaded.object.groupOfSection(of: section) == 0 ? owner : nil
  }

  /// The symbol of the same name in another linker's view.
  func counterpart(of symbol: SymbolID, in other: LinkerOutcome) -> SymbolID? {
    inputs === other.inputs ? symbol : other.inputs.names.find(inputs.names.name(symbol))
  }
}

/// A file of the machine, or a member at an offset in one, whatever path led there.
struct PhysicalPlace: Hashable {
  private let identity: FileIdentity?
  private let path: ByteString?
  private let offset: UInt64?

  init(_ place: Place, source: any FileSource) {
    identity = source.identity(of: place.path)
    path = identity == nil ? place.path : nil
    offset = place.offset
  }
}
