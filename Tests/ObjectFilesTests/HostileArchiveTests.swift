import BinaryHarness
import Glibc
import ObjectFiles
import Synchronization
import Testing

@Suite("Archives that lie")
struct HostileArchiveTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("a.o", "int a;")
    try bench.object("b_with_a_long_name.o", "int b;")
  }

  /// A file that remembers the largest piece that anybody asked for.
  private final class Watched: RandomAccessFile {
    let memory: MemoryFile
    let largest = Mutex(0)

    init(_ bytes: [UInt8]) { memory = MemoryFile(path: "bad.a", bytes: bytes) }

    var size: UInt64 { memory.size }

    func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
      largest.withLock { $0 = max($0, count) }
      return try memory.read(at: offset, count: count)
    }
  }

  /// The address space that this process ever had, in bytes: it counts memory that was asked for
  /// and never touched too.
  private func peakOfAddressSpace() throws -> Int {
    let status = try Command(["cat", "/proc/\(getpid())/status"]).run().outputText
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmPeak") })
    return try #require(Int(line.split(separator: " ").dropLast().last ?? "")) * 1024
  }

  private func make(_ dialect: Dialect) throws -> [UInt8] {
    let names = ["a.o", "b_with_a_long_name.o"].map { Array($0.utf8) }
    try dialect.make("good.a", names, in: bench)
    return try bench.bytes(of: "good.a")
  }

  private func expectError(
    _ bytes: [UInt8], at offset: UInt64?, sourceLocation: SourceLocation = #_sourceLocation,
    _ matches: (ObjectFileError.Problem) -> Bool
  ) throws {
    let file = Watched(bytes)
    let peak = try peakOfAddressSpace()
    let error = try #require(throws: ObjectFileError.self, sourceLocation: sourceLocation) {
      let archive = try Archive(path: "bad.a", file: file)
      for member in try archive.members() where !archive.isThin {
        _ = try archive.contents(of: member)
      }
    }
    #expect(error.path == "bad.a", sourceLocation: sourceLocation)
    #expect(error.offset == offset, "\(error)", sourceLocation: sourceLocation)
    #expect(matches(error.problem), "\(error)", sourceLocation: sourceLocation)
    #expect(file.largest.withLock { $0 } <= bytes.count, sourceLocation: sourceLocation)
    #expect(try peakOfAddressSpace() - peak < 1 << 30, sourceLocation: sourceLocation)
    // The quick reader may find less wrong, it must not find more to read.
    _ = try? ArchiveIndex.hashes(in: file, path: "bad.a")
    #expect(file.largest.withLock { $0 } <= bytes.count, sourceLocation: sourceLocation)
  }

  private func isMalformed(_ problem: ObjectFileError.Problem) -> Bool {
    if case .malformed = problem { true } else { false }
  }

  private func isTruncated(_ problem: ObjectFileError.Problem) -> Bool {
    if case .truncated = problem { true } else { false }
  }

  /// Where the first member's contents begin: behind the magic and a header.
  private let firstContents = 8 + 60

  @Test(
    "an index that claims all the symbols there can be",
    arguments: [
      (Dialect.gnu, 0, 4), (.thin, 0, 4), (.wide, 0, 8), (.bsd, 16, 4),
    ])
  func symbolCount(_ dialect: Dialect, skipped: Int, width: Int) throws {
    var bytes = try make(dialect)
    // llvm-ar puts the table's name in front of its contents.
    let start = firstContents + (dialect.testDescription == "BSD" ? try bsdNameLength(bytes) : 0)
    for position in start..<(start + width) { bytes[position] = 0xff }
    try expectError(bytes, at: UInt64(firstContents), isMalformed)
  }

  private func bsdNameLength(_ bytes: [UInt8]) throws -> Int {
    let name = ByteString(bytes[8..<24]).fields[0]
    return name.hasPrefix("#1/") ? try #require(Int(name.dropFirst(3).description)) : 0
  }

  @Test("an index whose names end too soon")
  func indexNames() throws {
    var bytes = try make(.gnu)
    // One symbol more than there are names: the count fits, the strings do not.
    bytes[firstContents + 3] += 1
    try expectError(bytes, at: UInt64(firstContents), isTruncated)
  }

  @Test("an index whose member lies outside of the file")
  func indexOffset() throws {
    var bytes = try make(.gnu)
    bytes[firstContents + 4] = 0x7f
    let archive = try Archive(path: "bad.a", file: MemoryFile(path: "bad.a", bytes: bytes))
    let offset = try #require(archive.index?.memberOffsets.first)
    let error = try #require(throws: ObjectFileError.self) { try archive.member(at: offset) }
    #expect(error.offset == offset)
    #expect(isTruncated(error.problem))
  }

  @Test(
    "a member larger than the file",
    arguments: [Dialect.gnu, .bsd, .wide], ["9999999999", "99999999  "])
  func memberSize(_ dialect: Dialect, size: String) throws {
    var bytes = try make(dialect)
    let archive = try Archive(path: "good.a", file: MemoryFile(path: "good.a", bytes: bytes))
    let last = try #require(try archive.members().last)
    let field = Int(last.headerOffset) + 48
    bytes.replaceSubrange(field..<(field + 10), with: Array(size.utf8))
    try expectError(bytes, at: last.headerOffset, isTruncated)
  }

  @Test("a size that is no number", arguments: ["12x       ", "          ", "-1        "])
  func sizeText(_ size: String) throws {
    var bytes = try make(.gnu)
    bytes.replaceSubrange(56..<66, with: Array(size.utf8))
    try expectError(bytes, at: 8, isMalformed)
  }

  @Test("a header without its end mark")
  func endMark() throws {
    var bytes = try make(.gnu)
    bytes[8 + 58] = 0
    try expectError(bytes, at: 8, isMalformed)
  }

  @Test("a file that ends anywhere inside names the place", arguments: [Dialect.gnu, .bsd, .wide])
  func cut(_ dialect: Dialect) throws {
    let bytes = try make(dialect)
    for count in stride(from: 9, to: bytes.count - 8, by: 7) {
      let file = MemoryFile(path: "bad.a", bytes: Array(bytes[..<count]))
      do {
        let archive = try Archive(path: "bad.a", file: file)
        // Cut between two members, it is a shorter archive and no lie.
        for member in try archive.members() { _ = try archive.contents(of: member) }
        #expect(try archive.members().count < 2, "\(count)")
      } catch {
        #expect(error.offset != nil, "\(count): \(error)")
        #expect(isTruncated(error.problem), "\(count): \(error)")
      }
    }
  }

  @Test("a long name that is not in the table", arguments: ["/9999", "/x", "/0:1:2"])
  func longName(_ name: String) throws {
    var bytes = try make(.gnu)
    let archive = try Archive(path: "good.a", file: MemoryFile(path: "good.a", bytes: bytes))
    let last = try #require(try archive.members().last)
    let start = Int(last.headerOffset)
    let padded = name + String(repeating: " ", count: 16 - name.utf8.count)
    bytes.replaceSubrange(start..<(start + 16), with: Array(padded.utf8))
    try expectError(bytes, at: last.headerOffset, isMalformed)
  }

  @Test("a BSD name longer than its member")
  func bsdName() throws {
    var bytes = try make(.bsd)
    let archive = try Archive(path: "good.a", file: MemoryFile(path: "good.a", bytes: bytes))
    let last = try #require(try archive.members().last)
    let start = Int(last.headerOffset)
    bytes.replaceSubrange(start..<(start + 16), with: Array("#1/9999999999   ".utf8))
    try expectError(bytes, at: last.headerOffset + 60, isTruncated)
  }

  @Test("what is no archive")
  func magic() throws {
    for bytes in [[], Array("!<arch>".utf8), Array("\u{7f}ELF!<arch>\n".utf8)] as [[UInt8]] {
      try expectError(bytes, at: 0, isMalformed)
    }
  }
}
