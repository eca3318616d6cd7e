import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("Response files")
struct ResponseTests {
  @Test(
    "quoting is GCC's",
    arguments: [
      ("a b\tc\nd\re\u{b}f\u{c}g", ["a", "b", "c", "d", "e", "f", "g"]),
      (#"'a b' "c d" e\ f"#, ["a b", "c d", "e f"]),
      (#"x"y z"'w v'\'"#, ["xy zw v'"]),
      (#"'a\'b' "c\"d" "e'f" 'g"h'"#, ["a'b", "c\"d", "e'f", "g\"h"]),
      (#""" '' a"#, ["", "", "a"]),
      ("a\\\nb", ["a\nb"]),
      ("'open quote", ["open quote"]),
      ("trailing\\", ["trailing"]),
      ("", []),
      (" \n\t ", []),
      ("# no comment", ["#", "no", "comment"]),
      ("seen\0unseen", ["seen"]),
    ])
  func quoting(text: String, words: [String]) {
    #expect(ResponseWords.split(Array(text.utf8)) == words.map { ByteString($0) })
  }

  @Test("any bytes pass")
  func bytes() {
    #expect(
      ResponseWords.split([0xff, 0xfe, 0x20, 0x80]) == [
        ByteString([0xff, 0xfe]), ByteString([0x80]),
      ])
  }

  @Test("files in files are read, in place")
  func nested() throws {
    let files = MemoryFiles(["a": "x.o @b y.o", "b": "-lz '@c'", "c": "z.o"])
    let line = try parse("first.o @a last.o", files: files)
    #expect(
      line.arguments == [
        .file("first.o"), .file("x.o"), .library("z", isFileName: false), .file("z.o"),
        .file("y.o"), .file("last.o"),
      ])
  }

  @Test("a missing file stays a word")
  func missing() throws {
    #expect(try parse("@nowhere").arguments == [.file("@nowhere")])
  }

  @Test("a file that names itself is refused, not followed for ever")
  func circle() {
    #expect(throws: ArgumentError.tooManyResponseFiles(last: "a")) {
      try parse("@a", files: MemoryFiles(["a": "@a @a"]))
    }
  }

  @Test("a directory is refused as GCC does")
  func directory() {
    #expect(throws: ArgumentError.responseFileIsDirectory("d")) {
      try parse("@d", files: MemoryFiles(directories: ["d"]))
    }
  }

  @Test("the linker's own response files hold the linker's options")
  func linkerFile() throws {
    let files = MemoryFiles(["l": "--start-group liba.a -u sym --end-group"])
    let line = try parse("main.o -Wl,@l", files: files)
    #expect(
      line.arguments == [
        .file("main.o"), .startGroup, .file("liba.a"), .undefined("sym"), .endGroup,
      ])
  }
}
