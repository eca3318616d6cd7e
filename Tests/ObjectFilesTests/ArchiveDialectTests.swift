import BinaryHarness
import ObjectFiles
import Testing

@Suite("Archives as each tool writes them")
struct ArchiveDialectTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private func makeAwkward(_ dialect: Dialect) throws -> Archive {
    try AwkwardMembers.make(in: bench)
    try dialect.make("lib.a", AwkwardMembers.names, in: bench)
    return try bench.archive(reading: "lib.a")
  }

  @Test("names and order are those of ar t", arguments: Dialect.all)
  func names(_ dialect: Dialect) throws {
    let archive = try makeAwkward(dialect)
    #expect(try archive.members().map(\.name) == bench.lines(dialect.words[0], "t", "lib.a"))
  }

  @Test("each member holds the bytes that went in", arguments: Dialect.all)
  func contents(_ dialect: Dialect) throws {
    let archive = try makeAwkward(dialect)
    let members = try archive.members()
    #expect(members.count == AwkwardMembers.names.count)
    for (member, name) in zip(members, AwkwardMembers.names) {
      let original = try contents(of: Array("\(bench.path)/".utf8) + name)
      let bytes: [UInt8]
      if let path = member.externalPath {
        // A thin archive names the file; it must be found from wherever staticld runs.
        #expect(path == ByteString(bench.path).appending(component: ByteString(name)))
        bytes = try contents(of: path.bytes)
      } else {
        bytes = try archive.contents(of: member)
      }
      #expect(bytes == original, "\(member.name)")
    }
  }

  /// Foundation takes only names that are text.
  private func contents(of path: [UInt8]) throws -> [UInt8] {
    let outcome = try Command(bytes: [Array("cat".utf8), path]).run()
    try #require(outcome.succeeded, "\(outcome.errorText)")
    return outcome.output
  }

  @Test("members of one name are told apart by their place", arguments: Dialect.all)
  func repeated(_ dialect: Dialect) throws {
    let archive = try makeAwkward(dialect)
    let twins = try archive.members().filter { $0.name == "a.o" }
    #expect(twins.count == 2)
    #expect(Set(twins.map(\.headerOffset)).count == 2)
    for twin in twins { #expect(try archive.member(at: twin.headerOffset) == twin) }
  }

  @Test("an archive of eight bytes is empty, not broken", arguments: [Dialect.gnu, .thin, .bsd])
  func empty(_ dialect: Dialect) throws {
    try dialect.make("empty.a", [], in: bench)
    let archive = try bench.archive(reading: "empty.a")
    #expect(try archive.members().isEmpty)
    #expect(archive.index?.count ?? 0 == 0)
    let file = try bench.memory("empty.a")
    #expect(try ArchiveIndex.hashes(in: file, path: file.path)?.isEmpty == true)
  }

  @Test("the members of an archive without an index are there")
  func withoutIndex() throws {
    try bench.archive("lib.a", compiling: [("a.o", "int a;"), ("b.o", "int b;")], operation: "qcS")
    let archive = try bench.archive(reading: "lib.a")
    #expect(archive.index == nil)
    #expect(try archive.members().map(\.name) == bench.lines("ar", "t", "lib.a"))
    let file = try bench.memory("lib.a")
    #expect(try ArchiveIndex.hashes(in: file, path: file.path)?.isEmpty == true)
  }

  @Test("a member of odd length is followed by a filling byte", arguments: [Dialect.gnu, .bsd])
  func oddLength(_ dialect: Dialect) throws {
    try bench.write("odd.txt", "odd")
    try bench.write("even.txt", "even")
    try dialect.make("lib.a", ["odd.txt", "even.txt"].map { Array($0.utf8) }, in: bench)
    let archive = try bench.archive(reading: "lib.a")
    let texts = try archive.members().map { ByteString(try archive.contents(of: $0)) }
    // llvm-ar fills the contents themselves up to eight bytes with newlines.
    #expect(texts.map { ByteString($0.bytes.filter { $0 != 0x0a }) } == ["odd", "even"])
  }
}
