import ObjectFiles
import Testing

@Suite("Bytes that are usually text")
struct ByteStringTests {
  @Test("a message stays on one line, whatever is in a name")
  func message() {
    let hostile = ByteString(Array(0...255))
    let text = hostile.forMessage
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
    #expect(text.contains("\\n") && text.contains("\\xff") && text.contains("\\x1b"))
    // Controls and separators that only wide characters can spell.
    for name in ["a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{9b}b"] {
      let text = ByteString(name).forMessage
      #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
    }
    #expect(ByteString("ümlaut 日本").forMessage == "ümlaut 日本")
  }

  @Test(
    "paths are taken apart as dirname and basename do",
    arguments: [
      ("/usr/lib/libz.a", "/usr/lib", "libz.a"), ("libz.a", ".", "libz.a"), ("/x", "/", "x"),
      ("a/b", "a", "b"), ("./a", ".", "a"),
    ])
  func paths(_ path: String, directory: String, name: String) {
    #expect(ByteString(path).parentDirectory == ByteString(directory))
    #expect(ByteString(path).lastPathComponent == ByteString(name))
  }

  @Test("joining does not double the slash")
  func joining() {
    #expect(ByteString("/").appending(component: "a") == "/a")
    #expect(ByteString("d").appending(component: "a") == "d/a")
    #expect(ByteString("d/").appending(component: "a") == "d/a")
    #expect(ByteString("").appending(component: "a") == "a")
  }

  @Test("order is that of the bytes, not of a language")
  func order() {
    let names = ["b", "B", "a", "ä", "aa", ""].map { ByteString($0) }
    #expect(names.sorted() == ["", "B", "a", "aa", "b", ByteString("ä")])
  }

  @Test("hashes depend on every byte and on the length")
  func hashes() {
    var seen: Set<NameHash> = []
    var count = 0
    for length in 0...40 {
      let zeros = [UInt8](repeating: 0, count: length)
      seen.insert(NameHash(of: ByteString(zeros)))
      count += 1
      for position in 0..<length {
        for bit in 0..<8 {
          var name = zeros
          name[position] = 1 << UInt8(bit)
          seen.insert(NameHash(of: ByteString(name)))
          count += 1
        }
      }
    }
    #expect(seen.count == count)
  }
}
