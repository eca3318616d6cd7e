import BinaryHarness
import Foundation
import Testing

/// The chain from a root to what is asked about, as a user reads it.
@Suite("why")
struct WhyTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
  }

  private func why(_ words: String...) throws -> Outcome {
    try Staticld.run(["why"] + words, in: bench.path)
  }

  private func expect(
    _ outcome: Outcome, _ status: Int32, _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      outcome.ending == .exit(status), "\(outcome.errorText)", sourceLocation: sourceLocation)
    #expect(outcome.outputText == text, sourceLocation: sourceLocation)
  }

  @Test("the shortest chain, a step a line")
  func chain() throws {
    expect(
      try why("b", "main.o", "-L.", "-la"), 0,
      """
      b is in the link: ./libb.a
        main.o refers to a
          liba.a(a.o) refers to b
            libb.a(b.o) defines b

      """)
  }

  @Test("what a start file asks for, a library, a member and a root")
  func subjects() throws {
    expect(
      try why("main", "main.o", "liba.a", "libb.a"), 0,
      "main is in the link: main.o\n  main.o defines main\n")
    let chain = "\n  main.o refers to a\n    liba.a(a.o) defines a\n"
    for words in [["liba.a"], ["--library", "a"], ["-la"], ["./liba.a"]] {
      let outcome = try Staticld.run(
        ["why"] + words + ["main.o", "liba.a", "libb.a"], in: bench.path)
      #expect(outcome.outputText.hasSuffix(", 1 member" + chain), "\(outcome.outputText)")
    }
    for words in [["a.o"], ["liba.a(a.o)"], ["--member", "liba.a(a.o)"]] {
      let outcome = try Staticld.run(
        ["why"] + words + ["main.o", "liba.a", "libb.a"], in: bench.path)
      #expect(outcome.outputText.hasSuffix(": liba.a" + chain), "\(outcome.outputText)")
    }
  }

  @Test("a name with two meanings is settled aloud")
  func ambiguous() throws {
    let outcome = try why("a", "main.o", "liba.a", "libb.a")
    #expect(outcome.outputText.hasPrefix("a is in the link: liba.a\n"))
    #expect(outcome.errorText.contains("'a' is taken for a symbol; --library"))
    #expect(try why("--library", "a", "main.o", "liba.a", "libb.a").errorText == "")
  }

  @Test("options may stand behind the name, the line's words stay the linker's")
  func options() throws {
    let front = try why("--all", "b", "main.o", "liba.a", "libb.a")
    let behind = try why("b", "--all", "main.o", "liba.a", "libb.a")
    #expect(front.succeeded)
    #expect(front.outputText == behind.outputText)
    #expect(try why("b", "main.o", "liba.a", "libb.a", "-u", "b").succeeded)
  }

  @Test("not in the link: where it is and why it is not taken")
  func notInLink() throws {
    try bench.archive("libx.a", compiling: [("x.o", "int b(void) { return 1; }")])
    try bench.object("x_user.o", "int x; int main(void) { return 0; }")
    expect(
      try why("a", "x_user.o", "liba.a"), 1,
      """
      a is not in the link
        liba.a(a.o) defines a, not extracted because nobody refers to it

      """.replacing("defines a,", with: "defines it,"))
    expect(
      try why("--as-given", "b", "libb.a", "main.o", "liba.a"), 1,
      """
      b is not in the link
        libb.a(b.o) defines it, not extracted because libb.a stands left of the only reference, \
      in liba.a(a.o)

      """)
    let other = try why("b", "main.o", "liba.a", "libb.a", "libx.a")
    #expect(
      other.outputText.contains(
        "\n  libx.a(x.o) defines it too, and is not used: libb.a(b.o) came first\n"))
    expect(
      try why("libx.a", "main.o", "liba.a", "libb.a", "libx.a"), 1,
      """
      libx.a is not in the link
        libx.a defines b, not extracted because libb.a(b.o) defines it and came first

      """)
  }

  @Test("a library that nobody named, from the search")
  func elsewhere() throws {
    let outcome = try why("inflate", "main.o", "liba.a", "libb.a")
    #expect(outcome.ending == .exit(1))
    #expect(
      outcome.outputText.contains("libz.a(inflate.o) defines it, and libz.a of zlib1g-dev"),
      "\(outcome.outputText)")
    #expect(try why("no_such_symbol", "main.o", "liba.a", "libb.a").ending == .exit(1))
  }

  @Test("C++ names by what they mean")
  func patterns() throws {
    try bench.object(
      "cxx.o",
      """
      namespace find_me { int over(int v) { return v; } int over(double) { return 1; } }
      int main() { return 0; }
      """, language: "cc", compiler: "g++")
    let outcome = try why("find_me::over", "g++", "cxx.o")
    #expect(
      outcome.outputText == """
        find_me::over(double) is in the link: cxx.o
          cxx.o defines find_me::over(double)

        find_me::over(int) is in the link: cxx.o
          cxx.o defines find_me::over(int)

        """)
  }

  @Test("--size: what it adds and what would go")
  func sizes() throws {
    let outcome = try why("a", "--size", "main.o", "liba.a", "libb.a")
    let sizes = try bench.run("size", "a.o", "b.o").outputText.split(separator: "\n").dropFirst()
      .map { $0.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) } }
    let bytes = sizes.compactMap { Int($0[3]) }
    #expect(bytes.count == 2)
    #expect(outcome.outputText.contains("  adds \(bytes[0]) bytes (text "))
    #expect(
      outcome.outputText.contains("2 members would go, \(bytes[0] + bytes[1]) bytes"),
      "\(outcome.outputText)")
    #expect(outcome.outputText.hasSuffix(" libb.a(b.o)\n"))
  }

  @Test("wrong usage is status 2")
  func usage() throws {
    for words in [
      [], ["b"], ["b", "gone.o"], ["--format", "runes", "b", "main.o"],
      ["--max", "-1", "b", "x.o"],
      ["--member", "libz.a()", "main.o"], ["--no-such-option", "b", "main.o"],
    ] {
      let outcome = try Staticld.run(["why"] + words, in: bench.path)
      #expect(outcome.ending == .exit(2), "\(words)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("a hostile name stays on its line")
  func hostile() throws {
    let name = "x\nstaticld: forged"
    try bench.write(
      "h.o", bytes: TinyObject(defines: ["main"], refersTo: [name], size: 8).bytes)
    let outcome = try why("--symbol", name, "h.o")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.hasPrefix("x\\nstaticld: forged is not in the link\n"))
    #expect(!outcome.errorText.contains("\nstaticld: forged"))
  }
}
