internal import ObjectFiles

/// What became of a line's inputs, for people.
public struct LineChange: Hashable, Sendable {
  /// Inputs that were not on the line before.
  public var added: [LinkArgument] = []
  /// Inputs that stand elsewhere now, each with the one in front of it.
  public var moved: [Move] = []
  /// Whether libraries are in a group that were in none.
  public var isGrouped = false

  /// An input that stands elsewhere, or once more.
  public struct Move: Hashable, Sendable {
    public var input: LinkArgument
    /// `nil`: it stands first now.
    public var predecessor: LinkArgument?
    /// It stands where it did, too.
    public var isRepeated: Bool
  }

  /// Compares a line with what was made of it.
  public init(from old: [LinkArgument], to new: [LinkArgument]) {
    let before = old.filter(\.isInput)
    let after = new.filter(\.isInput)
    isGrouped = new.count { $0 == .startGroup } > old.count { $0 == .startGroup }
    let known = Set(before)
    added = after.filter { !known.contains($0) }
    let stayed = LineChange.stayed(before, after)
    var isStaying = [Bool](repeating: false, count: after.count)
    for position in stayed { isStaying[position] = true }
    let remaining = Set(stayed.map { after[$0] })
    for (position, input) in after.enumerated() where known.contains(input) && !isStaying[position]
    {
      moved.append(
        Move(
          input: input, predecessor: position > 0 ? after[position - 1] : nil,
          isRepeated: remaining.contains(input)))
    }
  }

  /// The positions in the new line of a longest common part of both, in which an object counts for
  /// more than any number of libraries: it is these that people move.
  ///
  /// Lines of thousands of inputs are compared from their ends only: the table for the rest would
  /// be too large.
  private static func stayed(_ old: [LinkArgument], _ new: [LinkArgument]) -> [Int] {
    var first = 0
    while first < min(old.count, new.count), old[first] == new[first] { first += 1 }
    let rest = old[first...]
    let tail = new[first...]
    guard rest.count * tail.count <= 1 << 22 else { return Array(0..<first) }
    let width = tail.count + 1
    var lengths = [Int32](repeating: 0, count: (rest.count + 1) * width)
    for row in stride(from: rest.count - 1, through: 0, by: -1) {
      for column in stride(from: tail.count - 1, through: 0, by: -1) {
        let isSame = rest[first + row] == tail[first + column]
        lengths[row * width + column] =
          isSame
          ? lengths[(row + 1) * width + column + 1] + rest[first + row].weight
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var result = Array(0..<first)
    var (row, column) = (0, 0)
    while row < rest.count, column < tail.count {
      if rest[first + row] == tail[first + column] {
        result.append(first + column)
        row += 1
        column += 1
      } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return result
  }
}

extension LinkArgument {
  fileprivate var weight: Int32 {
    if case .file(let path) = self, path.hasSuffix(".o") { 1 << 12 } else { 1 }
  }
}
