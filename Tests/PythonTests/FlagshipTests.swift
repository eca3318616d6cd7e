import BinaryHarness
import Foundation
import Testing

/// CPython and NumPy from their sources, in one static executable.
///
/// Some minutes of two idle cores, so only where `STATICLD_FLAGSHIP` is set.
@Suite(
  "the flagship", .enabled(if: ProcessInfo.processInfo.environment["STATICLD_FLAGSHIP"] == "1"))
struct FlagshipTests {
  @Test("NumPy in one executable does its work where there is nothing else, with the same numbers")
  func short() throws {
    let bench = try Workbench()
    let dropIn = try DropIn.shared.get()
    let outcome = try Command(
      [
        Staticld.packageRoot + "/Fixtures/flagship/run", "--short", "--prefix", dropIn.root,
        "--work", Staticld.packageRoot + "/.build/flagship",
      ], in: bench.path, timeout: 3000
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
