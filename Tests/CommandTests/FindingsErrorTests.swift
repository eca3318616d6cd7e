import BinaryHarness
import Foundation
import Testing

/// What makes a link fail, and lines like it that link.
@Suite("errors of check")
struct FindingsErrorTests {
  private let bench: Workbench

  private static let shared = Result { try make() }

  init() throws { bench = try Self.shared.get() }

  private static func make() throws -> Workbench {
    let bench = try Workbench()
    try bench.makeChain()
    try bench.object("again.o", "int a(void) { return 1; }")
    try bench.object("static.o", "static int a(void) { return 1; } int (*p)(void) = a;")
    try bench.write("text.o", "no object at all\n")
    try bench.object("arm.o", "int arm(void) { return 0; }", compiler: "aarch64-linux-gnu-gcc")
    try bench.object("here.o", "int here(void) { return 0; }")
    for (directory, keeps) in [("gone", false), ("kept", true)] {
      try bench.run("mkdir", directory)
      try bench.run("cp", "b.o", "\(directory)/b.o")
      try bench.run("ar", "qcsT", "\(directory)/libthin.a", "\(directory)/b.o")
      if !keeps { try bench.run("rm", "\(directory)/b.o") }
    }
    try bench.run("gcc", "-shared", "-fPIC", "-o", "libonly.so", "b.o.c")
    try bench.archive("libboth.a", ["b.o"])
    try bench.run("cp", "libonly.so", "libboth.so")
    try bench.archive("libnoindex.a", ["b.o"], operation: "qcS")
    try bench.object("slim.o", "int b(void) { return 0; }", flags: ["-flto"])
    try bench.object("fat.o", "int b(void) { return 0; }", flags: ["-flto", "-ffat-lto-objects"])
    try bench.object("thread.o", "__thread int t;")
    try bench.object("plain.o", "extern int t; int b(void) { return t; }")
    try bench.object("alike.o", "extern __thread int t; int b(void) { return t; }")
    try bench.object("tie.o", "int tie(void); int main(void) { return tie(); }")
    for name in ["one", "two"] {
      try bench.archive(
        "ties/lib\(name).a", compiling: [("\(name).o", "int tie(void) { return 0; }")])
    }
    return bench
  }

  static let errors: [FindingsTests.Pair] = [
    .init(id: "unresolved-symbol", found: "main.o liba.a", absent: "main.o liba.a libb.a"),
    .init(
      id: "duplicate-symbol", found: "main.o again.o a.o b.o", absent: "main.o static.o a.o b.o"),
    .init(
      id: "order-dependent", found: "main.o libb.a liba.a",
      absent: "main.o -Wl,--start-group libb.a liba.a -Wl,--end-group"),
    .init(
      id: "missing-library", found: "main.o liba.a -L. -lnosuch",
      absent: "main.o liba.a -L. -lb"),
    .init(
      id: "incompatible-object", found: "main.o liba.a libb.a arm.o",
      absent: "main.o liba.a libb.a here.o"),
    .init(
      id: "malformed-file", found: "main.o liba.a libb.a text.o",
      absent: "main.o liba.a libb.a here.o"),
    .init(
      id: "malformed-line", found: "main.o liba.a libb.a -Wl,--end-group",
      absent: "main.o -Wl,--start-group liba.a libb.a -Wl,--end-group"),
    .init(
      id: "malformed-line", found: "main.o liba.a libb.a -Wl,--pop-state",
      absent: "main.o -Wl,--push-state liba.a libb.a -Wl,--pop-state"),
    .init(
      id: "index-missing", found: "main.o liba.a libnoindex.a", absent: "main.o liba.a libb.a"),
    .init(
      id: "thin-member-missing", found: "main.o liba.a gone/libthin.a",
      absent: "main.o liba.a kept/libthin.a"),
    .init(
      id: "lto-only-member", found: "-fno-lto -fno-use-linker-plugin main.o liba.a slim.o",
      absent: "-fno-lto -fno-use-linker-plugin main.o liba.a fat.o"),
    .init(
      id: "shared-only-library", found: "main.o liba.a -L. -lonly",
      absent: "main.o liba.a -L. -lboth"),
    .init(
      id: "tls-mismatch", found: "main.o a.o plain.o thread.o",
      absent: "main.o a.o alike.o thread.o"),
  ]

  @Test("a line that the linker refuses has it, one that it takes has not", arguments: errors)
  func error(_ pair: FindingsTests.Pair) throws {
    for (line, isFound) in [(pair.found, true), (pair.absent, false)] {
      let words = line.split(separator: " ").map(String.init)
      let output = "app-\(UUID().uuidString)"
      let real = try Command(["gcc", "-static", "-o", output] + words, in: bench.path).run()
      #expect(real.succeeded == !isFound, "\(line): \(real.errorText)")
      let check = try bench.check(["--cc", "gcc"] + words)
      #expect(check.status == (isFound ? 1 : 0), "\(line): \(check.errorText)")
      #expect(check.errorText.contains("[\(pair.id)]") == isFound, "\(line): \(check.errorText)")
    }
  }

  /// Findings that do not come from `check` alone, or not on every machine.
  @Test("a tie of two providers, and none when one is on the line")
  func ambiguousProvider() throws {
    let tie = try bench.resolve("tie.o", "-Lties")
    #expect(tie.succeeded && tie.errorText.contains("[ambiguous-provider]"), "\(tie.errorText)")
    let settled = try bench.resolve("tie.o", "-Lties", "-ltwo")
    #expect(settled.succeeded && settled.errors.isEmpty, "\(settled.errorText)")
  }

  @Test("an option whose effect is not known, and one that has none")
  func notModelled() throws {
    let line = ["main.o", "liba.a", "libb.a"]
    let unknown = try bench.check(line + ["-Wl,--mri-script=nosuch.mri"])
    #expect(unknown.errorText.contains("[not-modelled]"), "\(unknown.errorText)")
    let known = try bench.check(line + ["-Wl,--build-id=none"])
    #expect(known.status == 0 && known.errors.isEmpty, "\(known.errorText)")
  }

  /// Where `linkers-disagree` and `non-pic-member` are proven: `PortableTests`, `FindingsTests`.
  private static let elsewhere = [
    "ambiguous-provider", "not-modelled", "non-pic-member", "linkers-disagree", "mixed-libraries",
  ]

  @Test("no id of the catalogue is without a line that has it and one that has not")
  func complete() throws {
    let refused = try bench.check(["--error", "no-such-id", "main.o"]).errorText
    let list = try #require(refused.firstMatch(of: /known are (.*)/)?.output.1)
    let ids = Set(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    let pairs = Self.errors + FindingsTests.warnings
    #expect(ids == Set(pairs.map(\.id) + Self.elsewhere))
    let page = try String(
      contentsOfFile: Staticld.packageRoot + "/Man/staticld-findings.7", encoding: .utf8)
    let described = page.matches(of: /\.Ss ([a-z-]+) \(/).map { String($0.output.1) }
    #expect(Set(described) == ids && described.count == ids.count)
  }
}
