import BinaryHarness
import LinkerObservers

extension SemanticsRow {
  /// Rows 3, 4, 5, 7, 17, 18, 19, 21, 22, 25: which definition counts.
  static let definitionRows: [SemanticsRow] = [
    SemanticsRow(number: "3", situation: "weak definition stays", extracted: [], runs: 3) { bench in
      try build(
        bench,
        main: "__attribute__((weak)) int a(void) { return 3; } int main(void) { return a(); }",
        ["liba.a": [("a.o", a)]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "4", situation: "weak member first in the index", extracted: ["liba.a(weak.o)"],
      runs: 3, others: [.init(linkers: [.mold], extracted: ["liba.a(strong.o)"], runs: 0)]
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("weak.o", weakA), ("strong.o", a)]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "4b", situation: "strong member first in the index",
      extracted: ["liba.a(strong.o)"], runs: 0
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("strong.o", a), ("weak.o", weakA)]])
      return ["main.o", "liba.a"]
    },
    // The table says that LLD goes by the order of the members; LLD 14 goes by the index.
    SemanticsRow(
      number: "4c", situation: "strong member first in the index, weak member first in the archive",
      extracted: ["liba.a(strong.o)"], runs: 0,
      others: [.init(linkers: [.lld21], extracted: ["liba.a(weak.o)"], runs: 3)]
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("weak.o", weakA), ("strong.o", a)]])
      try swapFirstRows(of: "liba.a", in: bench)
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "5", situation: "first extracted of two weak definitions wins",
      extracted: ["liba.a(second.o)", "liba.a(first.o)"], runs: 2,
      others: [
        .init(linkers: [.mold], extracted: ["liba.a(second.o)", "liba.a(first.o)"], runs: 1)
      ]
    ) { bench in
      try build(
        bench, main: "int y(void); int main(void) { return y(); }",
        [
          "liba.a": [
            (
              "first.o", "__attribute__((weak)) int v(void) { return 1; } int x(void) { return 0; }"
            ),
            (
              "second.o",
              "__attribute__((weak)) int v(void) { return 2; }"
                + "int x(void); int y(void) { return x() ? 0 : v(); }"
            ),
          ]
        ])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "7", situation: "an object overrides half of a needed member",
      link: .duplicate(["a"]), extracted: ["liba.a(both.o)"], ours: .refused
    ) { bench in
      try build(
        bench, main: "int b(void); int a(void) { return 1; } int main(void) { return a() + b(); }",
        ["liba.a": [("both.o", a + " int b(void) { return 0; }")]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "17", situation: "first COMDAT copy wins, bodies are not compared",
      extracted: ["liba.a(a.o)"], runs: 1
    ) { bench in
      try build(
        bench,
        main: comdat(returning: 1) + "int a(void); int main(void) { return a() ? a() : same(); }",
        ["liba.a": [("a.o", comdat(returning: 2) + "int a(void) { return same(); }")]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "18", situation: "thread-local against ordinary symbol",
      link: .fails("TLS definition in"), extracted: ["liba.a(t.o)"],
      others: [
        .init(linkers: [.gold], link: .fails("used as both __thread and non-__thread")),
        .init(linkers: [.lld14, .lld21, .mold], extracted: ["liba.a(t.o)"]),
      ],
      ours: .fails(naming: "liba.a(t.o)")
    ) { bench in
      try build(
        bench, main: "extern int t; int main(void) { return t; }",
        ["liba.a": [("t.o", "__thread int t = 1;")]])
      return ["main.o", "liba.a"]
    },
    // The table says that LLD links it either way round.
    SemanticsRow(
      number: "18b", situation: "thread-local reference, ordinary definition",
      link: .fails("TLS reference in"), extracted: ["liba.a(t.o)"],
      others: [
        .init(linkers: [.gold], link: .fails("used as both __thread and non-__thread")),
        .init(linkers: [.lld14], link: .fails("TLS attribute mismatch")),
        .init(linkers: [.lld21, .mold], extracted: ["liba.a(t.o)"]),
      ],
      ours: .fails(naming: "liba.a(t.o)")
    ) { bench in
      try build(
        bench, main: "extern __thread int t; int main(void) { return t; }",
        ["liba.a": [("t.o", "int t = 1;")]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "18c", situation: "thread-local definition in place of a weak ordinary one",
      link: .fails("TLS definition in"), extracted: ["liba.a(a.o)"],
      others: [
        .init(linkers: [.gold], link: .fails("used as both __thread and non-__thread")),
        .init(linkers: [.lld14, .lld21], link: .fails("TLS attribute mismatch")),
        .init(linkers: [.mold], extracted: ["liba.a(a.o)"]),
      ],
      ours: .fails(naming: "liba.a(a.o)")
    ) { bench in
      try build(
        bench,
        main: "__attribute__((weak)) int t = 1; int a(void); int main(void) { return a() + t; }",
        ["liba.a": [("a.o", "__thread int t = 1; int a(void) { return t; }")]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "19", situation: ".gnu.warning is printed when its symbol is referenced",
      link: .linksSaying("do not call a"), extracted: ["liba.a(a.o)"],
      others: [
        .init(
          linkers: [.lld14, .lld21, .mold], link: .linksSilently("do not call a"),
          extracted: ["liba.a(a.o)"])
      ]
    ) { bench in
      try build(
        bench, main: callsA,
        [
          "liba.a": [
            (
              "a.o",
              a + " static const char w[] __attribute__((section(\".gnu.warning.a\"), used))"
                + " = \"do not call a\";"
            )
          ]
        ])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "21", situation: "hidden definition satisfies another member",
      extracted: ["liba.a(a.o)", "liba.a(h.o)"]
    ) { bench in
      try build(
        bench, main: callsA,
        [
          "liba.a": [
            ("a.o", "int h(void); int a(void) { return h(); }"),
            ("h.o", "__attribute__((visibility(\"hidden\"))) int h(void) { return 0; }"),
          ]
        ])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "22", situation: "two members of one name",
      extracted: ["liba.a(m.o)", "liba.a(m.o)"]
    ) { bench in
      try MemberTwins.make(bench, archive: "liba.a")
      return ["u.o", "liba.a"]
    },
    SemanticsRow(
      number: "25", situation: "only a debug section refers to an undefined symbol",
      link: .undefined(["gone"]), extracted: [],
      others: [.init(linkers: [.lld14, .lld21], extracted: [], runs: 0)], ours: .refused
    ) { bench in
      try build(
        bench,
        main: "__asm__(\".section .debug_x,\\\"\\\"; .quad gone; .text\");"
          + "int main(void) { return 0; }")
      return ["main.o"]
    },
  ]

  private static let weakA = "__attribute__((weak)) int a(void) { return 3; }"

  /// Swaps the members of the first two rows of an archive's index.
  private static func swapFirstRows(of archive: String, in bench: Workbench) throws {
    var bytes = try bench.bytes(of: archive)
    // Behind the signature, the index's header and the number of rows.
    let first = 8 + 60 + 4
    let rows = bytes[first..<(first + 8)]
    bytes.replaceSubrange(first..<(first + 8), with: rows.suffix(4) + rows.prefix(4))
    try bench.write(archive, bytes: bytes)
  }

  /// A function in a COMDAT group, as C++ compilers emit inline functions.
  private static func comdat(returning value: Int) -> String {
    "int same(void); __asm__(\".section .text.same,\\\"axG\\\",@progbits,same,comdat;"
      + ".weak same; .type same,@function; same: movl $\(value),%eax; ret; .text\");"
  }
}
