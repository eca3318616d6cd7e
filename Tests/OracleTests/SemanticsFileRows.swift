import BinaryHarness
import LinkerObservers
import Foundation

extension SemanticsRow {
  /// Rows 11, 20, 23, 24, 26: what an archive's file looks like.
  static let fileRows: [SemanticsRow] = [
    SemanticsRow(
      number: "11", situation: "archive without an index", link: .fails("liba.a"),
      others: [.init(linkers: [.lld14, .lld21, .mold], extracted: ["liba.a(a.o)"], runs: 0)],
      ours: .fails(naming: "liba.a")
    ) { bench in
      try build(bench, main: callsA)
      try bench.object("a.o", a)
      try bench.archive("liba.a", ["a.o"], operation: "qcS")
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "20", situation: "a thin archive's member is gone", link: .fails("gone.o"),
      ours: .fails(naming: "gone.o")
    ) { bench in
      try build(bench, main: callsA)
      try bench.object("gone.o", a)
      try bench.archive("liba.a", ["gone.o"], operation: "qcsT")
      try FileManager.default.removeItem(atPath: bench.file("gone.o"))
      return ["main.o", "liba.a"]
    },
    SemanticsRow(number: "23", situation: "empty archive", extracted: ["liba.a(a.o)"]) { bench in
      try build(bench, main: callsA, ["liba.a": [("a.o", a)]])
      try bench.write("libempty.a", "!<arch>\n")
      return ["main.o", "libempty.a", "liba.a", "-lpthread", "-ldl"]
    },
    SemanticsRow(
      number: "24", situation: "an archive's name is a script with GROUP",
      extracted: ["libx.a(a.o)", "liby.a(b.o)", "libx.a(a2.o)"]
    ) { bench in
      try buildScripted(bench)
      try bench.write("libs.a", "/* GNU ld script */\nGROUP ( libx.a liby.a )\n")
      return ["main.o", "libs.a"]
    },
    SemanticsRow(
      number: "24b", situation: "a script with INPUT, found by -l",
      extracted: ["libx.a(a.o)", "liby.a(b.o)", "libx.a(a2.o)"]
    ) { bench in
      try buildScripted(bench)
      try bench.write(
        "libs.a", "OUTPUT_FORMAT(elf64-x86-64)\nINPUT(libx.a -ly libx.a)\n")
      return ["main.o", "-L.", "-ls"]
    },
    SemanticsRow(
      number: "24c", situation: "a script with AS_NEEDED",
      extracted: ["libx.a(a.o)", "liby.a(b.o)", "libx.a(a2.o)"]
    ) { bench in
      try buildScripted(bench)
      try bench.write("libs.a", "GROUP ( libx.a AS_NEEDED ( liby.a ) )\n")
      return ["main.o", "libs.a"]
    },
    SemanticsRow(
      number: "26", situation: "thin archive with -u", extracted: ["thin/liba.a(../a.o)"]
    ) { bench in
      try build(bench, main: "int main(void) { return 0; }")
      try bench.object("a.o", a)
      try bench.archive("thin/liba.a", ["a.o"], operation: "qcsT")
      return ["-Wl,-u,a", "main.o", "thin/liba.a"]
    },
    SemanticsRow(
      number: "26b", situation: "thin archive under --whole-archive",
      extracted: ["thin/liba.a(../a.o)"]
    ) { bench in
      try build(bench, main: "int main(void) { return 0; }")
      try bench.object("a.o", a)
      try bench.archive("thin/liba.a", ["a.o"], operation: "qcsT")
      return ["main.o", "-Wl,--whole-archive", "thin/liba.a", "-Wl,--no-whole-archive"]
    },
  ]

  private static func buildScripted(_ bench: Workbench) throws {
    try build(
      bench, main: callsA,
      [
        "libx.a": [
          ("a.o", "int b(void); int a(void) { return b(); }"),
          ("a2.o", "int a2(void) { return 0; }"),
        ],
        "liby.a": [("b.o", "int a2(void); int b(void) { return a2(); }")],
      ])
  }
}
