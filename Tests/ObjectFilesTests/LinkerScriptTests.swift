import BinaryHarness
import ObjectFiles
import Testing

@Suite("Linker scripts in the place of libraries")
struct LinkerScriptTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  /// The inputs in ld's spelling.
  private func spelled(_ script: LinkerScript) -> [ByteString] {
    script.inputs.map { input in
      switch input.name {
      case .file(let name): name
      case .library(let name): "-l" + name
      }
    }
  }

  /// What ld misses when none of the files that a script names is there.
  private func missingInLinker(_ text: String) throws -> [ByteString] {
    try bench.write("script", text)
    let link = try Command(
      ["ld", "-r", "-o", "out", "--sysroot=/no-such-root", "script"], in: bench.path
    ).run()
    return ByteString(link.errors).split(separator: 0x0a).compactMap { line in
      let mark: ByteString = "ld: cannot find "
      // Behind the name stands a reason, of which there are several for one and the same trouble.
      guard line.hasPrefix(mark), let end = line.bytes.lastIndex(of: 0x3a) else { return nil }
      return ByteString(line.bytes[mark.count..<end])
    }
  }

  @Test(
    "names are split as GNU ld splits them",
    arguments: [
      "INPUT(a.a b.a)", "INPUT ( a.a,b.a )", "INPUT(a.a , b.a, c.a)", "INPUT(a.a\n,b.a)",
      "GROUP ( /x/libm.a AS_NEEDED ( /x/libv.so -lq ) /x/y.a )",
      "INPUT(-lx -ly)", "INPUT(\"with blank.a\" \"a(b).a\")", "/* all */ INPUT(a.a) /* * / */",
      "INPUT(a.a /* b.a\n c.a */ d.a)", "# whole line\nINPUT(a.a) # rest\nINPUT(b.a)",
      "INPUT(a.a)INPUT(b.a);GROUP(c.a)", "OUTPUT_FORMAT(elf64-x86-64)\nINPUT(a.a)",
      "INPUT(../a.a ./b.a ~/c.a a+b.a lib-1.2.a a:b.a $x.a)",
      "INPUT(one.a AS_NEEDED(two.so) three.a)\nINPUT(AS_NEEDED(four.so))",
      "\r\nINPUT(a.a)\r\n", "INPUT(a.a)\nx = 1;\ny = x + 2;\nINPUT(b.a)",
      "EXTERN(s t) INPUT(a.a)", "PROVIDE(p = 1); INPUT(a.a)",
    ])
  func split(_ text: String) throws {
    let expected = try missingInLinker(text)
    #expect(!expected.isEmpty)
    #expect(try spelled(LinkerScript(text: Array(text.utf8))) == expected)
  }

  @Test("a name with = inside is one name")
  func equals() throws {
    let text = "INPUT(x=y.a)"
    let expected = try missingInLinker(text)
    #expect(expected == ["x=y.a"])
    let ours = try spelled(LinkerScript(text: Array(text.utf8)))
    #expect(ours == expected)
    let assignments = try LinkerScript(text: Array("a=1; PROVIDE(b=2); c = 3;".utf8)).commands
    #expect(assignments == [.assignment("a"), .assignment("b"), .assignment("c")])
  }

  @Test("EXTERN takes commas for blanks, unlike INPUT")
  func externs() throws {
    let text = "EXTERN(f,g h , i)"
    try bench.write("script", text)
    try bench.object("a.o", "int a;")
    try bench.run("ld", "-r", "-o", "out.o", "a.o", "script")
    let symbols = try bench.elf(reading: "out.o").symbols
    let undefined = (0..<symbols.count).filter { symbols.flags[$0].isUndefined }
    let script = try LinkerScript(text: Array(text.utf8))
    #expect(script.commands == [.undefined(undefined.map { symbols.name($0) }.sorted())])
  }

  @Test("a name behind = lies below the sysroot")
  func sysroot() throws {
    let text = "INPUT(=/lib/a.a)"
    #expect(try missingInLinker(text) == ["/no-such-root/lib/a.a"])
    #expect(try spelled(LinkerScript(text: Array(text.utf8))) == ["=/lib/a.a"])
  }

  @Test("Debian's libm.a, where the C library has such a thing")
  func libm() throws {
    let path = try bench.run("gcc", "-print-file-name=libm.a").outputText
    try bench.run("cp", String(path.split(separator: "\n")[0]), "libm.a")
    let text = try bench.bytes(of: "libm.a")
    guard FileKind(firstBytes: text) == .text else { return }
    let script = try LinkerScript(text: text)
    try bench.object(
      "main.o", "double log(double); int main(int c, char **v) { return log(c); }",
      flags: ["-fno-builtin"])
    let trace = try bench.lines(
      "gcc", "-static", "-o", "app", "main.o", "-Wl,--trace", "libm.a")
    let archives = spelled(script)
    #expect(archives.count == 2)
    #expect(archives.allSatisfy { $0.isAbsolutePath })
    guard case .group? = script.commands.last else {
      Issue.record("\(script.commands)")
      return
    }
    // The linker takes the member from a file that the script names.
    #expect(trace.contains { line in archives.contains { line.hasPrefix($0) } }, "\(trace)")
  }

  @Test("AS_NEEDED covers what stands inside of it")
  func asNeeded() throws {
    let text = "GROUP ( a.so AS_NEEDED ( b.so -lc ) d.so )"
    let script = try LinkerScript(text: Array(text.utf8))
    #expect(script.inputs.map(\.isAsNeeded) == [false, true, true, false])
  }

  @Test("commands beside inputs keep their meaning")
  func commands() throws {
    let text = """
      OUTPUT_FORMAT(elf64-x86-64, elf64-big, elf64-little)
      SEARCH_DIR("/opt/my lib") ENTRY(begin) EXTERN(f g)
      EXTERN(h);
      twice = 2 * 4;
      PROVIDE(given = 1);
      OUTPUT_ARCH(i386:x86-64)
      """
    let script = try LinkerScript(text: Array(text.utf8))
    #expect(
      script.commands == [
        .outputFormat("elf64-x86-64"), .searchDirectory("/opt/my lib"), .entry("begin"),
        .undefined(["f", "g"]), .undefined(["h"]), .assignment("twice"), .assignment("given"),
      ])
  }

  @Test(
    "an empty script names nothing", arguments: ["", "\n\n", "/* nothing */", "# nothing", ";"])
  func empty(_ text: String) throws {
    #expect(try LinkerScript(text: Array(text.utf8)).commands.isEmpty)
  }
}
