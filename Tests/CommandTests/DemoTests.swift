import BinaryHarness
import Foundation
import Testing

/// The scripts that the README sends its reader to.
@Suite("demonstrations")
struct DemoTests {
  private static let fixtures = Staticld.packageRoot + "/Fixtures"
  /// The exit status by which a script says that it has nothing to work on.
  private static let skipped: Int32 = 77

  @Test("a program with CPython in it links and runs under four linkers")
  func demo() throws {
    let bench = try Workbench()
    let outcome = try Command([Self.fixtures + "/demo/run"], in: bench.path, timeout: 120).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }

  @Test("Debian 11's C library, where libutil, libdl and libpthread have contents")
  func classic() throws {
    let bench = try Workbench()
    let outcome = try Command(
      [Self.fixtures + "/classic/run", bench.path], in: bench.path, timeout: 300
    ).run()
    if outcome.ending == .exit(Self.skipped) { try Test.cancel("\(outcome.errorText)") }
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
