import BinaryHarness
import ObjectFiles
import Testing

@Suite("Shared objects")
struct SharedObjectTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      "versions",
      """
      V1 { global: old; both; gone; local: internal; };
      V2 { global: both; fresh; } V1;
      """)
    try bench.write(
      "lib.c",
      """
      #include <stdio.h>
      int old(void) { return 1; }
      int both_1(void) { return 1; }
      int both_2(void) { return 2; }
      int gone_1(void) { return 1; }
      int fresh(void) { return puts("fresh"); }
      int internal(void) { return 0; }
      int plain = 7;
      __thread int of_thread = 8;
      __attribute__((weak)) int weak(void) { return 9; }
      __asm__(".symver both_1, both@V1\\n.symver both_2, both@@V2\\n"
        ".symver gone_1, gone@V1");
      """)
    try bench.run(
      "gcc", "-shared", "-fPIC", "-o", "libv.so", "lib.c", "-Wl,--version-script=versions",
      "-Wl,-soname,libv.so.1", "-lm", "-Wl,--no-as-needed", "-ldl", "-lm")
  }

  /// The names by which other objects refer to the rows of `readelf --dyn-syms`.
  private func expected(_ name: String) throws -> [ReadelfSymbol] {
    try ReadelfSymbol.table(of: name, in: bench, option: "--dyn-syms").map { symbol in
      var symbol = symbol
      if symbol.section != "UND" && symbol.section != "ABS" { symbol.section = "0" }
      let parts = symbol.name.split(separator: 0x40)
      // `name@@V`: the default version, which a plain reference means.
      if parts.count == 3 { symbol.name = parts[0] }
      return symbol
    }
  }

  @Test("names are bound as their versions say")
  func versions() throws {
    let object = try bench.elf(reading: "libv.so")
    let rows = try expected("libv.so")
    #expect(rows.contains { $0.name == "both" })
    #expect(rows.contains { $0.name == "both@V1" })
    #expect(rows.contains { $0.name.hasPrefix("puts@GLIBC_") })
    #expect(object.kind == .shared)
    #expect(object.defaultVersions.contains { $0.name == "both@V2" })
    for version in object.defaultVersions {
      #expect(version.name.hasPrefix(object.symbols.name(version.row) + "@"))
    }
    let ours = object.symbols.inWordsOfReadelf.filter { $0.section != "ABS" }
    #expect(ours == rows.filter { $0.section != "ABS" })
  }

  @Test("a plain reference links exactly to what is not hidden")
  func hidden() throws {
    let symbols = try bench.elf(reading: "libv.so").symbols
    for name in ["old", "both", "gone", "fresh", "plain", "internal", "weak"] as [ByteString] {
      try bench.object(
        "main.o", "extern int \(name); int main(void) { return \(name); }",
        flags: ["-fPIC"])
      let link = try Command(
        ["gcc", "-o", "app", "main.o", "libv.so"], in: bench.path
      ).run()
      let isOffered = (0..<symbols.count).contains {
        symbols.name($0) == name && !symbols.flags[$0].isUndefined
      }
      #expect(isOffered == link.succeeded, "\(name) \(link.errorText)")
    }
  }

  @Test("soname and needed libraries")
  func dynamicSection() throws {
    let object = try bench.elf(reading: "libv.so")
    func names(_ tag: ByteString) throws -> [ByteString] {
      try bench.lines("readelf", "-dW", "libv.so").compactMap { line in
        let fields = line.fields
        guard fields.count > 1, fields[1] == tag, let last = fields.last else { return nil }
        return last.dropFirst().dropLast()
      }
    }
    #expect(try object.needed == names("(NEEDED)"))
    #expect(object.needed.count >= 2)
    #expect(try [object.soname] == names("(SONAME)").map(Optional.some))
    #expect(try ObjectFile.neededLibraries(in: bench.memory("libv.so")) == object.needed)
  }

  @Test("the C library of this machine")
  func libc() throws {
    let path = try bench.run("gcc", "-print-file-name=libc.so.6").outputText
    try bench.run("cp", String(path.split(separator: "\n")[0]), "libc.so")
    let ours = try bench.elf(reading: "libc.so").symbols.inWordsOfReadelf
    let rows = try expected("libc.so")
    #expect(rows.count > 2000)
    #expect(ours.filter { $0.section != "ABS" } == rows.filter { $0.section != "ABS" })
  }
}
