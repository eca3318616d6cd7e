/// Names, as a bit for each: asked for every symbol of every object, a hash each time would cost
/// more than all the rest.
struct SymbolSet: Sequence, Sendable {
  private var words: [UInt64] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  func contains(_ symbol: SymbolID) -> Bool {
    let word = symbol.index >> 6
    return word < words.count && words[word] >> (symbol.raw & 63) & 1 != 0
  }

  mutating func insert(_ symbol: SymbolID) {
    let word = symbol.index >> 6
    if word >= words.count {
      words.append(
        contentsOf: repeatElement(0, count: Swift.max(word + 1, words.count * 2) - words.count))
    }
    let bit: UInt64 = 1 << UInt64(symbol.raw & 63)
    if words[word] & bit == 0 { count += 1 }
    words[word] |= bit
  }

  /// - Returns: whether it was in the set.
  mutating func remove(_ symbol: SymbolID) -> Bool {
    guard contains(symbol) else { return false }
    words[symbol.index >> 6] &= ~(1 << UInt64(symbol.raw & 63))
    count -= 1
    return true
  }

  /// In the order of the ids.
  func makeIterator() -> Iterator { Iterator(words) }

  struct Iterator: IteratorProtocol {
    private let words: [UInt64]
    private var word = 0
    private var rest: UInt64

    fileprivate init(_ words: [UInt64]) {
      self.words = words
      rest = words.first ?? 0
    }

    mutating func next() -> SymbolID? {
      while rest == 0 {
        word += 1
        guard word < words.count else { return nil }
        rest = words[word]
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return SymbolID(UInt32(word * 64 + bit))
    }
  }
}
