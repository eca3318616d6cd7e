import BinaryHarness
import ObjectFiles
import Testing

@Suite("The symbol table of an archive")
struct ArchiveIndexTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private struct Row: Hashable {
    var symbol: ByteString
    var member: ByteString
  }

  /// What `nm -s` prints between "Archive index:" and the next empty line.
  private func rowsOfNM(_ name: String) throws -> [Row] {
    let lines = try bench.lines("nm", "-s", name)
    guard let heading = lines.firstIndex(of: "Archive index:") else { return [] }
    return lines[(heading + 1)...].prefix { !$0.isEmpty }.map { line in
      let fields = line.split(separator: 0x20)
      return Row(symbol: fields[0], member: line.dropFirst(fields[0].count + 4))
    }
  }

  private func rows(_ archive: Archive) throws -> [Row] {
    guard let index = archive.index else { return [] }
    return try (0..<index.count).map { row in
      let member = try archive.member(at: index.memberOffsets[row])
      return Row(symbol: index.name(row), member: member.name)
    }
  }

  private func makeAwkward(_ dialect: Dialect) throws {
    try AwkwardMembers.make(in: bench)
    try dialect.make("lib.a", AwkwardMembers.names, in: bench)
  }

  @Test(
    "names, members and order are those of nm -s",
    // nm 2.40 does not read what llvm-ar writes as BSD.
    arguments: [Dialect.gnu, .thin, .wide, .wideThin])
  func matchesNM(_ dialect: Dialect) throws {
    try makeAwkward(dialect)
    let expected = try rowsOfNM("lib.a")
    #expect(expected.count == 2 * AwkwardMembers.names.count)
    #expect(try rows(bench.archive(reading: "lib.a")) == expected)
  }

  @Test("the BSD table says what the GNU table of the same members says")
  func bsd() throws {
    try makeAwkward(.gnu)
    let expected = try Set(rowsOfNM("lib.a"))
    try bench.run("rm", "lib.a")
    try Dialect.bsd.make("lib.a", AwkwardMembers.names, in: bench)
    #expect(try Set(rows(bench.archive(reading: "lib.a"))) == expected)
  }

  @Test("the quick reader of hashes sees what the full one sees", arguments: Dialect.all)
  func hashes(_ dialect: Dialect) throws {
    try makeAwkward(dialect)
    let file = try bench.memory("lib.a")
    let index = try #require(try bench.archive(reading: "lib.a").index)
    #expect(index.count == 2 * AwkwardMembers.names.count)
    #expect(try ArchiveIndex.hashes(in: file, path: file.path) == index.hashes)
    #expect(index.hashes == (0..<index.count).map { NameHash(of: index.name($0)).value })
  }

  @Test("hashes are asked of archives only")
  func noArchive() throws {
    try bench.object("a.o", "int a;")
    let file = try bench.memory("a.o")
    #expect(try ArchiveIndex.hashes(in: file, path: file.path) == nil)
    let empty = MemoryFile(path: "empty", bytes: [])
    #expect(try ArchiveIndex.hashes(in: empty, path: "empty") == nil)
  }

  @Test("a real library", .enabled(if: isInstalled("gcc")))
  func libc() throws {
    let path = ByteString(try bench.run("gcc", "-print-file-name=libc.a").outputText).fields
    let name = try #require(path.first?.split(separator: 0x0a).first)
    try bench.run("cp", name.description, "libc.a")
    let archive = try bench.archive(reading: "libc.a")
    let expected = try rowsOfNM("libc.a")
    #expect(expected.count > 1000)
    #expect(try rows(archive) == expected)
    #expect(try archive.members().map(\.name) == bench.lines("ar", "t", "libc.a"))
  }

  @Test("versioned names are known to be there")
  func versions() throws {
    try bench.archive(
      "lib.a",
      compiling: [
        ("v.o", "int f1(void) { return 1; } __asm__(\".symver f1, f@@V2\");"),
        ("p.o", "int p;"),
      ])
    try bench.archive("plain.a", ["p.o"])
    let index = try bench.archive(reading: "lib.a").index
    #expect(index?.hasVersions == true)
    #expect(try rows(bench.archive(reading: "lib.a")) == rowsOfNM("lib.a"))
    #expect(try bench.archive(reading: "plain.a").index?.hasVersions == false)
  }
}
