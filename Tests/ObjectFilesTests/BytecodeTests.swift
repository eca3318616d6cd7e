import BinaryHarness
import ObjectFiles
import Testing

@Suite("Symbols of GCC's bytecode, as gcc-nm sees them")
struct BytecodeTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private static let cxx = """
    template<class T> struct X { virtual ~X() {} virtual T f() { return T(); } };
    inline int in(int x) { static int y; return y += x; }
    struct Y { Y(); ~Y(); };
    Y y;
    int g(int a) { X<int> x; X<int> *p = &x; return p->f() + in(a); }
    """

  /// What a table says in the letters of nm(1); it cannot tell code from data without the sections.
  private struct Row: Hashable, CustomStringConvertible {
    var name: ByteString
    var letter: String

    var description: String { "\(name) \(letter)" }

    static func rows(of symbols: SymbolColumns) -> [Row] {
      (0..<symbols.count).map { row in
        let flags = symbols.flags[row]
        let letter =
          flags.isUndefined
          ? flags.isWeak ? "w" : "U"
          : flags.isCommon ? "C" : flags.isWeak ? "W" : flags.isFunction ? "T" : "D"
        return Row(name: symbols.name(row), letter: letter)
      }
    }

    /// gcc-nm loads the plugin that the linker would load; `-p` leaves the order of the table.
    static func rows(ofTool name: String, in bench: Workbench) throws -> [Row] {
      try bench.lines("gcc-nm", "-p", name).compactMap { line in
        guard line.fields.count >= 2 else { return nil }
        let letter = line.fields[line.fields.count - 2].description
        return Row(name: line.fields[line.fields.count - 1], letter: letter == "B" ? "D" : letter)
      }
    }
  }

  private func expectRows(
    of name: String, count: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let object = try bench.elf(reading: name)
    let bytecode = try #require(object.bytecode, sourceLocation: sourceLocation)
    let expected = try Row.rows(ofTool: name, in: bench)
    #expect(Row.rows(of: bytecode.symbols) == expected, sourceLocation: sourceLocation)
    #expect(expected.count >= count, sourceLocation: sourceLocation)
  }

  @Test("C and C++, optimized or not, with machine code or without")
  func languages() throws {
    for flags in [["-O0"], ["-O2"], ["-O2", "-ffat-lto-objects"]] {
      try bench.object("c.o", ElfSymbolTests.source, flags: ["-flto", "-fcommon"] + flags)
      try expectRows(of: "c.o", count: 15)
      try bench.object("cxx.o", Self.cxx, language: "cc", compiler: "g++", flags: ["-flto"] + flags)
      try expectRows(of: "cxx.o", count: 12)
    }
  }

  @Test("the parts that ld -r leaves, where one part defines what another wants")
  func parts() throws {
    try bench.object("a.o", "int b(void); int a(void) { return b(); }", flags: ["-flto"])
    try bench.object("b.o", "int a(void); int b(void) { return a(); }", flags: ["-flto"])
    try bench.run("ld", "-r", "-o", "ab.o", "a.o", "b.o")
    try expectRows(of: "ab.o", count: 2)
    let symbols = try #require(try bench.elf(reading: "ab.o").bytecode).symbols
    #expect(symbols.flags.allSatisfy { !$0.isUndefined })
  }

  @Test("visibility is that of the machine code")
  func visibility() throws {
    try bench.object(
      "fat.o", ElfSymbolTests.source, flags: ["-flto", "-ffat-lto-objects", "-fcommon"])
    let object = try bench.elf(reading: "fat.o")
    let own = Dictionary(
      uniqueKeysWithValues: (0..<object.symbols.count).map {
        (object.symbols.name($0), object.symbols.flags[$0].visibilityCode)
      })
    let symbols = try #require(object.bytecode).symbols
    for row in 0..<symbols.count {
      #expect(own[symbols.name(row)] == symbols.flags[row].visibilityCode)
    }
    #expect(Set(symbols.flags.map(\.visibilityCode)) == [0, 1, 2, 3])
  }

  @Test("COMDAT keys are the signatures of the machine code's groups")
  func comdat() throws {
    try bench.object("plain.o", Self.cxx, language: "cc", compiler: "g++")
    try bench.object("slim.o", Self.cxx, language: "cc", compiler: "g++", flags: ["-flto"])
    let plain = try bench.elf(reading: "plain.o")
    let slim = try #require(try bench.elf(reading: "slim.o").seenThroughBytecode)
    func members(_ object: ObjectFile) -> [ByteString: Set<ByteString>] {
      var result: [ByteString: Set<ByteString>] = [:]
      for row in 0..<object.symbols.count {
        let section = Int(object.symbols.sections[row])
        guard section < object.groupOfSection.count, object.groupOfSection[section] > 0 else {
          continue
        }
        let group = object.groups[Int(object.groupOfSection[section]) - 1]
        result[object.name(of: group.signature), default: []].insert(object.symbols.name(row))
      }
      return result
    }
    // The personality routine's group is made where code is.
    let expected = members(plain).filter { !$0.key.hasPrefix("DW.ref.") }
    #expect(members(slim) == expected)
    #expect(expected.count >= 6)
  }
}

@Suite("Bytecode tables that lie")
struct HostileBytecodeTests {
  private let bytes: [UInt8]
  private let symbols: Range<Int>
  private let types: Range<Int>

  init() throws {
    let bench = try Workbench()
    try bench.object("a.o", "int w(void); int f(void) { return w(); }", flags: ["-flto"])
    bytes = try bench.bytes(of: "a.o")
    func section(_ name: ByteString) throws -> Range<Int> {
      let line = try #require(
        try bench.lines("readelf", "-SW", "a.o").first {
          $0.fields.contains { $0.hasPrefix(name) }
        })
      let fields = line.fields.drop { !$0.hasPrefix(name) }.map(\.description)
      let offset = try #require(Int(fields[3], radix: 16))
      return offset..<(offset + (try #require(Int(fields[4], radix: 16))))
    }
    symbols = try section(".gnu.lto_.symtab")
    types = try section(".gnu.lto_.ext_symtab")
  }

  private func reading(_ change: (inout [UInt8]) -> Void) throws -> ObjectFile {
    var copy = bytes
    change(&copy)
    return try ObjectFile(elf: copy)
  }

  @Test("kinds, visibilities and types that nobody knows")
  func numbers() throws {
    // The name `f` and an empty key, each with its NUL, stand in front of kind and visibility.
    for (offset, limit) in [
      (symbols.lowerBound + 3, 4), (symbols.lowerBound + 4, 3), (types.lowerBound + 1, 2),
    ] {
      #expect(Int(bytes[offset]) <= limit)
      #expect(throws: ObjectFileError.Problem.self) { try reading { $0[offset] = 0xff } }
    }
  }

  @Test("names without an end")
  func names() {
    #expect(throws: ObjectFileError.Problem.self) {
      try reading { for offset in symbols { $0[offset] = 0x41 } }
    }
  }

  @Test("a table of another version has no types")
  func version() throws {
    let object = try reading { $0[types.lowerBound] = 2 }
    #expect(object.bytecode?.symbols.flags.allSatisfy { $0.typeCode == 0 } == true)
  }

  @Test("any byte of the tables may be any other")
  func anyByte() {
    for offset in Array(symbols) + Array(types) {
      for value in [0, 1, 0x41, 0x7f, 0xff] as [UInt8] {
        _ = try? reading { $0[offset] = value }
      }
    }
  }

  @Test("tables that end too soon, or go on where others begin")
  func sizes() throws {
    let headers = Int(bytes[0x28]) | Int(bytes[0x29]) << 8
    let header = try #require(
      stride(from: headers, to: bytes.count - 63, by: 64).first {
        Int(bytes[$0 + 24]) | Int(bytes[$0 + 25]) << 8 == symbols.lowerBound
      })
    let whole = symbols.count
    var refused = 0
    for size in 0..<(whole + 64) where size != whole {
      let object = try? reading {
        $0[header + 32] = UInt8(size & 0xff)
        $0[header + 33] = UInt8(size >> 8)
      }
      if object == nil { refused += 1 }
    }
    #expect(refused > whole)
  }
}

@Suite("Symbols of LLVM bitcode, as llvm-nm lists them", .enabled(if: isInstalled("clang")))
struct BitcodeListingTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  /// clang's own tools: others may not know its bitcode.
  private func tool(_ name: String) throws -> String {
    try bench.lines("clang", "-print-prog-name=\(name)")[0].description
  }

  private func listing(_ name: String) throws -> BitcodeListing {
    let outcome = try bench.run(tool("llvm-nm"), "--format=posix", "--no-sort", name)
    return BitcodeListing(posix: outcome.output)
  }

  private func names(
    _ symbols: SymbolColumns, _ condition: (SymbolFlags) -> Bool
  ) -> Set<ByteString> {
    Set((0..<symbols.count).filter { condition(symbols.flags[$0]) }.map { symbols.name($0) })
  }

  @Test("the definitions and references of the machine code")
  func kinds() throws {
    let source = ElfSymbolTests.source
    try bench.object("bc.o", source, compiler: "clang", flags: ["-flto", "-fcommon"])
    try bench.object("plain.o", source, compiler: "clang", flags: ["-fcommon"])
    let plain = try bench.elf(reading: "plain.o").symbols
    let listing = try listing("bc.o")
    #expect(listing.tables.count == 1)
    let symbols = listing.tables[0].symbols
    let conditions: [(SymbolFlags) -> Bool] = [
      { $0.isUndefined && !$0.isWeak }, { $0.isUndefined && $0.isWeak }, { $0.isCommon },
      { !$0.isUndefined && $0.isWeak }, { !$0.isUndefined && !$0.isWeak },
    ]
    for condition in conditions {
      #expect(names(symbols, condition) == names(plain, condition))
      #expect(!names(plain, condition).isEmpty)
    }
  }

  @Test("members of an archive: twins, empty ones, ones that are no bitcode or no object")
  func archive() throws {
    try bench.write("d/.keep", "")
    let flags = ["-flto"]
    try bench.object("m.o", "int f1(void) { return 1; }", compiler: "clang", flags: flags)
    try bench.object("d/m.o", "int f2(void) { return 2; }", compiler: "clang", flags: flags)
    try bench.object("empty.o", "", compiler: "clang", flags: flags)
    try bench.object("plain.o", "int f3(void) { return 3; }")
    try bench.write("text.txt", "no object\n")
    let members = ["m.o", "empty.o", "text.txt", "plain.o", "d/m.o"]
    for (name, letters) in [("lib.a", "qcs"), ("thin.a", "qcsT")] {
      try bench.archive(name, members, operation: letters, ar: tool("llvm-ar"))
      let offsets = try bench.archive(reading: name).members()
      let symbols = try listing(name).symbols(of: offsets)
      #expect(symbols[offsets[0].headerOffset].map { names($0) { _ in true } } == ["f1"])
      #expect(symbols[offsets[1].headerOffset]?.count == 0)
      #expect(symbols[offsets[4].headerOffset].map { names($0) { _ in true } } == ["f2"])
    }
  }
}
