import BinaryHarness
import Foundation
import Testing

/// What a user gets from `staticld resolve` for links that are complete or cannot be.
@Suite("resolve")
struct ResolveTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func expectLinks(_ outcome: Outcome) throws {
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let link = try bench.linkShellLine(outcome.output)
    #expect(link.succeeded, "\(outcome.outputText)\n\(link.errorText)")
    #expect(try Command([bench.file("app")]).run().succeeded)
  }

  @Test("mends a reversed order")
  func order() throws {
    try bench.makeChain()
    try expectLinks(try bench.resolve("libb.a", "liba.a", "main.o"))
  }

  @Test("mends a cycle of two archives")
  func cycle() throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try bench.archive(
      "liba.a",
      compiling: [
        ("a.o", "int b(void); int a(void) { return b(); }"), ("a2.o", "int a2(void) { return 0; }"),
      ])
    try bench.archive(
      "libb.a", compiling: [("b.o", "int a2(void); int b(void) { return a2(); }")])
    try expectLinks(try bench.resolve("main.o", "liba.a", "libb.a"))
  }

  @Test("finds a library that nobody named in a -L directory")
  func discovered() throws {
    try bench.makeChain()
    try bench.write("lib/.keep", "")
    try bench.run("mv", "libb.a", "lib/libb.a")
    try expectLinks(try bench.resolve("main.o", "liba.a", "-Llib"))
  }

  @Test("plain tokens work in a command substitution")
  func commandSubstitution() throws {
    try bench.makeChain()
    let link = try Command(
      [
        "sh", "-c", "gcc -static -o app $(\"$1\" resolve main.o liba.a libb.a)", "sh",
        try Staticld.path(),
      ], in: bench.path
    ).run()
    #expect(link.succeeded, "\(link.errorText)")
  }

  @Test("a symbol nobody defines: status 1, nothing on stdout, symbol and member named")
  func missing() throws {
    try bench.makeMissing()
    let outcome = try bench.resolve("main.o", "libfoo.a")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("nowhere_defined"))
    #expect(outcome.errorText.contains("libfoo.a(bar.o)"))
    #expect(outcome.errorText.contains("unresolved-symbol"))
  }

  @Test("--allow-unresolved prints the line and still ends with 1")
  func allowUnresolved() throws {
    try bench.makeMissing()
    let outcome = try bench.resolve("--allow-unresolved", "main.o", "libfoo.a")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.contains("libfoo.a"))
    #expect(outcome.errorText.contains("nowhere_defined"))
  }

  @Test("two definitions that no order mends: status 1, nothing on stdout")
  func duplicates() throws {
    try bench.object("main.o", "int a(void) { return 0; } int main(void) { return a(); }")
    try bench.object("other.o", "int a(void) { return 1; }")
    let outcome = try bench.resolve("main.o", "other.o")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("other.o"))
    #expect(outcome.errorText.contains("duplicate-symbol"))
  }

  @Test("at most --max findings of a kind, all with --all, the count always exact")
  func findingLimit() throws {
    let names = (0..<30).map { "gone\($0)" }
    try bench.object(
      "main.o",
      "int " + names.map { "\($0)(void)" }.joined(separator: ", ") + "; int main(void) { return "
        + names.map { "\($0)()" }.joined(separator: " + ") + "; }")
    let some = try bench.resolve("main.o")
    #expect(names.count { some.errorText.contains("'\($0)'") } == 20)
    // Shown and counted together are all of them.
    #expect(some.errorText.contains("10 more") || some.errorText.contains("30"))
    let all = try bench.resolve("--all", "main.o")
    #expect(names.allSatisfy { all.errorText.contains("'\($0)'") })
    let few = try bench.resolve("--max", "3", "main.o")
    #expect(names.count { few.errorText.contains("'\($0)'") } == 3)
  }

  @Test("library mode serves any program: no main, every member a root")
  func libraryMode() throws {
    try bench.makeChain()
    let outcome = try bench.resolve("liba.a", "-L.")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let link = try bench.linkShellLine(Array("main.o ".utf8) + outcome.output)
    #expect(link.succeeded, "\(outcome.outputText)\n\(link.errorText)")
  }

  @Test("--root narrows library mode to what a symbol needs")
  func root() throws {
    try bench.archive(
      "libtwo.a",
      compiling: [
        ("good.o", "int good(void) { return 0; }"),
        ("bad.o", "int nowhere_defined(void); int bad(void) { return nowhere_defined(); }"),
      ])
    #expect(try bench.resolve("libtwo.a").ending == .exit(1))
    #expect(try bench.resolve("--root", "good", "libtwo.a").succeeded)
    #expect(try bench.resolve("--root", "bad", "libtwo.a").ending == .exit(1))
  }

  @Test("the same question has the same answer, byte by byte", arguments: ["shell", "json"])
  func repeatable(_ format: String) throws {
    try bench.makeChain()
    let first = try bench.resolve("--format", format, "main.o", "-L.", "-lm")
    let second = try bench.resolve("--format", format, "main.o", "-L.", "-lm")
    #expect(first.succeeded, "\(first.errorText)")
    #expect(first.output == second.output)
    #expect(first.errors == second.errors)
  }
}
