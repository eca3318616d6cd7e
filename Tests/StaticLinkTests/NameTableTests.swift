import ObjectFiles
import Testing

@testable import StaticLink

@Suite("The table of names")
struct NameTableTests {
  /// Names that share long beginnings and ends, as mangled ones do.
  private func names(_ count: Int) -> [ByteString] {
    (0..<count).map { ByteString("_ZN5space6nested\($0)E\($0 % 7)suffix") }
  }

  @Test("a hundred thousand names keep their numbers and their bytes")
  func many() {
    let names = names(100_000)
    var table = NameTable()
    let ids = names.map { table.intern($0) }
    #expect(table.count == names.count)
    #expect(Set(ids).count == names.count)
    // Growth moved everything several times; nothing may have been lost or mixed up.
    #expect(zip(names, ids).allSatisfy { table.find($0) == $1 && table.name($1) == $0 })
    #expect(zip(names, ids).allSatisfy { table.intern($0) == $1 })
    #expect(table.count == names.count)
    #expect(ids == ids.sorted())
  }

  @Test("names that are looked up together get the numbers that they get one by one")
  func together() {
    // Each name again close behind, far behind, and in another table's order.
    let names = names(10_000).flatMap { [$0, $0] } + names(3_000) + ["", ""]
    var single = NameTable()
    let expected = names.map { single.intern($0) }
    var table = NameTable()
    let bytes = names.flatMap(\.bytes)
    let ids = bytes.withUnsafeBytes { bytes in
      var start = 0
      return table.intern(names.count) { row in
        defer { start += names[row].count }
        let name = UnsafeRawBufferPointer(rebasing: bytes[start..<start + names[row].count])
        return NameTable.Row(hash: NameHash(of: name).value, name: name)
      }
    }
    #expect(ids == expected)
    // The table has copied them: the bytes above are gone.
    #expect(zip(names, ids).allSatisfy { table.name($1) == $0 })
  }

  @Test("what was never put in is not found")
  func absent() {
    var table = NameTable()
    for name in names(5_000) { _ = table.intern(name) }
    #expect(names(6_000).dropFirst(5_000).allSatisfy { table.find($0) == nil })
    #expect(table.find("") == nil)
  }

  @Test("names are equal when every byte is, and only then")
  func equality() {
    var table = NameTable()
    let close: [ByteString] = ["", "a", "A", "aa", "ab", "abcdefgh", "abcdefgi", "abcdefgha"]
    let ids = close.map { table.intern($0) }
    #expect(Set(ids).count == close.count)
    let odd = ByteString([0xff, 0x00, 0xff])
    let id = table.intern(odd)
    #expect(table.name(id) == odd)
    #expect(table.find(ByteString([0xff, 0x00, 0xfe])) == nil)
  }

  @Test("a copy of the table goes its own way")
  func value() {
    var table = NameTable()
    _ = table.intern("a")
    var copy = table
    _ = copy.intern("b")
    #expect(table.find("b") == nil)
    #expect(copy.find("b") != nil)
  }

  @Test("versions are told from names")
  func versions() {
    #expect(VersionedName("plain") == nil)
    let hidden = VersionedName("f@V1")
    #expect(hidden?.base == "f" && hidden?.version == "V1" && hidden?.isDefault == false)
    let named = VersionedName("f@@V2")
    #expect(named?.base == "f" && named?.version == "V2" && named?.isDefault == true)
  }
}
