import BinaryHarness
import Foundation
import Testing

/// `.pc` files that tell the truth and ones that lie, made here and installed.
@Suite("audit")
struct AuditTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
  }

  private func audit(_ libs: String, _ more: String = "") throws -> Outcome {
    try bench.write("m.pc", "Name: m\nVersion: 1\nLibs: -L\(bench.path) \(libs)\n\(more)")
    return try Staticld.run(
      ["audit", "m.pc"], in: bench.path, environment: ["PKG_CONFIG_PATH": bench.path])
  }

  @Test("a complete line is true")
  func truth() throws {
    let outcome = try audit("-la", "Libs.private: -lb\n")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.outputText == "m: true\n")
  }

  @Test("what is missing is named, and the line that mends it")
  func missing() throws {
    let outcome = try audit("-la")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.hasPrefix("m: lies\n  missing: -lb\n"), "\(outcome.outputText)")
    #expect(outcome.outputText.hasSuffix("  Libs.private: -lb\n"), "\(outcome.outputText)")
  }

  @Test("a wrong order is told")
  func order() throws {
    try bench.archive(
      "libc1.a", compiling: [("c.o", "int b(void); int c(void) { return b(); }")])
    try bench.archive("libd1.a", compiling: [("d.o", "int c(void); int d(void) { return c(); }")])
    let outcome = try audit("-ld1", "Libs.private: -lb -lc1\n")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.contains("\n  wrong order\n"), "\(outcome.outputText)")
    #expect(outcome.outputText.hasSuffix("  Libs.private: -lc1 -lb\n"), "\(outcome.outputText)")
  }

  @Test("libraries that are not there, and ones that serve nothing")
  func superfluous() throws {
    let outcome = try audit("-la", "Libs.private: -lb -lnot_there -lz\n")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.contains("\n  superfluous: -lz\n"), "\(outcome.outputText)")
    #expect(outcome.outputText.contains("\n  not there: -lnot_there\n"), "\(outcome.outputText)")
  }

  @Test("what nothing mends is impossible, what has no archive is not judged")
  func others() throws {
    try bench.makeMissing()
    let outcome = try audit("-lfoo")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.outputText.hasPrefix("m: impossible\n"), "\(outcome.outputText)")
    #expect(outcome.outputText.contains("nowhere_defined"))
    let none = try audit("-lm")
    #expect(none.succeeded)
    #expect(none.outputText == "m: no-archive\n")
  }

  @Test("no module, an unknown one, a file that is not there: status 2")
  func usage() throws {
    for words in [[], ["no-such-module"], ["gone.pc"], ["--all", "zlib"]] {
      #expect(try Staticld.run(["audit"] + words, in: bench.path).ending == .exit(2))
    }
  }

  /// Modules whose `.pc` files are right, wrong and hopeless; those not installed are passed over.
  static let sample = [
    "absl_base", "absl_strings", "bzip2", "cairo", "expat", "fontconfig", "freetype2", "glib-2.0",
    "gmp", "gnutls", "grpc", "gtest_main", "hogweed", "icu-i18n", "icu-uc", "libbrotlidec",
    "libcares", "libcurl", "libdeflate", "libelf", "libffi", "libjpeg", "liblz4", "liblzma",
    "libpcre2-8", "libpng16", "libsodium", "libssl", "libtasn1", "libtiff-4", "libuv", "libwebp",
    "libxml-2.0", "libzstd", "ncurses", "nettle", "protobuf", "re2", "sqlite3", "zlib",
  ]

  @Test("the words are pkg-config's and the verdict is the linker's", arguments: sample)
  func installed(_ module: String) throws {
    let declared = try Command(["pkg-config", "--static", "--libs", module]).run()
    guard try Command(["pkg-config", "--exists", module]).run().succeeded else { return }
    let outcome = try Staticld.run(["audit", "--format", "json", module])
    let document =
      try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    let answer = try #require((document?["modules"] as? [[String: Any]])?.first)
    let words = declared.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(answer["declared"] as? [String] == words)
    let archives = try #require(answer["archives"] as? [String])
    guard !archives.isEmpty else { return }
    let isMain = try Command(["nm", "--quiet", "-g"] + archives).run().outputText
      .contains(" T main\n")
    try bench.object("program.o", isMain ? "" : "int main(void) { return 0; }")
    let link = try Command(
      ["gcc", "-static", "-o", "app", "program.o", "-Wl,--whole-archive"] + archives
        + ["-Wl,--no-whole-archive"] + words, in: bench.path
    ).run()
    #expect((answer["verdict"] as? String == "true") == link.succeeded, "\(link.errorText)")
  }
}
