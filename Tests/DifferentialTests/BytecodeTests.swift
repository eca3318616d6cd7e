import BinaryHarness
import Foundation
import LinkerObservers
import Testing

/// GCC's link-time optimization under every linker: with the plugin and without.
///
/// An object's mark is written by assembler at file scope, which survives optimization; in the
/// bytecode of an object nobody finds it, so that it is added as a section, which no linker takes
/// from an object that its plugin reads.
@Suite("Links of bytecode")
struct BytecodeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// C; `s` is the start, as a C library has it, and `m` the program.
    var sources: KeyValuePairs<String, String>
    /// Sources that are compiled to machine code alone.
    var plain: Set<String> = []
    /// Sources that are compiled to both.
    var fat: Set<String> = []
    var steps: [String] = []
    var lines: [String]
    var hasPlugin = true
    var linkers = ObservedLinker.allCases
  }

  @Test("extract, bind and fail as each linker does", arguments: Case.all)
  func link(_ one: Case) throws {
    for line in one.lines {
      let bench = try Workbench()
      let linkCase = try one.linkCase(line, in: bench)
      try linkCase.build(in: bench)
      for linker in one.linkers where linker.path != nil {
        let inputs = Inputs(linkCase, in: bench.path)
        let theirs = Answer(
          try LinkerObservation.run(linker, linkCase.line, in: bench.path), inputs)
        let (report, outcome) = try Report.run(linker, linkCase.line, in: bench.path)
        let ours = Answer(try #require(report), outcome, inputs)
        // A linker that stops over something else says no more about the symbols.
        let isCutShort = !theirs.otherErrors.isEmpty
        #expect(
          Said(ours, isCutShort) == Said(theirs, isCutShort),
          "\(linker.program)\n\(linkCase.script([]))\(theirs.text)\(ours.text)")
      }
    }
  }

  /// What can be compared: traces do not name members that a plugin reads, and the code that
  /// optimization makes says nothing of where it came from.
  private struct Said: Equatable {
    var verdict: Answer.Verdict
    var objects: Set<Int>?
    var undefined: Set<String>
    var duplicates: Set<String>

    init(_ answer: Answer, _ isCutShort: Bool) {
      verdict = answer.verdict
      objects = answer.verdict == .links ? answer.objects.map { Set($0) } : nil
      undefined = isCutShort ? [] : answer.undefined
      duplicates = answer.duplicates
    }
  }
}

extension BytecodeTests.Case {
  fileprivate func linkCase(_ line: String, in bench: Workbench) throws -> LinkCase {
    var made = LinkCase()
    for (number, (name, text)) in sources.enumerated() {
      let word = "0x" + String(Identity(.object, object: number).word, radix: 16)
      let section = ".pushsection .data.mark,\\\"aw\\\";.balign 8;.quad \(word);.popsection"
      made.add("\(name).c", "__asm__(\"\(section)\");\n\(text)\n")
      let isPlain = name == "s" || plain.contains(name)
      let isFat = fat.contains(name)
      made.steps.append(
        ["gcc", "-O1", "-fcommon", "-c"] + (isPlain ? [] : ["-flto"])
          + (isFat ? ["-ffat-lto-objects"] : ["-fno-fat-lto-objects"])
          + ["-o", "\(name).o", "\(name).c"])
      if isPlain || isFat { continue }
      made.add("\(name).mark.s", ".section .data.mark,\"aw\"\n.quad \(word)\n")
      made.steps += [
        ["as", "-o", "\(name).mark.o", "\(name).mark.s"],
        ["objcopy", "-O", "binary", "-j", ".data.mark", "\(name).mark.o", "\(name).mark"],
        [
          "objcopy", "--add-section", ".data.mark=\(name).mark", "--set-section-flags",
          ".data.mark=alloc,data,contents", "\(name).o",
        ],
      ]
    }
    made.steps += steps.map { $0.split(separator: " ").map(String.init) }
    made.line = ["-m", "elf_x86_64", "s.o"] + line.split(separator: " ").map(String.init)
    if hasPlugin { try addPlugin(to: &made, in: bench) }
    return made
  }

  /// What gcc puts on the line, and the environment that it runs the linker in.
  private func addPlugin(to made: inout LinkCase, in bench: Workbench) throws {
    func asked(_ question: String) throws -> String {
      try bench.run("gcc", question).outputText.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let wrapper = try asked("-print-prog-name=lto-wrapper")
    made.add(
      "lto-wrapper",
      "#!/bin/sh\nCOLLECT_GCC=gcc COLLECT_GCC_OPTIONS=\"'-O1'\" exec \(wrapper) \"$@\"\n")
    made.steps.append(["chmod", "+x", "lto-wrapper"])
    made.line =
      [
        "-plugin", try asked("-print-file-name=liblto_plugin.so"),
        "-plugin-opt=\(bench.file("lto-wrapper"))", "-plugin-opt=-fresolution=m.res",
      ] + made.line
  }

  private static let start = "int main(void); void _start(void) { main(); }"
  private static let program = "int a(void); int main(void) { return a(); }"
  private static let chain: KeyValuePairs = [
    "s": start, "m": program, "a": "int b(void); int a(void) { return b(); }",
    "b": "int b(void) { return 1; }",
    "z": "int z(void) { return 1; }",
  ]
  private static let archives = ["gcc-ar qcs liba.a a.o z.o", "gcc-ar qcs libb.a b.o"]
  private static let orders = ["m.o liba.a libb.a", "liba.a m.o libb.a", "libb.a liba.a m.o"]

  fileprivate static let all: [Self] = [
    Self(testDescription: "all of it", sources: chain, steps: archives, lines: orders),
    Self(
      testDescription: "the program alone", sources: chain, plain: ["a", "b", "z"],
      steps: archives, lines: orders),
    Self(
      testDescription: "the archives alone", sources: chain, plain: ["m"], steps: archives,
      lines: orders),
    Self(
      testDescription: "one archive alone", sources: chain, plain: ["m", "a"], steps: archives,
      lines: orders),
    Self(
      testDescription: "with machine code beside it", sources: chain, fat: ["m", "a", "b", "z"],
      steps: archives, lines: orders),
    Self(
      testDescription: "a thin archive", sources: chain, steps: ["gcc-ar qcsT liba.a a.o b.o z.o"],
      lines: ["m.o liba.a", "liba.a m.o", "m.o -u z liba.a"]),
    Self(
      testDescription: "a group, whole archives, -u", sources: chain, steps: archives,
      lines: [
        "m.o -( libb.a liba.a -)", "m.o --whole-archive liba.a libb.a",
        "m.o -u z liba.a --no-whole-archive libb.a",
      ]),
    Self(
      testDescription: "objects between --start-lib", sources: chain,
      // gold, too, links what it has shown to the plugin.
      lines: ["m.o --start-lib a.o b.o z.o --end-lib", "--start-lib b.o --end-lib m.o a.o"],
      linkers: [.mold]),
    Self(
      testDescription: "an index that does not list it", sources: chain,
      steps: ["llvm-ar qcs liba.a a.o b.o z.o"], lines: ["m.o liba.a", "liba.a m.o"]),
    Self(
      testDescription: "weak references and definitions",
      sources: [
        "s": start,
        "m": "__attribute__((weak)) int w(void); int a(void);"
          + "int main(void) { return (w ? w() : 0) + a(); }",
        "a": "__attribute__((weak)) int a(void) { return 0; }", "t": "int a(void) { return 1; }",
        "w": "int w(void) { return 2; }",
      ], steps: ["gcc-ar qcs liba.a a.o w.o", "gcc-ar qcs libt.a t.o"],
      lines: ["m.o liba.a libt.a", "m.o libt.a liba.a", "m.o a.o t.o"]),
    Self(
      testDescription: "COMMON and data, code or nothing in archives",
      sources: [
        "s": start, "m": "int c; int main(void) { return c; }", "d": "int c = 4;",
        "p": "int c = 5;",
      ], plain: ["p"],
      steps: ["gcc-ar qcs libd.a d.o", "gcc-ar qcs libp.a p.o"],
      // GNU ld shows members to the plugin to see what they define, and links what it has shown.
      lines: ["m.o libd.a", "m.o libp.a"]),
    Self(
      testDescription: "COMMON everywhere",
      sources: ["s": start, "m": "int c; int main(void) { return c; }", "w": "int c;"],
      steps: ["gcc-ar qcs libw.a w.o"], lines: ["m.o libw.a", "m.o w.o"],
      linkers: [.gold, .lld14, .lld21, .mold]),
    Self(
      testDescription: "defined twice",
      sources: [
        "s": start, "m": program, "a": "int a(void) { return 0; }",
        "b": "int a(void) { return 1; }",
        "p": "int a(void) { return 2; }",
      ], plain: ["p"], lines: ["m.o a.o b.o", "m.o a.o p.o", "m.o p.o a.o"]),
    Self(
      testDescription: "defined nowhere",
      sources: ["s": start, "m": program, "p": "int b(void); int a(void) { return b(); }"],
      plain: ["p"], lines: ["m.o", "m.o p.o"]),
    Self(
      testDescription: "no plugin, and somebody wants it", sources: chain, plain: ["m", "z"],
      steps: archives, lines: ["m.o liba.a libb.a", "m.o a.o b.o"], hasPlugin: false),
    Self(
      testDescription: "no plugin, and nobody wants it",
      sources: ["s": start, "m": "int main(void) { return 0; }", "a": "int a(void) { return 0; }"],
      plain: ["m"],
      lines: ["m.o a.o"], hasPlugin: false),
  ]
}
