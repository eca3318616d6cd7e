import BinaryHarness
import ObjectFiles
import Testing

@Suite("Thin archives")
struct ThinArchiveTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("a.o", "int a;")
    try bench.object("sub/b.o", "int b;")
    try bench.object("sub/c.o", "int c;")
  }

  @Test("members are found from the archive's own directory")
  func relative() throws {
    try bench.run("mkdir", "lib")
    try bench.archive("lib/libt.a", ["a.o", "sub/b.o"], operation: "qcsT")
    // A relative path of the archive makes relative paths of members.
    let file = MemoryFile(path: "lib/libt.a", bytes: try bench.bytes(of: "lib/libt.a"))
    let archive = try Archive(path: "lib/libt.a", file: file)
    #expect(archive.isThin)
    for member in try archive.members() {
      let path = try #require(member.externalPath)
      #expect(try bench.bytes(of: path.description).count == Int(member.size))
    }
  }

  @Test("the path of the archive may be plain, rooted or dotted", arguments: ["", "./", "/"])
  func prefixes(_ prefix: String) throws {
    try bench.archive("libt.a", ["a.o"], operation: "qcsT")
    let path = ByteString(prefix + "libt.a")
    let file = MemoryFile(path: path, bytes: try bench.bytes(of: "libt.a"))
    let member = try #require(try Archive(path: path, file: file).members().first)
    #expect(member.externalPath == ByteString(prefix + "a.o"))
  }

  @Test("an archive inside a thin one is read through")
  func nested() throws {
    try bench.archive("inner.a", ["sub/b.o", "sub/c.o"])
    try bench.archive("outer.a", ["a.o", "inner.a"], operation: "qcsT")
    let outer = try bench.archive(reading: "outer.a")
    let inner = try bench.archive(reading: "inner.a")
    let members = try outer.members()
    #expect(members.count == 3)
    #expect(members.first?.nestedHeaderOffset == nil)
    var found: [ByteString] = []
    for member in members.dropFirst() {
      #expect(member.externalPath == ByteString(bench.file("inner.a")))
      let real = try inner.member(at: #require(member.nestedHeaderOffset))
      #expect(real.size == member.size)
      found.append(real.name)
    }
    #expect(found == ["b.o", "c.o"])
    // What ar prints for the flattened members are the names inside the inner archive.
    #expect(try bench.lines("ar", "t", "outer.a") == [members[0].name] + found)
  }

  @Test("a thin archive inside a thin one is flattened by ar")
  func thinInThin() throws {
    try bench.archive("inner.a", ["sub/b.o", "sub/c.o"], operation: "qcsT")
    try bench.archive("outer.a", ["a.o", "inner.a"], operation: "qcsT")
    let outer = try bench.archive(reading: "outer.a")
    let paths = try outer.members().map(\.externalPath)
    #expect(paths == ["a.o", "sub/b.o", "sub/c.o"].map { ByteString(bench.file($0)) })
    #expect(try outer.members().map(\.name) == bench.lines("ar", "t", "outer.a"))
  }
}
