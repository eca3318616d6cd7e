import BinaryHarness
import Foundation

/// The corpus's small tier as oracle cases, built as `run_case.py` builds them.
enum CorpusCases {
  enum Mode: String, CaseIterable {
    case whole, ref
  }

  private static let directory = Staticld.packageRoot + "/Fixtures/corpus"
  private static let drivers = ["c": "gcc", "c++": "g++", "fortran": "gfortran"]

  static func all(_ mode: Mode) -> [OracleCase] {
    rows().map { row in
      OracleCase(
        name: "corpus \(row["case_id"] ?? "?") \(mode)",
        driver: drivers[row["language"] ?? ""] ?? "gcc"
      ) { bench in
        try inputs(row, mode, bench)
      }
    }
  }

  /// The table as dictionaries by column name.
  private static func rows() -> [[String: String]] {
    let text = try? String(contentsOfFile: directory + "/cases.tsv", encoding: .utf8)
    let lines = (text ?? "").split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { fields in
      Dictionary(zip(lines[0], fields), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func inputs(
    _ row: [String: String], _ mode: Mode, _ bench: Workbench
  ) throws -> OracleCase.Inputs {
    func column(_ name: String) -> String { row[name] ?? "" }
    guard mode == .whole || column("n_refs") != "0" else {
      throw OracleCase.NotApplicable(reason: "defines no function to refer to")
    }
    guard column("linkable_\(mode)") == "yes" else {
      throw OracleCase.NotApplicable(reason: "nothing links it: \(column("why_not_\(mode)"))")
    }
    let archive = column("archive")
    guard FileManager.default.fileExists(atPath: archive) else {
      throw OracleCase.NotApplicable(reason: "\(column("package")) is not installed")
    }
    let truth = column("truth_\(mode)").split(separator: " ").map(String.init)
    switch mode {
    case .whole:
      let program = column("defines_main") == "yes" ? "empty" : "main"
      try bench.run("as", "\(directory)/obj/\(program).s", "-o", "main.o")
      let whole = ["-Wl,--whole-archive", archive, "-Wl,--no-whole-archive"]
      return OracleCase.Inputs(
        arguments: ["--whole-archive", archive], program: ["main.o"],
        knownLine: ["main.o"] + whole + truth)
    case .ref:
      try bench.run("as", "\(directory)/obj/\(file(column("case_id"))).ref.s", "-o", "ref.o")
      return OracleCase.Inputs(arguments: ["ref.o", archive], knownLine: ["ref.o"] + truth)
    }
  }

  /// A case's name as `run_case.py` spells it in a file name.
  private static func file(_ name: String) -> String {
    String(
      name.replacing("@", with: "=").map {
        $0.isASCII && ($0.isLetter || $0.isNumber || "_.+=-".contains($0)) ? $0 : "_"
      })
  }
}
