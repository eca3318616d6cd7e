import Synchronization
import Testing

@testable import StaticLink

@Suite("Work on many items")
struct ParallelTests {
  private struct Refusal: Error, Equatable { var item: Int }

  @Test("results stand in the order of the items", arguments: [0, 1, 63, 64, 65, 1000])
  func order(count: Int) {
    let items = Array(0..<count)
    let calls = Atomic(0)
    let results = Parallel.map(items) { item in
      calls.add(1, ordering: .relaxed)
      return item * item
    }
    #expect(results == items.map { $0 * $0 })
    #expect(calls.load(ordering: .relaxed) == count)
  }

  @Test(
    "the first failure by the order of the items is the one that is thrown", arguments: [60, 500])
  func failure(count: Int) throws {
    for _ in 0..<20 {
      let error = try #require(throws: Refusal.self) {
        try Parallel.map(Array(0..<count)) { item throws(Refusal) in
          if item % 40 == 39 { throw Refusal(item: item) }
          return item
        }
      }
      #expect(error == Refusal(item: 39))
    }
  }
}
