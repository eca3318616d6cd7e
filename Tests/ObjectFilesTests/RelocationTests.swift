import BinaryHarness
import ObjectFiles
import Testing

@Suite("Which undefined symbols are used")
struct RelocationTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private struct Use: Hashable {
    var symbol: ByteString
    var isAllocated: Bool
  }

  /// Symbols that relocations name, by `readelf -rW`; the name of the section tells whether it is
  /// debug information.
  private func usesOfReadelf(_ name: String) throws -> Set<Use> {
    var uses: Set<Use> = []
    var isAllocated = true
    for line in try bench.lines("readelf", "-rW", name) {
      let fields = line.fields
      if line.hasPrefix("Relocation section ") {
        isAllocated = !fields[2].description.contains(".debug")
      } else if fields.count >= 5, UInt64(fields[0].description, radix: 16) != nil {
        uses.insert(Use(symbol: fields[4], isAllocated: isAllocated))
      }
    }
    let undefined = Set(
      try ReadelfSymbol.table(of: name, in: bench).filter { $0.section == "UND" }.map(\.name))
    return uses.filter { undefined.contains($0.symbol) }
  }

  @Test("every class, byte order and machine", arguments: Target.all)
  func machines(_ target: Target) throws {
    let source = """
      extern int called(void), in_table(void);
      extern int read_data;
      extern __thread int of_thread;
      __asm__(".globl listed_only");
      int f(void) { return called() + read_data; }
      int (*table[])(void) = { in_table, called };
      int g(void) { return of_thread; }
      __asm__(".section .debug_of_test\\n.long only_debug\\n.previous");
      """
    guard let object = try target.object("a.o", source, in: bench) else { return }
    let expected = try usesOfReadelf("a.o")
    #expect(expected.count >= 5)
    let uses = try object.undefinedUses(in: bench.bytes(of: "a.o"))
    let ours = uses.compactMap { use -> Use? in
      let row = Int(use.symbolIndex - object.firstGlobal)
      guard object.symbols.flags[row].isUndefined else { return nil }
      return Use(symbol: object.symbols.name(row), isAllocated: use.isAllocated)
    }
    #expect(Set(ours) == expected)
    // Each pair of symbol and section is noted once, so that long sections cost nothing.
    #expect(Set(uses.map { [$0.symbolIndex, $0.section] }).count == uses.count)
  }
}
