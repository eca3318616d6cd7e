internal import Synchronization

/// Work on many items at once, with the results in the order of the items.
enum Parallel {
  /// Below this many items a thread costs more than it saves.
  private static let threshold = 64
  private static let chunk = 16

  static func map<Item: Sendable, Result: Sendable, Failure: Error>(
    _ items: [Item], _ transform: @Sendable (Item) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    guard items.count >= threshold else {
      var results: [Result] = []
      results.reserveCapacity(items.count)
      for item in items { results.append(try transform(item)) }
      return results
    }
    let outcomes = Mutex<[Int: [Swift.Result<Result, Failure>]]>([:])
    let chunks = (items.count + chunk - 1) / chunk
    Threads.forEach(below: chunks) { index in
      let part = items[(index * chunk)..<min((index + 1) * chunk, items.count)]
      let done = part.map { item in
        Swift.Result { () throws(Failure) in try transform(item) }
      }
      outcomes.withLock { $0[index] = done }
    }
    let finished = outcomes.withLock { $0 }
    var results: [Result] = []
    results.reserveCapacity(items.count)
    // The first failure in the order of the items, whichever thread met one first.
    for index in 0..<chunks {
      for outcome in finished[index] ?? [] { results.append(try outcome.get()) }
    }
    return results
  }
}
