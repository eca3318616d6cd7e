import BinaryHarness
import Foundation
import Testing

/// `staticld-explain`, run by real linkers for their errors.
@Suite("staticld-explain")
struct LinkerHintTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
    try bench.run("ln", "-s", try Staticld.path(), "staticld-explain")
  }

  private static let linkers = ["bfd", "lld"]

  private func link(_ linker: String, _ words: String...) throws -> Outcome {
    let outcome = try Command(
      ["gcc", "-static", "-fuse-ld=\(linker)", "-o", "app"] + words + [
        "-Wl,--error-handling-script=\(bench.file("staticld-explain"))"
      ], in: bench.path
    ).run()
    #expect(!outcome.succeeded)
    // LLD complains of a helper that fails.
    #expect(!outcome.errorText.contains("exited with code"), "\(outcome.errorText)")
    return outcome
  }

  @Test("an undefined symbol: the library that has it", arguments: linkers)
  func symbol(linker: String) throws {
    try bench.object("z.o", "int inflate(void); int main(void) { return inflate(); }")
    let outcome = try link(linker, "z.o")
    #expect(
      outcome.errorText.contains(
        "staticld: hint: libz.a(inflate.o) of zlib1g-dev defines 'inflate': add -lz\n"),
      "\(outcome.errorText)")
    let ours = try link(linker, "main.o", "-L.", "liba.a")
    #expect(
      ours.errorText.contains("staticld: hint: libb.a(b.o) defines 'b': add -lb\n"),
      "\(ours.errorText)")
  }

  @Test("an archive that stands too far left")
  func order() throws {
    let outcome = try link("bfd", "libb.a", "main.o", "liba.a")
    #expect(
      outcome.errorText.contains(
        "staticld: hint: libb.a(b.o) defines 'b': put libb.a behind liba.a\n"),
      "\(outcome.errorText)")
  }

  @Test("a library that is not there", arguments: linkers)
  func library(linker: String) throws {
    let outcome = try link(linker, "main.o", "-lno_such_library")
    #expect(
      outcome.errorText.contains(
        "staticld: hint: no libno_such_library.a in any directory that is searched\n"),
      "\(outcome.errorText)")
    try bench.run("gcc", "-shared", "-o", "libonly.so", "-x", "c", "/dev/null")
    let shared = try link(linker, "main.o", "-L.", "-lonly")
    #expect(
      shared.errorText.contains("libonly.so, a shared object, and no archive\n"),
      "\(shared.errorText)")
  }

  @Test("called by somebody else it says what it is for")
  func alone() throws {
    let outcome = try Command([bench.file("staticld-explain")], in: bench.path).run()
    #expect(outcome.succeeded)
    #expect(outcome.errorText.contains("--error-handling-script"))
  }
}
