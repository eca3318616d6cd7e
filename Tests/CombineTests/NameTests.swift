import BinaryHarness
import LinkerObservers
import Testing

/// Which names others see, and under which names.
@Suite("names of a combination")
struct NameTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object(
      "one.o",
      "int two(int); int helper(int x) { return x + 1; } int one(int x) { return two(helper(x)); }")
    try bench.object(
      "two.o",
      "int other(int); int weak_two(int x) { return x; } int two(int x) { return other(x) * 2; }")
    try bench.archive("libn.a", ["one.o", "two.o"])
  }

  @Test("--keep, --keep-pattern and --keep-list add up")
  func keeping() throws {
    try bench.combine("--keep", "one", "-o", "n.o", "libn.a")
    #expect(try bench.globals(of: "n.o") == ["one"])
    #expect(try bench.undefined(in: "n.o").map { $0.prefix(5) } == ["other"])
    try bench.write("keep.txt", "# what the world may see\none\n\n  two  # twice\n")
    try bench.combine("--keep-list", "keep.txt", "--keep-pattern", "weak_*", "-o", "n.o", "libn.a")
    #expect(try bench.globals(of: "n.o") == ["one", "two", "weak_two"])
    try bench.combine("--keep-pattern", "[!w]??", "-o", "n.o", "libn.a")
    #expect(try bench.globals(of: "n.o") == ["one", "two"])
  }

  @Test("--prefix changes kept names and what refers to them, --rename has the last word")
  func prefix() throws {
    try bench.combine(
      "--keep", "one", "--keep", "two", "--rename", "two=second", "--prefix", "my_", "-o", "n.a",
      "libn.a")
    #expect(try bench.globals(of: "n.a") == ["my_one", "second"])
    try bench.object("other.o", "int other(int x) { return x + 100; }")
    // The library itself beside it: nothing meets.
    try bench.object(
      "main.o",
      """
      #include <stdio.h>
      int my_one(int), one(int), second(int);
      int main(void) { printf("%d %d %d\\n", my_one(1), one(2), second(3)); }
      """)
    for linker in ObservedLinker.installed {
      let said = try bench.run(linker, ["main.o", "n.a", "libn.a", "other.o"], driver: "gcc")
      #expect(said == "204 206 206\n", "\(linker)")
    }
  }

  @Test("--rename of a reference binds it to another function, inside or outside")
  func references() throws {
    try bench.combine("--keep", "one", "--rename", "other=elsewhere", "-o", "n.o", "libn.a")
    #expect(try bench.undefined(in: "n.o").map { $0.prefix(9) } == ["elsewhere"])
    try bench.combine("--keep", "one", "--rename", "other=weak_two", "-o", "n.o", "libn.a")
    #expect(try bench.undefined(in: "n.o").isEmpty)
    try bench.object(
      "main.o",
      "#include <stdio.h>\nint one(int); int main(void) { printf(\"%d\\n\", one(4)); }")
    #expect(try bench.run(.bfd, ["main.o", "n.o"], driver: "gcc") == "10\n")
  }

  @Test("two names change places")
  func swap() throws {
    try bench.combine("--rename", "one=two", "--rename", "two=one", "-o", "n.o", "libn.a")
    let table = try bench.run("nm", "--defined-only", "n.o").outputText
    #expect(try bench.globals(of: "n.o") == ["one", "two"])
    try bench.object("other.o", "int other(int x) { return x; }")
    try bench.object(
      "main.o",
      """
      #include <stdio.h>
      int one(int), two(int);
      int main(void) { printf("%d %d\\n", one(4), two(4)); }
      """)
    let said = try bench.run(.bfd, ["main.o", "n.o", "other.o"], driver: "gcc")
    #expect(said == "8 10\n", "\(table)")
  }

  @Test("a versioned definition is kept by its plain name")
  func versioned() throws {
    try bench.object(
      "v.o",
      "int impl(void) { return 3; } __asm__(\".symver impl,api@@V2\"); int x(void) { return 1; }")
    try bench.combine("--keep", "api", "--prefix", "my_", "-o", "n.o", "v.o")
    #expect(try bench.globals(of: "n.o") == ["my_api@@V2"])
    try bench.combine("--rename", "api=plain", "-o", "n.o", "v.o")
    #expect(try bench.globals(of: "n.o") == ["plain"])
  }

  @Test("names that no list file can hold")
  func strangeNames() throws {
    try bench.write("s.s", ".globl \"a b\", \"#c\", plain\n\"a b\": nop\n\"#c\": nop\nplain: nop\n")
    try bench.run("gcc", "-c", "s.s")
    try bench.combine("--keep", "plain", "-o", "n.o", "s.o")
    #expect(try bench.globals(of: "n.o") == ["plain"])
    try bench.combine("--rename", "a b=one", "--keep", "#c", "--prefix", "x", "-o", "n.o", "s.o")
    #expect(try bench.globals(of: "n.o") == ["one", "x#c"])
  }

  @Test("--needed takes what kept symbols and objects lead to, and lets copies be")
  func needed() throws {
    try bench.archive(
      "libextra.a",
      compiling: [
        ("other.o", "int other(int x) { return x; }"),
        ("copy.o", "int two(int x) { return -1; } int unused(void) { return 0; }"),
      ])
    let refusal = try bench.tryCombine(["--keep", "one", "-o", "n.o", "libn.a", "libextra.a"])
    #expect(refusal.ending == .exit(1))
    #expect(
      refusal.errorText.contains("libextra.a(copy.o): error: 'two' is defined in libn.a(two.o)"))
    try bench.combine("--needed", "--keep", "one", "-o", "n.o", "libextra.a", "libn.a")
    let table = try bench.run("nm", "n.o").outputText
    #expect(table.contains(" t other\n") && !table.contains("unused"), "\(table)")
  }
}
