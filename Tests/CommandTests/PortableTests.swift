import BinaryHarness
import Foundation
import Testing

/// Lines on which linkers differ, asked of the linkers themselves.
@Suite("agreement of linkers")
struct PortableTests {
  private let bench: Workbench

  private static let linkers = ["bfd", "gold", "lld", "mold"]

  init() throws {
    bench = try Workbench()
    try bench.object(
      "main.o", "int f(void); int need(void); int main(void) { return f() * 16 + need(); }")
    try bench.archive(
      "libtwo.a",
      compiling: [
        ("weak.o", "__attribute__((weak)) int f(void) { return 1; }"),
        ("strong.o", "int f(void) { return 2; }"),
      ])
    try bench.archive("libneed.a", compiling: [("need.o", "int need(void) { return 0; }")])
    try bench.archive("libone.a", compiling: [("one.o", "int f(void) { return 1; }")])
    try bench.makeRivals()
  }

  /// What the program returns that each linker makes; `nil` where the linker fails.
  private func results(_ words: [String]) throws -> [String: Int32?] {
    var results: [String: Int32?] = [:]
    for linker in Self.linkers {
      let app = "app-\(linker)"
      let link = try Command(
        ["gcc", "-static", "-fuse-ld=\(linker)", "-o", app] + words, in: bench.path
      ).run()
      results[linker] = .some(
        link.succeeded ? try Command([bench.file(app)]).run().status : nil)
    }
    return results
  }

  @Test("a weak and a strong definition in one archive: no order makes mold take the first")
  func noPortableLine() throws {
    let words = ["main.o", "libtwo.a", "libneed.a"]
    let results = try results(words)
    #expect(results == ["bfd": 16, "gold": 16, "lld": 16, "mold": 32])
    let plain = try Staticld.run(["resolve"] + words, in: bench.path)
    #expect(plain.succeeded && plain.errorText.contains("warning: 'f': "), "\(plain.errorText)")
    let portable = try Staticld.run(["resolve"] + ["--portable"] + words, in: bench.path)
    #expect(portable.status == 1 && portable.output.isEmpty)
    #expect(
      portable.errorText.contains(
        "error: 'f': GNU ld, gold and LLD take libtwo.a(weak.o), mold takes libtwo.a(strong.o) "
          + "[linkers-disagree]"), "\(portable.errorText)")
  }

  @Test("another order, where one makes linkers agree")
  func reordered() throws {
    // The second reference comes from behind the library that GNU ld has passed by then.
    let words = ["ask.o", "libright.a", "libask.a", "libleft.a"]
    let given = try results(words)
    #expect(given["bfd"] != given["lld"], "\(given)")
    let plain = try Staticld.run(["resolve"] + words, in: bench.path)
    #expect(plain.errorText.contains("[linkers-disagree]"), "\(plain.errorText)")
    let portable = try Staticld.run(["resolve"] + ["--portable"] + words, in: bench.path)
    #expect(portable.succeeded && portable.errors.isEmpty, "\(portable.errorText)")
    let line = portable.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    let agreed = try results(line)
    #expect(Set(agreed.values).count == 1 && agreed["bfd"] != .some(nil), "\(line): \(agreed)")
  }

  @Test(
    "check warns exactly where the linkers' programs differ",
    arguments: [
      "main.o libtwo.a libneed.a", "main.o libone.a libneed.a",
      "ask.o libright.a libask.a libleft.a", "ask.o libask.a libright.a libleft.a",
      "ask.o libask.a libleft.a", "main.o libneed.a -Wl,-u,f libone.a",
      "pair.o libtwin.a", "pair.o libodd.a",
    ], linkers)
  func check(_ line: String, _ linker: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let results = try results(words)
    let differ = Set(results.values).count > 1
    let check = try bench.check(["--linker", linker] + words)
    #expect(
      check.errorText.contains("[linkers-disagree]") == differ,
      "\(results): \(check.errorText)")
    let forced = try bench.check(["--linker", linker, "--error", "linkers-disagree"] + words)
    #expect(forced.status == (differ || results[linker] == .some(nil) ? 1 : 0))
    let ignored = try bench.check(["--linker", linker, "--ignore", "linkers-disagree"] + words)
    #expect(!ignored.errorText.contains("[linkers-disagree]"))
  }

  @Test("an order that only some linkers take is told with those that do")
  func order() throws {
    let words = ["main.o", "libneed.a", "chain.o", "libone.a"]
    try bench.object("chain.o", "int chain(void) { return 0; }")
    #expect(try results(words).values.allSatisfy { $0 == 16 })
    let turned = ["libneed.a", "libone.a", "main.o"]
    #expect(try results(turned) == ["bfd": nil, "gold": nil, "lld": 16, "mold": 16])
    let check = try bench.check(["--linker", "lld", "--no-hints"] + turned)
    #expect(check.status == 0)
    #expect(
      check.errorText.contains("GNU ld and gold would fail: 'f' of main.o is undefined"),
      "\(check.errorText)")
    #expect(check.errorText.contains("LLD and mold would link this"), "\(check.errorText)")
  }

  @Test("the line for another linker links with GNU ld, too", arguments: ["lld", "mold"])
  func provenTwice(_ linker: String) throws {
    let words = ["libneed.a", "libone.a", "main.o"]
    let outcome = try Staticld.run(["resolve"] + ["--linker", linker] + words, in: bench.path)
    #expect(outcome.succeeded && outcome.errors.isEmpty, "\(outcome.errorText)")
    let line = outcome.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(try results(line).values.allSatisfy { $0 == 16 }, "\(line)")
  }

  @Test("where GNU ld has no line, the target's stands and is told", arguments: ["lld", "mold"])
  func targetWins(_ linker: String) throws {
    try bench.run("ar", "qcS", "libplain.a", "one.o")
    let words = ["main.o", "libplain.a", "libneed.a"]
    #expect(try results(words)["bfd"] == .some(nil))
    #expect(try results(words)[linker] == .some(16))
    let outcome = try Staticld.run(["resolve"] + ["--linker", linker] + words, in: bench.path)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(
      outcome.errorText.contains("GNU ld and gold would fail: ")
        && outcome.errorText.contains("no index"), "\(outcome.errorText)")
    let portable = try Staticld.run(
      ["resolve"] + ["--portable", "--linker", linker] + words, in: bench.path)
    #expect(portable.status == 1 && portable.output.isEmpty, "\(portable.errorText)")
  }
}

extension Workbench {
  /// Two libraries with a `v` of their own, and one between them that asks for it only then.
  fileprivate func makeRivals() throws {
    try object("ask.o", "int ask(void); int r(void); int main(void) { return ask() + r(); }")
    try archive("libask.a", compiling: [("ask1.o", "int v(void); int ask(void) { return v(); }")])
    try archive(
      "libright.a",
      compiling: [("r.o", "int r(void) { return 0; }"), ("v1.o", "int v(void) { return 3; }")])
    try object("pair.o", "int y(void); int main(void) { return y(); }")
    for (name, value) in [("twin", 1), ("odd", 2)] {
      // GNU ld takes the second member first, and with it its copy of `w`.
      try object(
        "\(name)1.o",
        "int tentative; __attribute__((weak)) int w(void) { return 1; } int x(void) { return 0; }",
        flags: ["-fcommon"])
      try object(
        "\(name)2.o",
        "int tentative; __attribute__((weak)) int w(void) { return \(value); } int x(void);"
          + " int y(void) { return w() + x() + tentative; }",
        flags: ["-fcommon"])
      try archive("lib\(name).a", ["\(name)1.o", "\(name)2.o"])
    }
    try archive("libleft.a", compiling: [("v2.o", "int v(void) { return 4; }")])
  }
}
