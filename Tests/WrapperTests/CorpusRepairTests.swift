import BinaryHarness
import Testing

/// The drop-in on libraries that nobody here wrote.
@Suite("The drop-in on the corpus")
struct CorpusRepairTests {
  private let dropIn: DropIn
  private let fixtures = Staticld.packageRoot + "/Fixtures"

  init() throws { dropIn = try DropIn.shared.get() }

  /// `Fixtures/wrapper/repair.py` without `--every` tries them all.
  @Test("lines without a library, and reversed, are put right and run")
  func repairs() throws {
    let outcome = try Command(
      [
        "python3", fixtures + "/wrapper/repair.py", "--wrapper", dropIn.root + "/bin", "--packages",
        fixtures + "/corpus/packages-small.txt", "--every", "11", "--jobs", "2",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }

  @Test("what staticld-pkg-config says of static libraries links")
  func packages() throws {
    let outcome = try Command(
      [
        "python3", fixtures + "/wrapper/packages.py", "--pkg-config", dropIn.tool("pkg-config"),
        "--packages", fixtures + "/corpus/packages-small.txt", "--jobs", "2",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
