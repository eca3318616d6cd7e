import BinaryHarness

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
      runs: 3
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
    SemanticsRow(
      number: "5", situation: "first extracted of two weak definitions wins",
      extracted: ["liba.a(second.o)", "liba.a(first.o)"], runs: 2
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
      link: .fails("multiple definition of `a'"), extracted: ["liba.a(both.o)"], ours: .refused
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
      ours: .fails(naming: "liba.a(t.o)")
    ) { bench in
      try build(
        bench, main: "extern int t; int main(void) { return t; }",
        ["liba.a": [("t.o", "__thread int t = 1;")]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "19", situation: ".gnu.warning is printed when its symbol is referenced",
      link: .linksSaying("do not call a"), extracted: ["liba.a(a.o)"]
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
      link: .fails("undefined reference to `gone'"), extracted: [], ours: .refused
    ) { bench in
      try build(
        bench,
        main: "__asm__(\".section .debug_x,\\\"\\\"; .quad gone; .text\");"
          + "int main(void) { return 0; }")
      return ["main.o"]
    },
  ]

  private static let weakA = "__attribute__((weak)) int a(void) { return 3; }"

  /// A function in a COMDAT group, as C++ compilers emit inline functions.
  private static func comdat(returning value: Int) -> String {
    "int same(void); __asm__(\".section .text.same,\\\"axG\\\",@progbits,same,comdat;"
      + ".weak same; .type same,@function; same: movl $\(value),%eax; ret; .text\");"
  }
}
