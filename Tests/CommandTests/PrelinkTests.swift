import BinaryHarness
import Foundation
import Testing

/// `check` as a step before the link, in the build systems that people have.
@Suite("check before the link")
struct PrelinkTests {
  private func build(_ system: String, _ bench: Workbench, _ more: String...) throws -> Outcome {
    let script = Staticld.packageRoot + "/Fixtures/prelink/build"
    return try Command([script, system, Staticld.path()] + more, in: bench.path).run()
  }

  @Test("a good line is linked", arguments: ["make", "cmake", "meson", "autoconf"])
  func good(_ system: String) throws {
    let bench = try Workbench()
    let outcome = try build(system, bench)
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
    #expect(try bench.run("./app").outputText == "hello\n")
  }

  @Test(
    "a library that is taken away is told before the linker runs",
    arguments: ["make", "cmake", "meson", "autoconf"])
  func bad(_ system: String) throws {
    let bench = try Workbench()
    let outcome = try build(system, bench, "without")
    #expect(!outcome.succeeded)
    let text = outcome.outputText + outcome.errorText
    #expect(text.contains("error: undefined symbol 'word' [unresolved-symbol]"), "\(text)")
    #expect(!text.contains("undefined reference"), "\(text)")
    #expect(!bench.exists("app"))
  }
}
