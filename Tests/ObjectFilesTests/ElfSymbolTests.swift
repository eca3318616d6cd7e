import BinaryHarness
import ObjectFiles
import Testing

@Suite("Symbols of ELF objects, as readelf sees them")
struct ElfSymbolTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  /// One symbol of every kind that C can make on every machine.
  static let source = """
    extern int wanted(void);
    extern int wanted_data;
    extern int maybe(void) __attribute__((weak));
    int common_data;
    char common_array[4096];
    int data = 1;
    const long constant = 2;
    __thread int of_thread = 3;
    extern __thread int thread_wanted;
    __attribute__((visibility("hidden"))) int hidden = 4;
    __attribute__((visibility("protected"))) int protected_data = 5;
    __attribute__((visibility("internal"))) int internal_data = 6;
    __attribute__((weak)) int weak_data = 7;
    static int local_data = 8;
    __attribute__((weak)) int weak_function(void) { return wanted() + local_data; }
    int function(void) {
      return wanted_data + thread_wanted + (maybe ? maybe() : 0) + weak_function();
    }
    int alias(void) __attribute__((alias("function")));
    __asm__(".globl absolute\\nabsolute = 0x1234");
    """

  @Test("every class, byte order and machine", arguments: Target.all)
  func machines(_ target: Target) throws {
    let made = try target.object("a.o", Self.source, flags: ["-fcommon"], in: bench)
    guard let object = made else { return }
    let expected = try ReadelfSymbol.table(of: "a.o", in: bench)
    #expect(expected.count >= 17)
    #expect(object.symbols.inWordsOfReadelf == expected)
    #expect(object.kind == .relocatable)
    #expect(!object.isSlimLTO)
  }

  @Test("class, byte order, machine and ABI flags", arguments: Target.all)
  func header(_ target: Target) throws {
    guard let object = try target.object("a.o", "int a;", in: bench) else { return }
    func field(_ name: ByteString) throws -> String {
      let line = try bench.lines("readelf", "-hW", "a.o").first { $0.fields.first == name }
      return try #require(line).fields.dropFirst().map(\.description).joined(separator: " ")
    }
    #expect(try field("Class:") == (object.format.elfClass == 1 ? "ELF32" : "ELF64"))
    let order = object.format.byteOrder == 1 ? "little endian" : "big endian"
    #expect(try field("Data:").hasSuffix(order))
    let flags = try field("Flags:").split(separator: ",")[0].dropFirst(2)
    #expect(UInt32(flags, radix: 16) == object.abiFlags)
    // readelf names machines in words; the number stands at byte 18 in the file's own order.
    let bytes = try bench.bytes(of: "a.o")
    let pair = object.format.byteOrder == 1 ? (bytes[19], bytes[18]) : (bytes[18], bytes[19])
    #expect(object.format.machine == UInt16(pair.0) << 8 | UInt16(pair.1))
  }

  @Test("indirect functions, unique objects, large commons and odd names")
  func gnuKinds() throws {
    try bench.object(
      "a.o",
      """
        .globl indirect, unique, versioned_, "odd-name+"
        .type indirect, @gnu_indirect_function
        .type unique, @gnu_unique_object
      indirect: ret
        .data
      unique: .long 1
        .size unique, 4
        .largecomm large, 64, 16
        .comm small, 8, 4
        .text
      versioned_: ret
        .symver versioned_, versioned@@V2
        .symver wanted_, default@V3
        call wanted_
      "odd-name+": nop

      """,
      language: "s")
    let symbols = try bench.elf(reading: "a.o").symbols
    var expected = try ReadelfSymbol.table(of: "a.o", in: bench)
    for row in expected.indices where expected[row].section == "LARGE_COM" {
      expected[row].section = "COM"
    }
    #expect(symbols.inWordsOfReadelf == expected)
    let names = (0..<symbols.count).map { symbols.name($0) }
    for name in ["indirect", "unique", "large", "versioned@@V2", "default@V3"] as [ByteString] {
      #expect(names.contains(name), "\(name)")
    }
    for row in 0..<symbols.count {
      let hasVersion = symbols.name(row).bytes.contains(0x40)
      #expect(symbols.flags[row].isVersioned == hasVersion)
      #expect(symbols.flags[row].isUnique == (symbols.name(row) == "unique"))
      #expect(symbols.flags[row].isIndirectFunction == (symbols.name(row) == "indirect"))
    }
  }

  @Test("an object without any symbol")
  func noSymbols() throws {
    try bench.object("a.o", "", language: "s")
    try bench.run("objcopy", "--strip-all", "a.o", "stripped.o")
    for name in ["a.o", "stripped.o"] {
      #expect(try bench.elf(reading: name).symbols.count == 0)
    }
  }

  @Test("hashes are those of the names")
  func hashes() throws {
    try bench.object("a.o", Self.source)
    let symbols = try bench.elf(reading: "a.o").symbols
    for row in 0..<symbols.count {
      #expect(symbols.hash(row) == NameHash(of: symbols.name(row)))
    }
    #expect(Set(symbols.hashes).count == symbols.count)
  }

  @Test("more sections than sixteen bits can number")
  func manySections() throws {
    let count = 66_000
    var text = ""
    for number in 0..<count {
      text += ".section .s\(number),\"a\"\n"
      if number % 6_000 == 0 || number == count - 1 { text += ".globl f\(number)\nf\(number):\n" }
      text += ".byte 0\n"
    }
    text += ".globl absolute, wanted\nabsolute = 5\n.long wanted\n.comm shared, 8, 8\n"
    try bench.object("many.o", text, language: "s")
    let object = try bench.elf(reading: "many.o")
    let expected = try ReadelfSymbol.table(of: "many.o", in: bench)
    #expect(expected.contains { UInt32($0.section.description) ?? 0 > 0xff00 })
    #expect(object.symbols.inWordsOfReadelf == expected)
    let uses = try object.undefinedUses(in: bench.bytes(of: "many.o"))
    #expect(
      uses.map { object.symbols.name(Int($0.symbolIndex - object.firstGlobal)) } == ["wanted"])
    #expect(uses.first?.section ?? 0 > 65_280)
  }
}
