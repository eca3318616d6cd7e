import BinaryHarness
import LinkerObservers
import Testing

/// `staticld check` against linkers on lines that nobody here made up.
@Suite("check on the corpus")
struct CheckCorpusTests {
  /// `Fixtures/corpus/compare_check.py` prints every line on which the two disagree.
  ///
  /// That is in their status, in undefined or doubly defined symbols, or in missing libraries. GNU
  /// ld sees all of the small tier, the others every fourth line: without `--every` they see all of
  /// it, too.
  @Test(
    "what a linker says of lines that link, are too short, or are in the wrong order",
    arguments: ObservedLinker.installed)
  func agrees(with linker: ObservedLinker) throws {
    let corpus = Staticld.packageRoot + "/Fixtures/corpus"
    let name = linker.isLLD ? linker.path ?? linker.family : linker.family
    let outcome = try Command(
      [
        "python3", corpus + "/compare_check.py", "--staticld", Staticld.path(), "--linker", name,
        "--packages", corpus + "/packages-small.txt", "--lines", "short,reversed,bare", "--jobs",
        "2", "--every", linker == .bfd ? "1" : "4",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
