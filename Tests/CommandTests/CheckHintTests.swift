import BinaryHarness
import Foundation
import Testing

/// Hints are promises: each one is applied here and linked with the real linker.
@Suite("hints of check")
struct CheckHintTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
    // Two libraries that need each other.
    try bench.archive(
      "libx.a",
      compiling: [
        ("x1.o", "int y1(void); int x1(void) { return y1(); }"),
        ("x2.o", "int x2(void) { return 0; }"),
      ])
    try bench.archive(
      "liby.a", compiling: [("y1.o", "int x2(void); int y1(void) { return x2(); }")])
    try bench.object("cycle.o", "int x1(void); int main(void) { return x1(); }")
    try bench.object(
      "z.o", "const char *zlibVersion(void); int main(void) { return !zlibVersion(); }")
    try bench.object(
      "sine.o", "double sin(double); int main(int c, char **v) { return sin(c) > 2; }")
    try bench.object(
      "cxx.o", "#include <string>\nint main(int c, char **v) { return std::string(v[0]).empty(); }",
      language: "cc", compiler: "g++")
    try bench.run("mkdir", "blank dir")
    try bench.run("cp", "libb.a", "blank dir/libb.a")
  }

  /// Lines that a hint mends, and the id of the finding that has it.
  static let lines: [(words: [String], id: String)] = [
    (["main.o", "libb.a", "liba.a"], "order-dependent"),
    (["-L.", "-lb", "-la", "main.o"], "order-dependent"),
    (["cycle.o", "liby.a", "libx.a"], "order-dependent"),
    (["cycle.o", "libx.a", "liby.a"], "order-dependent"),
    (["main.o", "-Wl,--start-group", "libb.a", "-Wl,--end-group", "liba.a"], "order-dependent"),
    (["main.o", "liba.a"], "unresolved-symbol"),
    (["main.o", "-L.", "-la"], "unresolved-symbol"),
    (["main.o", "-L."], "unresolved-symbol"),
    (["cycle.o", "liby.a", "-L."], "unresolved-symbol"),
    (["main.o", "blank dir/libb.a", "-L."], "unresolved-symbol"),
    (["z.o"], "unresolved-symbol"),
    (["sine.o"], "unresolved-symbol"),
    (["cxx.o"], "unresolved-symbol"),
  ]

  @Test("applied, it links", arguments: lines.indices)
  func links(_ index: Int) throws {
    let (words, id) = Self.lines[index]
    #expect(try !link(words.map(quoted).joined(separator: " ")).succeeded)
    let hint = try hint(words, id)
    let line: String
    if let all = hint.components(separatedBy: "link with: ").last, all != hint {
      line = all
    } else {
      let added = try #require(hint.components(separatedBy: "add at the end: ").last)
      #expect(added != hint, "\(hint)")
      line = words.map(quoted).joined(separator: " ") + " " + added
    }
    let outcome = try link(line)
    #expect(outcome.succeeded, "\(line)\n\(outcome.errorText)")
  }

  @Test("a directory that a package put the library into")
  func otherDirectory() throws {
    let words = ["main.o", "liba.a", "libb.a", "-lLLVMDemangle"]
    guard try !Command(["dpkg", "-S", "*/libLLVMDemangle.a"]).run().output.isEmpty else { return }
    let hint = try hint(words, "missing-library")
    let directory = try #require(
      hint.components(separatedBy: ":").first?.components(separatedBy: "add ").last)
    #expect(directory.hasPrefix("-L/"), "\(hint)")
    #expect(try !link(words.joined(separator: " ")).succeeded)
    #expect(try link(words.joined(separator: " ") + " " + directory).succeeded)
  }

  @Test("a library that is there for run time only is told, with its package")
  func runTimeOnly() throws {
    try bench.run("gcc", "-shared", "-nostdlib", "-o", "libr.so.1", "b.o")
    let development = try hint(["main.o", "liba.a", "-L.", "-lr", "-lb"], "missing-library")
    #expect(development.contains("./libr.so.1 is here"), "\(development)")
    #expect(try hint(["main.o", "liba.a", "-L.", "-lq", "-lb"], "missing-library") == "")
    try bench.run("gcc", "-shared", "-nostdlib", "-o", "libonly.so", "b.o")
    let shared = try hint(["main.o", "liba.a", "-L.", "-lonly"], "shared-only-library")
    #expect(shared.contains("libonly.so is a shared object"), "\(shared)")
  }

  @Test("nobody is told to add a library for main, nor what does not help")
  func nothing() throws {
    for words in [["liba.a", "libb.a"], ["main.o", "a.o", "liba.a", "gone.o"]] {
      let text = try bench.check(words).errorText
      #expect(!text.contains("hint:"), "\(text)")
    }
    try bench.makeMissing()
    let text = try bench.check(["main.o", "libfoo.a"]).errorText
    #expect(text.contains("nowhere_defined") && !text.contains("hint:"), "\(text)")
    let quiet = try bench.check(["--no-hints", "cycle.o", "libx.a"]).errorText
    #expect(!quiet.contains("hint:") && quiet.contains("unresolved-symbol"), "\(quiet)")
  }

  private func quoted(_ word: String) -> String { "'\(word)'" }

  /// The hint of the first finding with the id; empty when it has none.
  private func hint(_ words: [String], _ id: String) throws -> String {
    let answer = try bench.check(["--format", "json"] + words)
    #expect(answer.status == 1, "\(answer.errorText)")
    let object = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    let findings = object?["findings"] as? [[String: Any]] ?? []
    let finding = try #require(
      findings.first { $0["id"] as? String == id }, "\(answer.outputText)")
    return finding["hint"] as? String ?? ""
  }

  private func link(_ shellWords: String) throws -> Outcome {
    try Command(["sh", "-c", "exec gcc -static -o app \(shellWords)"], in: bench.path).run()
  }
}
