internal import ObjectFiles

/// The lines that a closure can be written as, from its graph of libraries.
///
/// A node is one of the user's archives or a chosen library, in this order.
struct SortedLine {
  /// Strongly connected nodes together, each part before what it needs.
  let parts: [[Int]]
  private let graph: LibraryGraph
  private let user: UserLine
  /// The user's archives, as positions in ``UserLine/units``.
  private let libraries: [Int]
  private let chosen: [LinkArgument]
  private let late: [Int]
  private let wraps: [LinkArgument]
  private let implicit: [LinkArgument]

  init(
    request: ResolveRequest, user: UserLine, inputs: InputSet, closure: ProviderSearch.Closure
  ) {
    let libraries = user.units.indices.filter { user.units[$0].isLibrary(inputs: inputs) }
    let search = LibrarySearch(
      line: request.toolchain.line(request.arguments, leading: request.leadingSearchDirectories),
      source: inputs.source)
    var nodeOfFile: [FileID: Int] = [:]
    for (node, unit) in libraries.enumerated() {
      guard let path = UserLine.path(of: user.units[unit], search: search) else { continue }
      for file in inputs.files(behind: path) where nodeOfFile[file] == nil {
        nodeOfFile[file] = node
      }
    }
    for (index, choice) in closure.choices.enumerated() {
      for file in inputs.files(behind: choice.path) { nodeOfFile[file] = libraries.count + index }
    }
    graph = LibraryGraph(
      closure.resolution, inputs: inputs, nodeCount: libraries.count + closure.choices.count
    ) { nodeOfFile[inputs.objects[$0.index].file] }
    parts = graph.sortedParts()
    self.user = user
    self.libraries = libraries
    chosen = SortedLine.spelled(
      closure.choices, search: search, user: user, source: inputs.source)
    late = closure.choices.indices.filter { closure.choices[$0].isBehindImplicit }
      .map { libraries.count + $0 }
    wraps = closure.wraps
    implicit = request.toolchain.implicitLibraries
  }

  /// A chosen library as the user would write it: `-lz` where that leads to the very file.
  private static func spelled(
    _ choices: [Choice], search: LibrarySearch, user: UserLine, source: any FileSource
  ) -> [LinkArgument] {
    choices.map { choice in
      let allowsShared = user.baseline.allowsShared
      let found = search.first(for: choice.name, isFileName: false, allowsShared: allowsShared)
      guard let found else { return .file(choice.path) }
      let isSame = source.identity(of: found) == source.identity(of: choice.path)
      return isSame || allowsShared && found.hasSuffix(".so")
        ? .library(choice.name, isFileName: false) : .file(choice.path)
    }
  }

  // MARK: Lines

  /// What the user wrote, with the chosen libraries behind.
  var usersOrder: [LinkArgument] {
    user.arguments + wraps
      + parts.flatMap { $0 }.filter { $0 >= libraries.count }.flatMap(spell)
  }

  var sorted: [LinkArgument] { head + parts.flatMap { $0 }.flatMap(spell) }

  /// Every part that needs itself in a group.
  var cyclesGrouped: [LinkArgument] { arguments { _ in nil } }

  var everythingGrouped: [LinkArgument] {
    let nodes = parts.flatMap { $0 }
    guard !nodes.isEmpty else { return head }
    let isLate = Set(late)
    let early = nodes.filter { !isLate.contains($0) }.flatMap(spell)
    let behind = late.isEmpty ? [] : implicit + late.flatMap(spell)
    return head + [.startGroup] + early + behind + [.endGroup]
  }

  var hasLate: Bool { !late.isEmpty }

  /// Late libraries, and what only they need, behind the driver's own libraries.
  var lateBehindImplicit: [LinkArgument] {
    let nodes = parts.flatMap { $0 }
    let isLate = Set(late)
    let behind = graph.closure(of: late)
    let others = nodes.filter { !isLate.contains($0) }
    let neededEarly = graph.closure(
      of: others.filter { !behind.contains($0) })
    return head
      + others.filter { !behind.contains($0) || neededEarly.contains($0) }.flatMap(spell)
      + implicit + nodes.filter { behind.contains($0) }.flatMap(spell)
  }

  /// The sorted line, with the order inside a part as given; `nil` groups it.
  func arguments(order: (Int) -> [Int]?) -> [LinkArgument] {
    var result = head
    for (index, part) in parts.enumerated() {
      if part.count == 1 {
        result += spell(part[0])
      } else if let order = order(index) {
        result += order.flatMap(spell)
      } else {
        result += [.startGroup] + part.flatMap(spell) + [.endGroup]
      }
    }
    return result
  }

  /// Whether each of the user's archives stands before all that it needs, or in a group with it.
  var keepsUsersOrder: Bool {
    let groups = groupsOfUser()
    for (node, needed) in graph.needs.enumerated() {
      for other in needed where other < libraries.count {
        if node >= libraries.count { return false }
        let isTogether = groups[node] != nil && groups[node] == groups[other]
        if other < node, !isTogether { return false }
      }
    }
    let chosenNeedEachOther = parts.contains { part in
      part.count > 1 && part.contains { $0 >= libraries.count }
    }
    return !chosenNeedEachOther
  }

  // MARK: Pieces

  /// Options, then what is no library, in the user's order.
  private var head: [LinkArgument] {
    let isLibrary = Set(libraries)
    return user.options + wraps
      + user.spell(user.units.indices.filter { !isLibrary.contains($0) }.map { user.units[$0] })
  }

  private func spell(_ node: Int) -> [LinkArgument] {
    node < libraries.count
      ? user.spell([user.units[libraries[node]]]) : [chosen[node - libraries.count]]
  }

  /// The number of the outermost group that each of the user's archives stands in.
  private func groupsOfUser() -> [Int: Int] {
    var result: [Int: Int] = [:]
    var unit = 0
    var group = 0
    var depth = 0
    for argument in user.arguments {
      if argument == .startGroup {
        if depth == 0 { group += 1 }
        depth += 1
      } else if argument == .endGroup {
        depth -= 1
      } else if argument.isInput {
        if depth > 0, let node = libraries.firstIndex(of: unit) { result[node] = group }
        unit += 1
      }
    }
    return result
  }
}

extension LineStructure.Input {
  /// An archive that is searched, not taken whole: the only kind whose position matters.
  fileprivate func isLibrary(inputs: InputSet) -> Bool {
    guard !isWhole, !isLazy else { return false }
    switch name {
    case .library: return true
    case .file(let path):
      guard let file = try? inputs.load(path) else { return false }
      switch inputs.files[file.index].contents {
      case .archive, .script: return true
      case .object, .shared: return false
      }
    }
  }
}
