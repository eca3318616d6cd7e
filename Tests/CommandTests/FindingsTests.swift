import BinaryHarness
import Foundation
import Testing

/// What `staticld check` knows beyond what a linker says, on objects of real compilers.
@Suite("findings of check")
struct FindingsTests {
  let bench: Workbench

  /// Made once for all tests, which only read it.
  private static let shared = Result { try FindingsBench.make() }

  init() throws {
    bench = try Self.shared.get()
  }

  /// A file of its own for every link: tests run side by side.
  private var output: String { "app-\(UUID().uuidString)" }

  /// A line that has a finding and one like it that has not.
  struct Pair: Sendable, CustomTestStringConvertible {
    var id: String
    var found: String
    var absent: String
    var testDescription: String { "\(id): \(found)" }
  }

  static let warnings: [Pair] = [
    Pair(
      id: "latent-duplicate", found: "betamain.o libbeta1.a libbeta2.a",
      absent: "betamain.o libbeta1.a libplain.a"),
    // An archive serves its own references, wherever it stands.
    Pair(
      id: "latent-duplicate", found: "betamain.o libbeta2.a libbeta1.a",
      absent: "main.o libbeta2.a libbeta1.a"),
    Pair(
      id: "latent-duplicate", found: "main.o libtwice.a libplain.a",
      absent: "main.o libbeta1.a libplain.a"),
    // One archive under two names is one archive.
    Pair(
      id: "latent-duplicate", found: "betamain.o libbeta1.a libbeta3.a",
      absent: "betamain.o libbeta1.a ./libbeta1.a h.o"),
    Pair(
      id: "unused-library", found: "main.o g.o libplain.a ./libf.a",
      absent: "main.o g.o -Wl,--whole-archive libplain.a -Wl,--no-whole-archive ./libplain.a"),
    Pair(
      id: "weak-only-reference", found: "weak.o libf.a", absent: "weak.o strong.o libf.a"),
    Pair(id: "weak-only-reference", found: "weak.o libf.a", absent: "weak.o -Wl,-u,f libf.a"),
    Pair(
      id: "weak-only-reference", found: "pthread.o libtester.a libthreads.a",
      absent: "pthread.o libtester.a libthreads.a -Wl,-u,pthread_second"),
    Pair(id: "runtime-files", found: "iconv.o", absent: "main.o g.o h.o"),
    Pair(id: "runtime-files", found: "hosts.o", absent: "main.o g.o h.o"),
    Pair(id: "odr-mismatch", found: "vtable1.o vtable2.o", absent: "vtable2.o vtable3.o"),
    Pair(id: "odr-mismatch", found: "limit1.o limit2.o", absent: "limit2.o limit3.o"),
    Pair(id: "odr-mismatch", found: "slots1.o slots2.o", absent: "slots2.o slots3.o"),
    Pair(
      id: "dropped-constructors", found: "registry.o libplugin.a",
      absent: "registry.o -Wl,--whole-archive libplugin.a -Wl,--no-whole-archive"),
    Pair(
      id: "dropped-constructors", found: "classes.o libclass.a", absent: "classes.o libapi.a"),
    Pair(
      id: "dropped-constructors", found: "classes.o libclass.a", absent: "classes.o libstream.a"),
    Pair(
      id: "mixed-libraries", found: "crypto.o libcrypto1.a libcrypto2.a",
      absent: "crypto.o libcrypto1.a libcrypto3.a"),
    Pair(id: "type-mismatch", found: "main.o thing1.o thing2.o", absent: "main.o thing1.o h.o"),
    Pair(
      id: "common-size-conflict", found: "main.o table1.o table2.o",
      absent: "main.o table1.o table3.o"),
    Pair(id: "common-size-conflict", found: "block1.o block2.o", absent: "block1.o block3.o"),
    Pair(id: "stale-index", found: "main.o g.o libstale.a", absent: "main.o g.o libplain.a"),
    Pair(id: "unused-library", found: "main.o g.o h.o libf.a", absent: "main.o g.o libplain.a"),
    Pair(id: "empty-archive", found: "main.o g.o h.o libempty.a", absent: "main.o g.o libplain.a"),
    Pair(
      id: "duplicate-member-name", found: "main.o libsame.a", absent: "main.o libplain.a g.o"),
  ]

  @Test("a line that links has a warning or none, and never an error", arguments: warnings)
  func warning(_ pair: Pair) throws {
    for (line, isFound) in [(pair.found, true), (pair.absent, false)] {
      let words = line.split(separator: " ").map(String.init)
      let driver = line.contains("block") ? "gfortran" : "g++"
      let real = try Command([driver, "-static", "-o", output] + words, in: bench.path).run()
      #expect(real.succeeded, "\(line): \(real.errorText)")
      let check = try bench.check(["--cc", driver, "--verbose"] + words)
      #expect(check.status == 0, "\(line): \(check.errorText)")
      #expect(check.errorText.contains("[\(pair.id)]") == isFound, "\(line): \(check.errorText)")
    }
  }

  @Test("the order decides, and the contents tell whether it matters")
  func latentDuplicate() throws {
    let words = [
      ["betamain.o", "libbeta1.a", "libbeta2.a"], ["betamain.o", "libbeta2.a", "libbeta1.a"],
    ]
    var results: Set<Int32?> = []
    for line in words {
      try bench.run(["gcc", "-static", "-o", "beta"] + line)
      results.insert(try Command([bench.file("beta")]).run().status)
      #expect(try bench.check(line).errorText.contains("'beta' is defined in"))
      #expect(try bench.check(line).errorText.contains("with other contents"))
    }
    #expect(results.count == 2, "the two definitions do the same")
    let same = try bench.check(["betamain.o", "libbeta1.a", "libbeta3.a"]).errorText
    #expect(same.contains("with the same contents"), "\(same)")
  }

  @Test(
    "doubly defined symbols say how their definitions compare",
    arguments: [
      ("g.o", "g2.o", "different"), ("g.o", "g3.o", "identical"),
      ("text1.o", "text2.o", "different"),
      ("text1.o", "text3.o", "identical"), ("bare1.o", "bare2.o", "unknown"),
    ])
  func bodies(_ first: String, _ second: String, _ bodies: String) throws {
    let words = ["main.o", "h.o", first, second]
    #expect(try !Command(["gcc", "-static", "-o", output] + words, in: bench.path).run().succeeded)
    let check = try bench.check(["--format", "json", "--no-hints"] + words)
    let answer = try JSONSerialization.jsonObject(with: Data(check.output)) as? [String: Any]
    let duplicates = answer?["duplicates"] as? [[String: Any]] ?? []
    #expect(duplicates.compactMap { $0["bodies"] as? String }.first == bodies)
  }

  @Test(
    "code for a fixed address fails a position-independent link, as the linker does",
    arguments: ["bfd", "gold", "lld", "mold"])
  func nonPIC(_ linker: String) throws {
    for (archive, mode) in [
      ("libfixed.a", "static-pie"), ("libpie.a", "static-pie"), ("libfixed.a", "static"),
      ("libfixed.a", "dynamic"), ("libpie.a", "dynamic"), ("libgroup.a", "static-pie"),
    ] {
      let option = mode == "dynamic" ? "-pie" : "-" + mode
      let words = ["fixedmain.o", "piegroup.o", archive]
      // gold 1.16 does not know the options with which gcc makes one.
      if linker == "gold", mode == "static-pie" { continue }
      let real = try Command(
        ["g++", "-fuse-ld=\(linker)", option, "-o", output] + words, in: bench.path
      ).run()
      let check = try bench.check(["--cc", "g++", "--linker", linker, "--link", mode] + words)
      #expect(
        check.status == (real.succeeded ? 0 : 1),
        "\(linker) \(option) \(archive): \(check.errorText)\(real.errorText)")
      #expect(check.errorText.contains("[non-pic-member]") == !real.succeeded, "\(check.errorText)")
    }
  }

  @Test("an allocator that is replaced in part")
  func allocator() throws {
    let part = try bench.check(["part.o", "aligned.o"])
    #expect(part.errorText.contains("[mixed-libraries]"), "\(part.errorText)")
    let whole = try bench.check(["part.o", "rest.o", "aligned.o"])
    #expect(whole.status == 0 && !whole.errorText.contains("[mixed-libraries]"))
  }

  @Test("objects for glibc in a link with musl")
  func musl() throws {
    let words = ["checked.o"]
    let real = try Command(["musl-gcc", "-static", "-o", output] + words, in: bench.path).run()
    #expect(!real.succeeded)
    let check = try bench.check(["--cc", "musl-gcc"] + words)
    #expect(
      check.status == 1 && check.errorText.contains("compiled for glibc"), "\(check.errorText)")
    #expect(try !bench.check(words).errorText.contains("[mixed-libraries]"))
  }

  @Test("one string of two C++ ABIs")
  func stringABI() throws {
    let words = ["newstring.o", "oldstring.o"]
    #expect(try !Command(["g++", "-static", "-o", output] + words, in: bench.path).run().succeeded)
    let check = try bench.check(["--cc", "g++", "--no-hints"] + words)
    #expect(check.errorText.contains("new C++ ABI's std::string"), "\(check.errorText)")
    let agreeing = try bench.check(["--cc", "g++", "newstring.o", "alsonew.o"])
    #expect(agreeing.errors.isEmpty, "\(agreeing.errorText)")
  }

  @Test("libc++ beside libstdc++")
  func standardLibraries() throws {
    let both = ["llvmuser.o", "gnuuser.o", "libc++.a"]
    try bench.run(["g++", "-static", "-o", output] + both)
    let check = try bench.check(["--cc", "g++"] + both)
    #expect(
      check.status == 0 && check.errorText.contains("[mixed-libraries]"), "\(check.errorText)")
    let one = try bench.check(["--cc", "g++", "gnuuser.o", "gnumain.o"])
    #expect(one.status == 0 && !one.errorText.contains("[mixed-libraries]"), "\(one.errorText)")
  }

  @Test("C++ names are readable")
  func demangled() throws {
    let check = try bench.check(["--cc", "g++", "vtable1.o", "vtable2.o"])
    #expect(check.errorText.contains("'vtable for Shape'"), "\(check.errorText)")
  }

  @Test("LLD prints no warnings of the C library, so they are shown")
  func unprinted() throws {
    #expect(try !bench.check(["hosts.o"]).errorText.contains("[runtime-files]"))
    let lld = try bench.check(["--linker", "lld", "hosts.o"])
    #expect(lld.errorText.contains("[runtime-files]"), "\(lld.errorText)")
  }
}
