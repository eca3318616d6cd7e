import BinaryHarness

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
      ], runs: 2),
    row(
      "8b", "COMMON does not extract a function", main: usesShared, extracted: [],
      [("function.o", "void shared(void) {}")], runs: 0),
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
    _ members: [(String, String)], runs: Int32
  ) -> SemanticsRow {
    SemanticsRow(number: number, situation: situation, extracted: extracted, runs: runs) { bench in
      try build(bench, main: main, ["liba.a": members], flags: ["-fcommon"])
      return ["main.o", "liba.a"]
    }
  }
}
