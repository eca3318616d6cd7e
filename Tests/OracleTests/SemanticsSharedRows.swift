import BinaryHarness
import LinkerObservers

extension SemanticsRow {
  /// Rows 12 and 13: a shared library on the line, so the link is dynamic.
  static let sharedRows: [SemanticsRow] = [
    SemanticsRow(
      number: "12", situation: "only a shared library refers, archive right of it", mode: [],
      extracted: ["liba.a(a.o)"]
    ) { bench in
      try buildShared(bench, "int a(void); int s(void) { return a(); }")
      return ["main.o", "./libs.so", "liba.a", "-Wl,-rpath,."]
    },
    SemanticsRow(
      number: "12b", situation: "only a shared library refers, archive left of it", mode: [],
      link: .undefined(["a"]), extracted: [],
      others: [.init(linkers: [.lld14, .lld21, .mold], extracted: ["liba.a(a.o)"], runs: 0)]
    ) { bench in
      try buildShared(bench, "int a(void); int s(void) { return a(); }")
      return ["main.o", "liba.a", "./libs.so", "-Wl,-rpath,."]
    },
    SemanticsRow(
      number: "13", situation: "an earlier shared library suppresses extraction", mode: [],
      extracted: [], runs: 3
    ) { bench in
      try buildShared(bench, "int s(void) { return 3; }")
      try bench.archive("libcopy.a", compiling: [("copy.o", "int s(void) { return 4; }")])
      return ["main.o", "./libs.so", "libcopy.a", "-Wl,-rpath,."]
    },
    SemanticsRow(
      number: "13b", situation: "a later shared library does not", mode: [],
      extracted: ["libcopy.a(copy.o)"], runs: 4
    ) { bench in
      try buildShared(bench, "int s(void) { return 3; }")
      try bench.archive("libcopy.a", compiling: [("copy.o", "int s(void) { return 4; }")])
      return ["main.o", "libcopy.a", "./libs.so", "-Wl,-rpath,."]
    },
  ]

  private static func buildShared(_ bench: Workbench, _ source: String) throws {
    try build(
      bench, main: "int s(void); int main(void) { return s(); }", ["liba.a": [("a.o", a)]])
    try bench.object("s.o", source, flags: ["-fPIC"])
    try bench.run("gcc", "-shared", "s.o", "-o", "libs.so")
  }
}
