internal import ObjectFiles

/// Puts the libraries of a closure into an order that links, as near to the user's as can be.
struct Ordering {
  let request: ResolveRequest
  let user: UserLine
  let inputs: InputSet
  let closure: ProviderSearch.Closure
  let isLibraryMode: Bool

  /// An ordered line that was simulated as it stands.
  struct Outcome {
    /// The user's part of the line.
    var arguments: [LinkArgument]
    var resolution: Resolution
    /// Whether it leaves no more open and defines no more twice than the closure does.
    var isVerified: Bool
  }

  /// A library to put somewhere: one of the user's or a chosen one.
  private struct Node {
    var argument: [LinkArgument]
    var isUsers: Bool
  }

  /// Tries the simplest line first: the user's own order, then a sorted one, then repeated
  /// libraries where they need each other, then groups.
  func run() throws(LinkInputError) -> Outcome {
    let libraries = user.units.indices.filter { isLibrary(user.units[$0]) }
    let graph = libraryGraph(libraries)
    let chosen = chosenArguments()
    let sorted = graph.sortedParts()
    let chosenSorted = sorted.flatMap { $0 }.filter { $0 >= libraries.count }
      .map { chosen[$0 - libraries.count] }
    let chosenHasCycle = sorted.contains { part in
      part.count > 1 && part.contains { $0 >= libraries.count }
    }

    var attempts: [() -> [LinkArgument]] = []
    if !isLibraryMode || keepsUsersOrder(graph, sorted: sorted, users: libraries.count),
      !(isLibraryMode && chosenHasCycle)
    {
      attempts.append { user.arguments + chosenSorted }
    }
    if !isLibraryMode {
      attempts.append { compose(sorted.flatMap { $0 }, libraries, chosen, repeated: [:]) }
    }
    var last: Outcome?
    for attempt in attempts {
      let outcome = try verify(attempt())
      if outcome.isVerified { return outcome }
      last = outcome
    }
    let cycles = sorted.filter { $0.count > 1 }
    if !isLibraryMode, !cycles.isEmpty,
      let outcome = try repeatLibraries(sorted, libraries, chosen)
    {
      return outcome
    }
    for line in [
      group(sorted, libraries, chosen), groupEverything(sorted, libraries, chosen),
    ] {
      let outcome = try verify(line)
      if outcome.isVerified { return outcome }
      last = last ?? outcome
    }
    if let last { return last }
    return try verify(user.arguments + chosenSorted)
  }

  // MARK: Nodes

  private func isLibrary(_ unit: UserLine.Unit) -> Bool {
    guard !unit.isWhole, !unit.isLazy else { return false }
    switch unit.name {
    case .library: return true
    case .file(let path):
      guard let file = try? inputs.load(path) else { return false }
      switch inputs.files[file.index].contents {
      case .archive, .script: return true
      case .object, .shared, .bitcode: return false
      }
    }
  }

  private func libraryGraph(_ libraries: [Int]) -> LibraryGraph {
    let position = Dictionary(
      uniqueKeysWithValues: libraries.enumerated().map { ($1 + user.inputsBefore, $0) })
    let firstChosen = user.inputsBefore + user.units.count
    return LibraryGraph(
      closure.resolution, inputs: inputs,
      nodeCount: libraries.count + closure.choices.count
    ) { input in
      if let node = position[input] { return node }
      let chosen = input - firstChosen
      return chosen >= 0 && chosen < closure.choices.count ? libraries.count + chosen : nil
    }
  }

  /// A chosen library as the user would write it: `-lz` where that leads to the very file.
  private func chosenArguments() -> [LinkArgument] {
    let line = request.toolchain.line(request.toolchain.before + request.arguments)
    let search = LibrarySearch(line: line, source: inputs.source)
    return closure.choices.map { choice in
      let found = search.candidates(
        for: choice.name, isFileName: false, allowsShared: user.baseline.allowsShared)
      let source = inputs.source
      if let first = found.first, user.baseline.allowsShared && first.hasSuffix(".so")
        || source.identity(of: first) == source.identity(of: choice.path)
      {
        return .library(choice.name, isFileName: false)
      }
      return .file(choice.path)
    }
  }

  // MARK: Lines

  /// In library mode every use of any member must be served, so an order is good only when each
  /// library stands before all that it needs.
  private func keepsUsersOrder(_ graph: LibraryGraph, sorted: [[Int]], users: Int) -> Bool {
    let groups = groupsOfUser()
    for (node, needed) in graph.needs.enumerated() where node < users {
      for other in needed where other < users && other < node {
        guard let group = groups[node], groups[other] == group else { return false }
      }
    }
    for (node, needed) in graph.needs.enumerated() where node >= users {
      if needed.contains(where: { $0 < users }) { return false }
    }
    return true
  }

  /// The number of the group that each of the user's libraries stands in.
  private func groupsOfUser() -> [Int: Int] {
    var result: [Int: Int] = [:]
    var node = 0
    var unit = 0
    var group = 0
    var isOpen = false
    for argument in user.arguments {
      switch argument {
      case .startGroup:
        isOpen = true
        group += 1
      case .endGroup: isOpen = false
      case .file, .library:
        if unit < user.units.count, isLibrary(user.units[unit]) {
          if isOpen { result[node] = group }
          node += 1
        }
        unit += 1
      default: break
      }
    }
    return result
  }

  /// Options, then what is no library in the user's order, then libraries in the order given.
  private func compose(
    _ order: [Int], _ libraries: [Int], _ chosen: [LinkArgument], repeated: [Int: [Int]]
  ) -> [LinkArgument] {
    var result = head(libraries)
    for node in order {
      result += spell(node, libraries, chosen)
      for extra in repeated[node] ?? [] { result += spell(extra, libraries, chosen) }
    }
    return result
  }

  private func head(_ libraries: [Int]) -> [LinkArgument] {
    let isLibrary = Set(libraries)
    let others = user.units.indices.filter { !isLibrary.contains($0) }.map { user.units[$0] }
    return user.options + user.spell(others)
  }

  private func spell(
    _ node: Int, _ libraries: [Int], _ chosen: [LinkArgument]
  ) -> [LinkArgument] {
    node < libraries.count
      ? user.spell([user.units[libraries[node]]]) : [chosen[node - libraries.count]]
  }

  /// Within each cycle, appends the library that would serve what is still open, as long as that is
  /// no longer than a group.
  private func repeatLibraries(
    _ sorted: [[Int]], _ libraries: [Int], _ chosen: [LinkArgument]
  ) throws(LinkInputError) -> Outcome? {
    let cycles = sorted.filter { $0.count > 1 }
    // A group costs two words more than its libraries; with more repetitions a group is shorter.
    let budget = 2
    // Trying every pair in a large cycle costs more than a group does.
    guard cycles.allSatisfy({ $0.count <= 8 }) else { return nil }
    func attempts(for cycle: [Int]) -> [[Int]] {
      var result: [[Int]] = []
      for first in cycle {
        let rest = cycle.filter { $0 != first }
        result.append([first] + rest + [first])
      }
      for first in cycle {
        let rest = cycle.filter { $0 != first }
        for second in rest { result.append([first] + rest + [first, second]) }
      }
      return result.filter { $0.count - cycle.count <= budget }
    }
    var settled: [[Int]?] = sorted.map { $0.count > 1 ? nil : $0 }
    for (index, part) in sorted.enumerated() where part.count > 1 {
      var found: [Int]?
      for attempt in attempts(for: part) {
        var order: [LinkArgument] = head(libraries)
        for (other, otherPart) in sorted.enumerated() {
          if other == index {
            for node in attempt { order += spell(node, libraries, chosen) }
          } else if let known = settled[other] {
            for node in known { order += spell(node, libraries, chosen) }
          } else {
            order.append(.startGroup)
            for node in otherPart { order += spell(node, libraries, chosen) }
            order.append(.endGroup)
          }
        }
        if try verify(order).isVerified {
          found = attempt
          break
        }
      }
      guard let found else { return nil }
      settled[index] = found
    }
    var line = head(libraries)
    for part in settled {
      for node in part ?? [] { line += spell(node, libraries, chosen) }
    }
    let outcome = try verify(line)
    return outcome.isVerified ? outcome : nil
  }

  private func group(
    _ sorted: [[Int]], _ libraries: [Int], _ chosen: [LinkArgument]
  ) -> [LinkArgument] {
    var result = head(libraries)
    for part in sorted {
      if part.count > 1 { result.append(.startGroup) }
      for node in part { result += spell(node, libraries, chosen) }
      if part.count > 1 { result.append(.endGroup) }
    }
    return result
  }

  private func groupEverything(
    _ sorted: [[Int]], _ libraries: [Int], _ chosen: [LinkArgument]
  ) -> [LinkArgument] {
    let nodes = sorted.flatMap { $0 }
    guard !nodes.isEmpty else { return head(libraries) }
    return head(libraries) + [.startGroup]
      + nodes.flatMap { spell($0, libraries, chosen) } + [.endGroup]
  }

  // MARK: Verification

  private func verify(_ arguments: [LinkArgument]) throws(LinkInputError) -> Outcome {
    let resolution = try simulate(arguments)
    let open = Set(closure.resolution.unresolved.map(\.symbol))
    let isVerified =
      Set(resolution.unresolved.map(\.symbol)).isSubset(of: open)
      && resolution.duplicates.count <= closure.resolution.duplicates.count
    return Outcome(arguments: arguments, resolution: resolution, isVerified: isVerified)
  }

  /// The line as the linker will see it; in library mode with the given archives taken whole, which
  /// stands for a program that uses all of them.
  private func simulate(_ arguments: [LinkArgument]) throws(LinkInputError) -> Resolution {
    var line = arguments
    if isLibraryMode, request.roots.isEmpty { line = takingGivenWhole(arguments) }
    let roots = request.roots.map { LinkArgument.undefined($0) }
    return try Simulator.run(
      request.toolchain.line(
        request.toolchain.before + roots + line + request.toolchain.after,
        excused: isLibraryMode ? ["main"] : []),
      semantics: request.semantics, inputs: inputs)
  }

  private func takingGivenWhole(_ arguments: [LinkArgument]) -> [LinkArgument] {
    let given = Set(user.arguments.filter { !$0.isOption })
    var result: [LinkArgument] = []
    var isWhole = false
    for argument in arguments {
      switch argument {
      case .wholeArchive(let on):
        isWhole = on
        result.append(argument)
      case .file, .library:
        if !isWhole, given.contains(argument) {
          result += [.wholeArchive(true), argument, .wholeArchive(false)]
        } else {
          result.append(argument)
        }
      default: result.append(argument)
      }
    }
    return result
  }
}
