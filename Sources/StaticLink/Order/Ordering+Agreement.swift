internal import ObjectFiles

extension Ordering.Outcome {
  /// Proven comes before what other linkers make of it.
  func isBetter(than other: Self) -> Bool {
    if isVerified != other.isVerified { return isVerified }
    return isVerified && objections.count < other.objections.count
  }
}

extension Ordering {
  /// What speaks against a line that the linker takes: that GNU ld would not link it, or, where
  /// agreement is demanded, anything in which a linker differs.
  func objections(to outcome: Outcome) -> [LinkerDisagreement] {
    guard outcome.resolution.links else { return [] }
    let line = { (toolchain: Toolchain) in
      simulatedLine(outcome.arguments, toolchain: toolchain)
    }
    if request.demandsAgreement { return panel.disagreements(with: outcome.resolution, on: line) }
    guard request.semantics.family != .bfd else { return [] }
    return panel.disagreements(with: outcome.resolution, of: [.bfd], on: line).filter(\.isFailure)
  }

  /// What is to be said of the line that was settled on: all that linkers differ in, even where no
  /// line was found on which GNU ld and the target agree.
  func disagreements(on outcome: Outcome) -> [LinkerDisagreement] {
    if request.demandsAgreement { return outcome.objections }
    let line = { (toolchain: Toolchain) in
      simulatedLine(outcome.arguments, toolchain: toolchain)
    }
    guard
      !outcome.objections.isEmpty
        || panel.doubt(of: outcome.resolution, on: line)?.value() == true
    else { return [] }
    return panel.disagreements(with: outcome.resolution, on: line)
  }

  /// More than this many times no line is changed.
  private static let roundLimit = 4

  /// Moves the archives that linkers disagree about until they take the same.
  func agreeing(_ outcome: Outcome, _ line: SortedLine) throws(LinkInputError) -> Outcome {
    var best = outcome
    for _ in 0..<Ordering.roundLimit where best.isVerified && !best.objections.isEmpty {
      var next: Outcome?
      for arguments in variants(of: best) {
        var attempt = try verify(arguments)
        guard attempt.isVerified else { continue }
        attempt.objections = objections(to: attempt)
        if attempt.isBetter(than: next ?? best) { next = attempt }
        if attempt.objections.isEmpty { break }
      }
      guard let next else { break }
      best = next
    }
    return best
  }

  /// The line with an archive of which a definition is disputed once more at the end, at the front,
  /// or behind the driver's own libraries.
  private func variants(of outcome: Outcome) -> [[LinkArgument]] {
    let given = outcome.arguments
    let search = LibrarySearch(
      line: request.toolchain.line(given, leading: request.leadingSearchDirectories),
      source: inputs.source)
    var seen: Set<LinkArgument> = []
    var result: [[LinkArgument]] = []
    for place in outcome.objections.flatMap(\.places) where place.member != nil {
      guard
        let position = given.firstIndex(where: { leads($0, to: place.path, search) }),
        seen.insert(given[position]).inserted
      else { continue }
      let archive = given[position]
      let others = given.filter { $0 != archive }
      let front = others.firstIndex { isArchive($0, search) } ?? others.endIndex
      result.append(given + [archive])
      result.append(others[..<front] + [archive] + others[front...])
      result.append(others + driversOwn + [archive])
    }
    return result
  }

  /// The driver's libraries, by names at which it does not move them.
  private var driversOwn: [LinkArgument] {
    request.toolchain.implicitLibraries.map { library in
      guard case .library(let name, false) = library,
        request.toolchain.deferredLibraries.contains(name)
      else { return library }
      return .library("lib" + name + ".a", isFileName: true)
    }
  }

  private func leads(
    _ argument: LinkArgument, to path: ByteString, _ search: LibrarySearch
  ) -> Bool {
    inputs.files(
      of: argument, by: search, allowsShared: user.baseline.allowsShared
    ).contains {
      inputs.source.identity(of: inputs.path(of: $0)) == inputs.source.identity(of: path)
    }
  }

  private func isArchive(_ argument: LinkArgument, _ search: LibrarySearch) -> Bool {
    inputs.files(
      of: argument, by: search, allowsShared: user.baseline.allowsShared
    ).contains {
      if case .archive = inputs.files[$0.index].contents { true } else { false }
    }
  }
}
