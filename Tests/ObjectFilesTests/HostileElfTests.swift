import BinaryHarness
import ObjectFiles
import Testing

@Suite("ELF objects that lie")
struct HostileElfTests {
  private let bytes: [UInt8]
  private let sectionHeaders: Int

  init() throws {
    let bench = try Workbench()
    try bench.object("a.o", "int wanted(void); int f(void) { return wanted(); }", flags: ["-g"])
    bytes = try bench.bytes(of: "a.o")
    sectionHeaders = Self.number(bytes, at: 0x28, width: 8)
  }

  private static func number(_ bytes: [UInt8], at offset: Int, width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  /// The header of the first section of a type, as an offset into the file.
  private func header(ofType type: Int) throws -> Int {
    let count = Self.number(bytes, at: 0x3c, width: 2)
    return try #require(
      (0..<count).map { sectionHeaders + 64 * $0 }.first {
        Self.number(bytes, at: $0 + 4, width: 4) == type
      })
  }

  private func writing(_ value: UInt64, at offset: Int, width: Int) -> [UInt8] {
    var copy = bytes
    for position in 0..<width { copy[offset + position] = UInt8(value >> (8 * position) & 0xff) }
    return copy
  }

  private func expectRefused(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: ObjectFileError.Problem.self, sourceLocation: sourceLocation) {
      _ = try ObjectFile(elf: bytes)
    }
  }

  @Test("the undamaged object is read")
  func sound() throws {
    #expect(try ObjectFile(elf: bytes).symbols.count == 2)
  }

  @Test("more sections than the file has room for", arguments: [0xfeff, 0x7fff, 100] as [UInt64])
  func sectionCount(_ count: UInt64) {
    expectRefused(writing(count, at: 0x3c, width: 2))
  }

  @Test("a count of sections in the first header that no memory could hold")
  func extendedSectionCount() throws {
    var damaged = writing(0, at: 0x3c, width: 2)
    for position in 0..<8 { damaged[sectionHeaders + 32 + position] = 0x7f }
    expectRefused(damaged)
  }

  @Test("section headers outside of the file")
  func sectionOffset() {
    expectRefused(writing(UInt64(bytes.count), at: 0x28, width: 8))
    expectRefused(writing(.max, at: 0x28, width: 8))
  }

  @Test("a symbol table outside of the file")
  func symbolTable() throws {
    let table = try header(ofType: 2)
    expectRefused(writing(UInt64(bytes.count), at: table + 0x18, width: 8))
    expectRefused(writing(.max >> 1, at: table + 0x20, width: 8))
  }

  @Test("more local symbols than symbols", arguments: [1000, 0xffff_ffff] as [UInt64])
  func localCount(_ count: UInt64) throws {
    expectRefused(writing(count, at: try header(ofType: 2) + 0x2c, width: 4))
  }

  @Test("a string table that is none", arguments: [0, 1, 0xffff_ffff] as [UInt64])
  func stringTable(_ index: UInt64) throws {
    expectRefused(writing(index, at: try header(ofType: 2) + 0x28, width: 4))
  }

  @Test("a symbol's name outside of the string table")
  func symbolName() throws {
    let table = Self.number(bytes, at: try header(ofType: 2) + 0x18, width: 8)
    let first = Int(try ObjectFile(elf: bytes).firstGlobal)
    expectRefused(writing(0x7fff_ffff, at: table + 24 * first, width: 4))
  }

  @Test("a symbol in a section that has its number elsewhere, and there is no elsewhere")
  func extendedIndex() throws {
    let table = Self.number(bytes, at: try header(ofType: 2) + 0x18, width: 8)
    let first = Int(try ObjectFile(elf: bytes).firstGlobal)
    expectRefused(writing(0xffff, at: table + 24 * first + 6, width: 2))
  }

  @Test("relocations of a symbol that is not there use nothing")
  func relocation() throws {
    let relocations = Self.number(bytes, at: try header(ofType: 4) + 0x18, width: 8)
    let damaged = writing(0x7fff_ffff, at: relocations + 12, width: 4)
    let object = try ObjectFile(elf: damaged)
    let uses = try object.undefinedUses(in: damaged)
    let limit = object.firstGlobal + UInt32(object.symbols.count)
    #expect(uses.allSatisfy { $0.symbolIndex < limit })
  }

  @Test("a file that ends too soon")
  func cut() {
    for count in 0..<min(bytes.count, 64) { expectRefused(Array(bytes[..<count])) }
    for count in stride(from: 64, to: bytes.count, by: 41) { expectRefused(Array(bytes[..<count])) }
  }
}
