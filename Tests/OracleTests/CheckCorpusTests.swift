import BinaryHarness
import Testing

/// `staticld check` against GNU ld on lines that nobody here made up.
@Suite("check on the corpus")
struct CheckCorpusTests {
  /// `Fixtures/corpus/compare_check.py` prints every line on which the two disagree, in their
  /// status, in undefined or doubly defined symbols, or in missing libraries.
  @Test("what GNU ld says of lines that link, are too short, or are in the wrong order")
  func agrees() throws {
    let corpus = Staticld.packageRoot + "/Fixtures/corpus"
    let outcome = try Command(
      [
        "python3", corpus + "/compare_check.py", "--staticld", Staticld.path(), "--packages",
        corpus + "/packages-small.txt", "--lines", "short,reversed,bare", "--jobs", "2",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
