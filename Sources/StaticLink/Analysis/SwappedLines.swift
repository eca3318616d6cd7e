internal import ObjectFiles

/// Links once more with one archive in front of another, to see whether that changes a definition.
///
/// Two definitions alone prove nothing: GNU ld and gold search an archive until it serves its own
/// references, so that many a second one is out of reach wherever it stands.
struct SwappedLines {
  private struct Swap: Hashable {
    var used: FileID
    var other: FileID
  }

  /// Each costs as much as the whole judgement.
  private static let limit = 8

  private let link: ExplainedLink
  private let roles: InputRoles
  private var outcomes: [Swap: Resolution?] = [:]

  init(_ link: ExplainedLink, _ roles: InputRoles) {
    self.link = link
    self.roles = roles
  }

  /// Whether a symbol that `used` defines would come from `other`, or from both, in another order.
  mutating func decides(_ symbol: SymbolID, of used: FileID, against other: FileID) -> Bool {
    // Among the members of one archive, the order is that of its index.
    if roles.isSame(used, other) { return true }
    let swap = Swap(used: used, other: other)
    if outcomes[swap] == nil {
      guard outcomes.count < SwappedLines.limit else { return false }
      outcomes[swap] = .some(resolution(of: swap))
    }
    guard let resolution = outcomes[swap] ?? nil else { return false }
    if resolution.duplicates.contains(where: { $0.symbol == symbol }) { return true }
    guard let owner = resolution.states.owner(symbol) else { return false }
    return roles.isSame(link.inputs.objects[owner.index].file, other)
  }

  private func resolution(of swap: Swap) -> Resolution? {
    guard let position = position(of: swap.used) else { return nil }
    var line = link.line
    line.arguments.insert(.file(link.inputs.path(of: swap.other)), at: position)
    return try? Simulator.run(line, semantics: link.request.semantics, inputs: link.inputs)
  }

  /// Where a file first stands on the line.
  private func position(of file: FileID) -> Int? {
    let search = LibrarySearch(line: link.line, source: link.inputs.source)
    return link.line.arguments.firstIndex { argument in
      link.inputs.files(of: argument, by: search, allowsShared: link.line.allowsShared)
        .contains { roles.isSame($0, file) }
    }
  }
}
