import BinaryHarness
import Foundation
import Testing

/// The parser against texts with every oddity, and against what `ld -t -t` says it extracted.
@Suite("Link map")
struct LinkMapTests {
  private func map(_ inclusions: String) -> LinkMap {
    LinkMap(
      """
      Archive member included to satisfy reference by file (symbol)

      \(inclusions)

      Discarded input sections

       .note          0x0000000000000000       0x20 a.o
      LOAD a.o
      LOAD sp (x) y/libs(a) b.a
      """)
  }

  @Test("a short name and its reason share a line")
  func shortName() {
    let parsed = map("libx.a(u.o)                   /usr/lib/crt1.o (main)")
    #expect(
      parsed.inclusions == [
        .init(member: "libx.a(u.o)", referrer: "/usr/lib/crt1.o", symbol: "main")
      ])
    #expect(parsed.loaded == ["a.o", "sp (x) y/libs(a) b.a"])
  }

  @Test("a name of 29 bytes or more has its reason on the next line")
  func longName() {
    let parsed = map(
      """
      a/sp (x) y/libs(a) b.a(member.o)
                                    sp (x) y/libs(a) b.a(m.o) (f1)
      """)
    #expect(
      parsed.inclusions == [
        .init(
          member: "a/sp (x) y/libs(a) b.a(member.o)", referrer: "sp (x) y/libs(a) b.a(m.o)",
          symbol: "f1")
      ])
  }

  @Test("-u and --whole-archive have no referrer, --whole-archive no symbol")
  func reasonsWithoutReferrer() {
    let parsed = map(
      """
      d1/m.o                        (f1)
      d2/m.o                        (--whole-archive)
      """)
    #expect(
      parsed.inclusions == [
        .init(member: "d1/m.o", referrer: nil, symbol: "f1"),
        .init(member: "d2/m.o", referrer: nil, symbol: nil),
      ])
  }

  @Test("a map without extractions has none")
  func empty() {
    #expect(LinkMap("\nMerging program properties\n\nLOAD a.o\n").inclusions.isEmpty)
  }

  /// `-t -t` names every member as it is read: a second witness for the section of the map.
  @Test("the members of a real map are those that ld traces", arguments: LinkMapSample.all)
  func trace(_ sample: LinkMapSample) throws {
    let bench = try Workbench()
    let line = try sample.make(bench)
    let outcome = try bench.run(
      [sample.driver, "-static", "-Wl,--no-demangle,-t,-t", "-Wl,-Map=link.map", "-o", "a.out"]
        + line)
    let map = LinkMap(String(decoding: try bench.bytes(of: "link.map"), as: UTF8.self))
    let lines = outcome.outputText.split(separator: "\n").map(String.init)
    let traced = lines.filter { $0.hasPrefix("(") }.compactMap { line in
      line.range(of: ".a)", options: .backwards).map {
        "\(line[line.index(after: line.startIndex)..<$0.lowerBound]).a(\(line[$0.upperBound...]))"
      }
    }
    let thin = map.inclusions.map(\.member).filter { !$0.hasSuffix(")") }
    #expect(map.inclusions.map(\.member).filter { $0.hasSuffix(")") }.sorted() == traced.sorted())
    #expect(thin.allSatisfy(lines.contains))
    #expect(thin.isEmpty != sample.isThin)
    #expect(!map.inclusions.isEmpty)

    // Every name resolves to a member that really is in that archive.
    var names = FileNames(directory: bench.path)
    let found = MapExtractions(map, names: &names)
    for extraction in found.extractions {
      let found = names.listing(extraction.member.path)
      let listing = try #require(found)
      #expect(listing.members.contains { $0.name == extraction.member.member })
      let isTwin = sample.hasTwins && extraction.member.member == "m.o"
      #expect((extraction.offset != nil) == isTwin)
    }
    #expect(found.objects.contains { $0.hasSuffix("/crt1.o") })
  }
}

/// A link whose map the parser has to read.
struct LinkMapSample: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var driver = "gcc"
  var isThin = false
  var hasTwins = false
  var make: @Sendable (Workbench) throws -> [String]

  static let all: [Self] = [
    Self(testDescription: "libm's script") { bench in
      try bench.object(
        "a.o", "double sin(double); int main(int c) { return sin(c); }",
        flags: ["-fno-builtin"])
      return ["a.o", "-lm"]
    },
    Self(testDescription: "blanks and twins", hasTwins: true) { bench in
      try MemberTwins.make(bench, archive: "sp (x) y/libs(a) b.a")
      return ["u.o", "sp (x) y/libs(a) b.a"]
    },
    Self(testDescription: "a thin archive elsewhere", isThin: true) { bench in
      try MemberTwins.make(bench, archive: "else where/libthin.a", operation: "qcsT")
      return ["u.o", "else where/libthin.a"]
    },
    Self(testDescription: "iostream", driver: "g++") { bench in
      try bench.object(
        "a.o", "#include <iostream>\nint main() { std::cout << 1; }", language: "cc",
        compiler: "g++")
      return ["a.o"]
    },
  ]
}

/// Two members of one name, the second needing the first.
enum MemberTwins {
  static func make(_ bench: Workbench, archive: String, operation: String = "qcs") throws {
    try bench.object("u.o", "int f2(void); int main(void) { return f2(); }")
    try bench.write("d1/.keep", "")
    try bench.write("d2/.keep", "")
    try bench.object("d1/m.o", "int f1(void) { return 1; }")
    try bench.object("d2/m.o", "int f1(void); int f2(void) { return f1(); }")
    try bench.archive(archive, ["d1/m.o", "d2/m.o"], operation: operation)
  }
}
