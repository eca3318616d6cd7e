import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("Texts of packages")
struct PackageTextTests {
  static func package(_ interface: [LinkArgument]) throws -> LibraryPackage {
    var package = try LibraryPackage(name: "foo", archive: "/opt/foo/libfoo.a")
    package.interface = interface
    return package
  }

  static func text(_ format: PackageFormat, _ interface: [LinkArgument]) throws -> String {
    try format.text(of: package(interface)).description
  }

  @Test("different libraries stay words of their own")
  func list() throws {
    let interface: [LinkArgument] = [.library("z", isFileName: false), .file("/opt/x/libx.a")]
    let module = try PackageTextTests.text(.pkgconfig, interface)
    #expect(module.contains("\nLibs: -L/opt/foo -lfoo\nLibs.private: -lz /opt/x/libx.a\n"))
    #expect(try PackageTextTests.text(.cmake, interface).contains("\"-lz;/opt/x/libx.a\""))
  }

  @Test(
    "what is repeated or grouped becomes one word",
    arguments: [
      ([.file("/b.a"), .file("/opt/foo/libfoo.a")], "-Wl,/b.a,/opt/foo/libfoo.a"),
      ([.file("/a.a"), .file("/b.a"), .file("/a.a")], "-Wl,/a.a,/b.a,/a.a"),
      (
        [.startGroup, .file("/a.a"), .endGroup, .library("m", isFileName: false)],
        "-Wl,--start-group,/a.a,--end-group,-lm"
      ),
    ] as [([LinkArgument], String)])
  func oneWord(interface: [LinkArgument], word: String) throws {
    #expect(try PackageTextTests.text(.pkgconfig, interface).contains("private: \(word)\n"))
    #expect(try PackageTextTests.text(.cmake, interface).contains("\"\(word)\""))
    #expect(try PackageTextTests.text(.bazel, interface).contains("\"\(word)\""))
    let meson = try PackageTextTests.text(.meson, interface)
    #expect(!meson.contains("group"))
  }

  @Test("Meson keeps --whole-archive around what it was around")
  func wholeArchive() throws {
    let interface: [LinkArgument] = [.wholeArchive(true), .file("/r.a"), .wholeArchive(false)]
    #expect(
      try PackageTextTests.text(.meson, interface)
        .contains("'-Wl,--whole-archive,/r.a,--no-whole-archive'"))
    #expect(throws: PackagingError.self) {
      try PackageTextTests.text(.meson, [.asNeeded(true), .file("/r.a")])
    }
  }

  @Test(
    "what a format cannot hold is refused by name",
    arguments: [
      (.pkgconfig, "/x/a\nb.a"), (.cmake, "/x/a\nb.a"), (.meson, "/x/a\nb.a"),
      (.bazel, "/x/a\nb.a"), (.pkgconfig, "/x/$a.a"), (.pkgconfig, "/x/a b.a"),
      (.pkgconfig, "/x/a#b$.a"), (.pkgconfig, "/x/a\"b.a"), (.cmake, "/x/a;b.a"),
      (.cmake, "/x/$<1:a>.a"), (.cmake, "/x/\"a.a"),
    ] as [(PackageFormat, ByteString)])
  func refused(format: PackageFormat, path: ByteString) throws {
    let error = try #require(throws: PackagingError.self) {
      try format.text(of: PackageTextTests.package([.file(path)]))
    }
    #expect(error == .word(path, format: format.rawValue))
    #expect(!error.description.contains("\n"))
  }

  @Test("Meson and Bazel take any quote, blank and dollar")
  func quotes() throws {
    let file: [LinkArgument] = [.file("/x/it's \"$(a)\\.a")]
    #expect(try PackageTextTests.text(.meson, file).contains("'/x/it\\'s \"$(a)\\\\.a'"))
    #expect(
      try PackageTextTests.text(.bazel, file)
        .contains("\"'/x/it'\\\\''s \\\"$$(a)\\\\.a'\""))
  }

  @Test("bytes that are no UTF-8 are refused where the format is text")
  func bytes() throws {
    let file: [LinkArgument] = [.file(ByteString([0x2f, 0xff]))]
    for format in [PackageFormat.meson, .bazel] {
      #expect(throws: PackagingError.self) { try PackageTextTests.text(format, file) }
    }
    #expect(try PackageFormat.cmake.text(of: PackageTextTests.package(file)).bytes.contains(0xff))
  }

  @Test("a name is taken from the archive", arguments: ["libfoo.a", "foo.a", "/x/libfoo.a"])
  func name(path: String) {
    #expect(LibraryPackage.name(of: ByteString(path)) == "foo")
  }

  @Test("no other name passes", arguments: ["", "-x", "a b", "a\nb", "a:b", "ü"])
  func badName(name: String) {
    #expect(throws: PackagingError.name(ByteString(name))) {
      try LibraryPackage(name: ByteString(name), archive: "/x/libfoo.a")
    }
  }
}
