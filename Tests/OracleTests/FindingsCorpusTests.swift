import BinaryHarness
import Testing

/// What `staticld check` warns of on lines that nobody here made up and that link.
@Suite("findings on the corpus")
struct FindingsCorpusTests {
  /// `Fixtures/findings/collect.py` prints every warning and note that nobody has judged, and every
  /// one that is not found any more.
  @Test("every warning on a good line has a verdict")
  func judged() throws {
    let fixtures = Staticld.packageRoot + "/Fixtures"
    let outcome = try Command(
      [
        "python3", fixtures + "/findings/collect.py", "--staticld", Staticld.path(), "--packages",
        fixtures + "/corpus/packages-small.txt", "--jobs", "2",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
    #expect(outcome.outputText.contains("errors 0"), "\(outcome.outputText)")
  }
}
