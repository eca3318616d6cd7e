import BinaryHarness
import LinkerObservers

extension SemanticsRow {
  /// Rows 1, 2, 2b, 6, 14, 15, 16: where an archive stands and how often.
  static let orderRows: [SemanticsRow] = [
    SemanticsRow(
      number: "1", situation: "archive left of the only reference",
      link: .undefined(["a"]), extracted: [],
      others: [.init(linkers: remembering, extracted: ["liba.a(a.o)"], runs: 0)]
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("a.o", a)]])
      return ["liba.a", "main.o"]
    },
    SemanticsRow(number: "2", situation: "weak reference alone", extracted: [], runs: 3) { bench in
      try build(
        bench,
        main: "int a(void) __attribute__((weak)); int main(void) { return a ? a() : 3; }",
        ["liba.a": [("a.o", a)]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "2b", situation: "strong reference after the archive was passed",
      link: .undefined(["a"]), extracted: [],
      others: [.init(linkers: remembering, extracted: ["liba.a(a.o)"], runs: 0)]
    ) { bench in
      try build(
        bench,
        main: "int a(void) __attribute__((weak)); int s(void);"
          + "int main(void) { return s() + a(); }", ["liba.a": [("a.o", a)]])
      try bench.object("strong.o", "int a(void); int s(void) { return a(); }")
      return ["main.o", "liba.a", "strong.o"]
    },
    SemanticsRow(
      number: "6", situation: "sandwich: the later archive's copy is taken",
      extracted: ["lib2.a(needs.o)", "lib3.a(both.o)"], runs: 3,
      others: [
        .init(
          linkers: remembering, link: .duplicate(["rem"]),
          extracted: ["lib1.a(rem.o)", "lib2.a(needs.o)", "lib3.a(both.o)"])
      ]
    ) { bench in
      try build(
        bench, main: "int b(void), c(void); int main(void) { return b() + c(); }",
        [
          "lib1.a": [("rem.o", "int rem(void) { return 1; }")],
          "lib2.a": [("needs.o", "int rem(void); int b(void) { return rem(); }")],
          "lib3.a": [("both.o", "int rem(void) { return 3; } int c(void) { return 0; }")],
        ])
      return ["main.o", "lib1.a", "lib2.a", "lib3.a"]
    },
    SemanticsRow(
      number: "14", situation: "a group is searched until nothing new comes",
      extracted: ["liba.a(a.o)", "libb.a(b.o)", "liba.a(a2.o)"]
    ) { bench in
      try buildCycle(bench)
      return ["main.o", "-Wl,--start-group", "liba.a", "libb.a", "-Wl,--end-group"]
    },
    SemanticsRow(
      number: "14b", situation: "the same cycle without a group",
      link: .undefined(["a2"]), extracted: ["liba.a(a.o)", "libb.a(b.o)"],
      others: [
        .init(
          linkers: remembering, extracted: ["liba.a(a.o)", "libb.a(b.o)", "liba.a(a2.o)"], runs: 0)
      ]
    ) { bench in
      try buildCycle(bench)
      return ["main.o", "liba.a", "libb.a"]
    },
    // The table says that gold searches a group until nothing new comes; but what was weakly
    // undefined before is nothing new to it.
    SemanticsRow(
      number: "14c", situation: "a group, and a weak reference that becomes strong in it",
      extracted: ["libb.a(b.o)", "liba.a(a.o)"], runs: 0,
      others: [.init(linkers: [.gold], link: .undefined(["a"]), extracted: ["libb.a(b.o)"])]
    ) { bench in
      try build(
        bench,
        main: "int a(void) __attribute__((weak)); int b(void);"
          + "int main(void) { return a ? b() : 3; }",
        [
          "liba.a": [("a.o", a)], "libb.a": [("b.o", "int a(void); int b(void) { return a(); }")],
        ])
      return ["main.o", "-Wl,--start-group", "liba.a", "libb.a", "-Wl,--end-group"]
    },
    SemanticsRow(
      number: "15", situation: "members in the order of need",
      extracted: ["liba.a(a.o)", "liba.a(b.o)"]
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("a.o", callsB), ("b.o", b)]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "15b", situation: "members against the order of need",
      extracted: ["liba.a(a.o)", "liba.a(b.o)"]
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("b.o", b), ("a.o", callsB)]])
      return ["main.o", "liba.a"]
    },
    SemanticsRow(
      number: "16", situation: "one archive twice under --whole-archive",
      link: .duplicate(["a"]), extracted: ["liba.a(a.o)", "liba.a(a.o)"],
      others: [.init(linkers: [.mold], extracted: ["liba.a(a.o)"], runs: 0)],
      ours: .refused
    ) { bench in
      try build(bench, main: callsA, ["liba.a": [("a.o", a)]])
      return ["main.o", "-Wl,--whole-archive,liba.a,liba.a,--no-whole-archive"]
    },
  ]

  /// An archive stays known once it was passed.
  private static let remembering: [ObservedLinker] = [.lld14, .lld21, .mold]

  private static let callsB = "int b(void); int a(void) { return b(); }"
  private static let b = "int b(void) { return 0; }"

  private static func buildCycle(_ bench: Workbench) throws {
    try build(
      bench, main: callsA,
      [
        "liba.a": [("a.o", callsB), ("a2.o", "int a2(void) { return 0; }")],
        "libb.a": [("b.o", "int a2(void); int b(void) { return a2(); }")],
      ])
  }
}
