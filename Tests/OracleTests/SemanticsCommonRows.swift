import BinaryHarness
import LinkerObservers

extension SemanticsRow {
  /// Rows 8, 9, 10: COMMON symbols and archives.
  static let commonRows: [SemanticsRow] = [
    row(
      "8", "COMMON extracts the first data definition, no weak one and no function",
      main: usesShared, extracted: ["liba.a(data.o)"],
      [
        ("weak.o", "__attribute__((weak)) int shared = 1;"),
        ("function.o", "void shared(void) {}"),
        ("common.o", "int shared;"),
        ("data.o", "int shared = 2;"),
        ("later.o", "int shared = 3;"),
      ], runs: 2,
      others: [
        .init(linkers: [.gold, .lld21], extracted: [], runs: 0),
        // The table says that any definition counts; LLD 14 and mold take the first strong one.
        .init(linkers: [.lld14, .mold], extracted: ["liba.a(function.o)"]),
      ]),
    row(
      "8b", "COMMON does not extract a function", main: usesShared, extracted: [],
      [("function.o", "void shared(void) {}")], runs: 0,
      others: [.init(linkers: [.lld14, .mold], extracted: ["liba.a(function.o)"])]),
    row(
      "8c", "COMMON does not extract a weak definition", main: usesShared, extracted: [],
      [("weak.o", "__attribute__((weak)) int shared = 1;")], runs: 0,
      others: [.init(linkers: [.mold], extracted: ["liba.a(weak.o)"], runs: 1)]),
    row(
      "8d", "--fortran-common", main: usesShared, extracted: ["liba.a(data.o)"],
      [("data.o", "int shared = 2;")], runs: 2, linkers: [.lld14, .lld21],
      options: ["-Wl,--fortran-common"]),
    row(
      "8e", "--no-fortran-common", main: usesShared, extracted: [],
      [("data.o", "int shared = 2;")], runs: 0, linkers: [.lld14, .lld21],
      options: ["-Wl,--no-fortran-common"]),
    row(
      "9", "COMMON does not extract COMMON", main: usesShared, extracted: [],
      [("common.o", "int shared;")], runs: 0),
    row(
      "10", "undefined extracts COMMON",
      main: "extern int shared; int main(void) { return shared; }",
      extracted: ["liba.a(common.o)"], [("common.o", "int shared;")], runs: 0),
  ]

  private static let usesShared = "int shared; int main(void) { return shared; }"

  private static func row(
    _ number: String, _ situation: String, main: String, extracted: [String],
    _ members: [(String, String)], runs: Int32, others: [SemanticsRow.Other] = [],
    linkers: [ObservedLinker] = ObservedLinker.allCases, options: [String] = []
  ) -> SemanticsRow {
    SemanticsRow(
      number: number, situation: situation, extracted: extracted, runs: runs, others: others,
      linkers: linkers, ours: linkers.contains(.bfd) ? .equalLinks : nil
    ) { bench in
      try build(bench, main: main, ["liba.a": members], flags: ["-fcommon"])
      return options + ["main.o", "liba.a"]
    }
  }
}
