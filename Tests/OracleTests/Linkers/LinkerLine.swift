import BinaryHarness
import Foundation
import LinkerObservers

/// The line that a compiler driver hands to a linker, taken down by a script in the linker's place.
struct LinkerLine {
  /// The words but the output's name.
  private(set) var words: [String] = []
  /// What a compiler sets for the linker's plugin.
  private(set) var environment: [String: String] = [:]
  /// The linker for the driver's machine.
  var path: String

  /// Nil where the driver ends before it comes to the linker.
  init?(
    driver: String, _ arguments: [String], for linker: ObservedLinker, in bench: Workbench
  ) throws {
    guard let path = Self.path(of: linker, for: driver) else {
      throw OracleCase.NotApplicable(reason: "no \(linker.program) for \(driver)")
    }
    self.path = path
    let recorder = try Self.recorder.get().path
    let record = bench.file("linker.words")
    try? FileManager.default.removeItem(atPath: record)
    // Clang does not look into COMPILER_PATH, GCC takes no path of a linker.
    let choice =
      driver.contains("clang")
      ? "--ld-path=\(recorder)/ld.\(linker.family)" : "-fuse-ld=\(linker.family)"
    _ = try Command(
      [driver] + arguments + [choice], in: bench.path,
      environment: ["COMPILER_PATH": recorder, "STATICLD_RECORD": record]
    ).run()
    guard let bytes = FileManager.default.contents(atPath: record) else { return nil }
    words = Self.texts(bytes)
    for setting in Self.texts(FileManager.default.contents(atPath: record + ".env") ?? Data())
    where setting.hasPrefix("COLLECT_") {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      environment[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    if let output = words.firstIndex(of: "-o") { words.removeSubrange(output...(output + 1)) }
    // A name that only the driver would have cleaned up.
    words = words.map { $0.hasPrefix(Self.resolution) ? Self.resolution + "link.res" : $0 }
  }

  private static let resolution = "-plugin-opt=-fresolution="

  private static func texts(_ bytes: Data) -> [String] {
    bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// A directory in which every linker is the script; made once, because a file that a process of
  /// the tests has open for writing cannot be run.
  private static let recorder = Result {
    let bench = try Workbench()
    try bench.write(
      "script",
      """
      #!/bin/sh
      printf '%s\\0' "$@" > "$STATICLD_RECORD"
      env -0 > "$STATICLD_RECORD.env"

      """)
    for family in Set(ObservedLinker.allCases.map(\.family)) {
      try bench.run("install", "-m", "755", "script", "ld.\(family)")
    }
    return bench
  }

  /// A cross compiler's binutils know its machine, the host's do not; LLD and mold know all.
  private static func path(of linker: ObservedLinker, for driver: String) -> String? {
    guard let end = driver.range(of: "-linux-gnu-")?.upperBound,
      linker == .bfd || linker == .gold
    else { return linker.path }
    let name = driver[..<end] + linker.program
    let found = try? Command(["sh", "-c", "command -v \"$1\"", "sh", String(name)]).run()
    return found?.succeeded == true ? String(found!.outputText.dropLast()) : nil
  }
}
