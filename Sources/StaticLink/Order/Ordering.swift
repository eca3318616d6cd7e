internal import ObjectFiles

/// Puts the libraries of a closure into an order that links, as near to the user's as can be.
struct Ordering {
  let request: ResolveRequest
  let user: UserLine
  let inputs: InputSet
  let closure: ProviderSearch.Closure
  let isLibraryMode: Bool
  let panel: LinkerPanel

  /// An ordered line that was simulated as it stands.
  struct Outcome {
    /// The user's part of the line.
    var arguments: [LinkArgument]
    var resolution: Resolution
    /// Whether it leaves no more open and defines no more twice than the closure does.
    var isVerified: Bool
    /// What speaks against it by the rules of other linkers that were asked.
    var objections: [LinkerDisagreement] = []
  }

  /// Tries the simplest line first: the user's own order, then a sorted one, then repeated
  /// libraries where they need each other, then groups.
  func run() throws(LinkInputError) -> Outcome {
    let line = SortedLine(
      request: request, user: user, inputs: inputs, closure: closure)
    var best: Outcome?
    func settles(_ arguments: [LinkArgument]) throws(LinkInputError) -> Bool {
      var outcome = try verify(arguments)
      if outcome.isVerified { outcome.objections = objections(to: outcome) }
      if best.map({ outcome.isBetter(than: $0) }) ?? true { best = outcome }
      return outcome.isVerified && outcome.objections.isEmpty
    }
    if line.hasLate {
      for attempt in [line.lateBehindImplicit, line.everythingGrouped] {
        if try settles(attempt) { break }
      }
    } else if isLibraryMode {
      // Every use of any member must be served, so an order is good only when each library stands
      // before all that it needs.
      let attempts =
        line.keepsUsersOrder
        ? [line.usersOrder, line.cyclesGrouped] : [line.cyclesGrouped, line.everythingGrouped]
      for attempt in attempts {
        if try settles(attempt) { break }
      }
    } else if try !settles(line.usersOrder), try !settles(line.sorted) {
      let attempts = [try repeatLibraries(line), line.cyclesGrouped, line.everythingGrouped]
      for case .some(let attempt) in attempts {
        if try settles(attempt) { break }
      }
    }
    guard let best else { return try verify(user.arguments) }
    return request.demandsAgreement ? try agreeing(best, line) : best
  }

  /// Larger cycles are grouped at once: trying every order of them costs more than a group does.
  private static let largestCycleToRepeat = 8

  /// Breaks each cycle by repeating one or two of its libraries, which is no longer than a group.
  private func repeatLibraries(_ line: SortedLine) throws(LinkInputError) -> [LinkArgument]? {
    guard line.parts.allSatisfy({ $0.count <= Ordering.largestCycleToRepeat }) else { return nil }
    var settled: [Int: [Int]] = [:]
    for (index, part) in line.parts.enumerated() where part.count > 1 {
      var found: [Int]?
      for attempt in Ordering.repetitions(of: part) {
        let arguments = line.arguments { settled[$0] ?? ($0 == index ? attempt : nil) }
        if try verify(arguments).isVerified {
          found = attempt
          break
        }
      }
      guard let found else { return nil }
      settled[index] = found
    }
    return settled.isEmpty ? nil : line.arguments { settled[$0] }
  }

  private static func repetitions(of part: [Int]) -> [[Int]] {
    var once: [[Int]] = []
    var twice: [[Int]] = []
    for first in part {
      let rest = part.filter { $0 != first }
      once.append([first] + rest + [first])
      for second in rest { twice.append([first] + rest + [first, second]) }
    }
    return once + twice
  }

  // MARK: Verification

  func verify(_ arguments: [LinkArgument]) throws(LinkInputError) -> Outcome {
    let resolution = try simulate(arguments)
    let open = Set(closure.resolution.unresolved.map(\.symbol))
    let isVerified =
      Set(resolution.unresolved.map(\.symbol)).isSubset(of: open)
      && resolution.duplicates.count <= closure.resolution.duplicates.count
    return Outcome(arguments: arguments, resolution: resolution, isVerified: isVerified)
  }

  private func simulate(_ arguments: [LinkArgument]) throws(LinkInputError) -> Resolution {
    try Simulator.run(
      simulatedLine(arguments), semantics: request.semantics, inputs: inputs)
  }

  /// The line as the linker will see it; in library mode with the given archives taken whole, which
  /// stands for a program that uses all of them.
  func simulatedLine(
    _ arguments: [LinkArgument], toolchain: Toolchain? = nil
  ) -> LinkLine {
    var line = arguments
    if isLibraryMode, request.roots.isEmpty { line = takingGivenWhole(arguments) }
    let roots = request.roots.map { LinkArgument.undefined($0) }
    return (toolchain ?? request.toolchain).line(
      line + roots, leading: request.leadingSearchDirectories,
      excused: isLibraryMode ? ["main"] : [])
  }

  private func takingGivenWhole(_ arguments: [LinkArgument]) -> [LinkArgument] {
    var given = Set(user.arguments.filter(\.isInput))
    var result: [LinkArgument] = []
    var isWhole = false
    for argument in arguments {
      if case .wholeArchive(let on) = argument { isWhole = on }
      if argument.isInput, !isWhole, given.remove(argument) != nil {
        result += [.wholeArchive(true), argument, .wholeArchive(false)]
      } else {
        result.append(argument)
      }
    }
    return result
  }
}
