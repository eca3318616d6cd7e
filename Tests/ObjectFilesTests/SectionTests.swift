import BinaryHarness
import ObjectFiles
import Testing

@Suite("What the sections of an object say")
struct SectionTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  /// A COMDAT group of `readelf -gW`: its signature and the numbers of its sections.
  private struct Group: Equatable {
    var signature: ByteString
    var sections: [Int]
  }

  private func groupsOfReadelf(_ name: String) throws -> [Group] {
    var groups: [Group] = []
    var isComdat = false
    for line in try bench.lines("readelf", "-gW", name) {
      // The header is the one line with two bracketed names: `.group' [signature]`.
      if let open = line.bytes.lastIndex(of: 0x5b), line.bytes.contains(0x60) {
        isComdat = line.hasPrefix("COMDAT")
        guard isComdat else { continue }
        let signature = line.bytes[(open + 1)...].prefix { $0 != 0x5d }
        groups.append(Group(signature: ByteString(signature), sections: []))
      } else if isComdat, let number = line.bytes.firstIndex(of: 0x5d) {
        let digits = line.bytes[..<number].filter { $0 >= 0x30 && $0 <= 0x39 }
        if let section = Int(String(decoding: digits, as: UTF8.self)) {
          groups[groups.count - 1].sections.append(section)
        }
      }
    }
    return groups
  }

  private func groups(_ object: ObjectFile) -> [Group] {
    object.groups.enumerated().map { index, group in
      Group(
        signature: object.name(of: group.signature),
        sections: object.groupOfSection.indices.filter {
          object.groupOfSection[$0] == UInt32(index + 1)
        })
    }
  }

  @Test("COMDAT groups and their sections", arguments: Target.all)
  func comdat(_ target: Target) throws {
    let source = """
      template <class T> struct S { virtual T f(T x) { return x + 1; } static T table[100]; };
      template <class T> T S<T>::table[100] = {1};
      inline int once() { static int calls; return ++calls; }
      int use() { S<int> s; S<long> t; return s.f(1) + t.f(2) + S<int>::table[3] + once(); }
      """
    let made = try target.object("a.o", source, language: "cc", flags: ["-g"], in: bench)
    guard let object = made else { return }
    let expected = try groupsOfReadelf("a.o")
    #expect(expected.count >= 5)
    #expect(groups(object) == expected)
    #expect(object.groups.allSatisfy { !$0.isLinkOnce })
  }

  @Test("a group that is no COMDAT is never dropped")
  func plainGroup() throws {
    try bench.object(
      "a.o",
      """
      .section .text.a,"axG",@progbits,plain
      nop
      .section .text.b,"axG",@progbits,once,comdat
      nop
      """, language: "s")
    let expected = try groupsOfReadelf("a.o")
    #expect(expected.map(\.signature) == ["once"])
    #expect(try groups(bench.elf(reading: "a.o")) == expected)
  }

  @Test("link-once sections stand for groups")
  func linkOnce() throws {
    try bench.object(
      "a.o", ".section .gnu.linkonce.t.f,\"ax\",@progbits\n.globl f\nf: nop\n", language: "s")
    let object = try bench.elf(reading: "a.o")
    #expect(object.groups.map { object.name(of: $0.signature) } == [".gnu.linkonce.t.f"])
    #expect(object.groups.allSatisfy { $0.isLinkOnce })
    #expect(object.groupOfSection[Int(object.symbols.sections[0])] == 1)
  }

  @Test("warnings that the linker prints")
  func warnings() throws {
    try bench.object(
      "a.o",
      """
      static const char w[] __attribute__((used, section(".gnu.warning.f")))
        = "f is dangerous";
      int f(void) { return 0; }
      int main(void) { return f(); }
      """)
    try bench.object("main.o", "int f(void); int main(void) { return f(); }")
    try bench.run("sed", "-i", "/^int main/d", "a.o.c")
    try bench.run("gcc", "-c", "a.o.c", "-o", "a.o")
    let warnings = try bench.elf(reading: "a.o").warnings
    let link = try bench.run("gcc", "-o", "app", "main.o", "a.o")
    #expect(warnings.map(\.symbol) == ["f"])
    for warning in warnings {
      #expect(link.errorText.contains("warning: \(warning.text)\n"), "\(link.errorText)")
    }
  }

  @Test("the C library's own warnings")
  func warningsOfLibc() throws {
    try bench.object("main.o", "char *tmpnam(char *); int main(void) { return !tmpnam(0); }")
    let link = try bench.run("gcc", "-static", "-o", "app", "main.o")
    let path = try bench.run("gcc", "-print-file-name=libc.a").outputText
    try bench.run("ar", "x", String(path.split(separator: "\n")[0]), "tmpnam.o")
    let warnings = try bench.elf(reading: "tmpnam.o").warnings
    #expect(warnings.contains { $0.symbol == "tmpnam" })
    #expect(warnings.contains { link.errorText.contains("warning: \($0.text)") })
  }

  @Test("sections named as C identifiers, of which ld defines start and end")
  func identifiers() throws {
    try bench.object(
      "a.o",
      """
      .section my_table,"a"
      .byte 1
      .section my_empty,"a"
      .section my_notes,""
      .byte 1
      .section _2nd,"a"
      .byte 1
      .section 2nd,"a"
      .byte 1
      .section with.dot,"a"
      .byte 1
      .section .hidden_table,"a"
      .byte 1
      """, language: "s")
    let names = try bench.elf(reading: "a.o").identifierSections
    // ld is asked for every one of them.
    for name in [
      "my_table", "my_empty", "my_notes", "_2nd", "2nd", "with.dot", ".hidden_table",
    ] as [ByteString] {
      let isNamed = names.contains { $0.name == name }
      #expect(isNamed == (try linkerDefinesStart(of: name)), "\(name)")
    }
    #expect(names.filter(\.isAllocated).map(\.name) == ["my_table", "my_empty", "_2nd", "2nd"])
  }

  private func linkerDefinesStart(of section: ByteString) throws -> Bool {
    try bench.object(
      "main.o", ".globl _start\n_start: .quad \"__start_\(section)\"\n", language: "s")
    return try Command(["ld", "-o", "app", "main.o", "a.o"], in: bench.path).run().succeeded
  }
}
