/// What stands for a thing as a small number, counted from 0.
protocol SmallID: Hashable, Sendable {
  var raw: UInt32 { get }

  init(raw: UInt32)
}

extension SymbolID: SmallID {}
extension FileID: SmallID {}
extension ObjectID: SmallID {}

typealias SymbolSet = IDSet<SymbolID>
typealias FileSet = IDSet<FileID>
typealias ObjectSet = IDSet<ObjectID>

/// Ids, as a bit for each: asked for every symbol of every object, a hash each time would cost more
/// than all the rest.
struct IDSet<ID: SmallID>: Sequence, Sendable {
  private var words: [UInt64] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  func contains(_ id: ID) -> Bool {
    let word = Int(id.raw >> 6)
    return word < words.count && words[word] >> UInt64(id.raw & 63) & 1 != 0
  }

  /// - Returns: whether it was not in the set before.
  @discardableResult
  mutating func insert(_ id: ID) -> Bool {
    let word = Int(id.raw >> 6)
    if word >= words.count {
      words.append(
        contentsOf: repeatElement(0, count: Swift.max(word + 1, words.count * 2) - words.count))
    }
    let bit: UInt64 = 1 << UInt64(id.raw & 63)
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }

  mutating func formUnion(_ others: some Sequence<ID>) {
    for id in others { insert(id) }
  }

  /// - Returns: whether it was in the set.
  mutating func remove(_ id: ID) -> Bool {
    guard contains(id) else { return false }
    words[Int(id.raw >> 6)] &= ~(1 << UInt64(id.raw & 63))
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

    mutating func next() -> ID? {
      while rest == 0 {
        word += 1
        guard word < words.count else { return nil }
        rest = words[word]
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return ID(raw: UInt32(word * 64 + bit))
    }
  }
}

extension IDSet: ExpressibleByArrayLiteral {
  init(_ ids: some Sequence<ID>) { formUnion(ids) }
  init(arrayLiteral ids: ID...) { formUnion(ids) }
}
