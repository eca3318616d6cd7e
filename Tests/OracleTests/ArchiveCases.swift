import BinaryHarness

/// Links of small made archives: order, groups, thin archives, names, whole archives, `-u`.
enum ArchiveCases {
  static let all: [OracleCase] = [
    OracleCase(name: "archive: order reversed") { bench in
      try bench.object("main.o", "int a(void); int main(void) { return a(); }")
      try bench.archive("liba.a", compiling: [("a.o", "int b(void); int a(void) { return b(); }")])
      try bench.archive("libb.a", compiling: [("b.o", "int b(void) { return 0; }")])
      return .init(arguments: ["libb.a", "liba.a", "main.o"])
    },
    OracleCase(name: "archive: cycle") { bench in
      try makeCycle(bench)
      return .init(arguments: ["main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "archive: --start-group cycle") { bench in
      try makeCycle(bench)
      return .init(
        arguments: ["main.o", "-Wl,--start-group", "liba.a", "libb.a", "-Wl,--end-group"])
    },
    OracleCase(name: "archive: -( cycle -) found by -l") { bench in
      try makeCycle(bench)
      return .init(arguments: ["main.o", "-L.", "-Wl,-(", "-lb", "-la", "-Wl,-)"])
    },
    OracleCase(name: "archive: discovered in -L") { bench in
      try makeCycle(bench)
      return .init(arguments: ["main.o", "-L."])
    },
    OracleCase(name: "archive: twice on the line") { bench in
      try makeCycle(bench)
      return .init(arguments: ["main.o", "liba.a", "libb.a", "liba.a", "libb.a"])
    },
    OracleCase(name: "archive: thin") { bench in
      try makeThin(bench)
      return .init(arguments: ["main.o", "thin/libt.a"])
    },
    OracleCase(name: "archive: thin found by -l") { bench in
      try makeThin(bench)
      return .init(arguments: ["main.o", "-Lthin", "-lt"])
    },
    OracleCase(name: "archive: thin, whole") { bench in
      try makeThin(bench)
      return .init(
        arguments: ["main.o", "-Wl,--whole-archive", "thin/libt.a", "-Wl,--no-whole-archive"])
    },
    OracleCase(name: "archive: thin twins of one name") { bench in
      try MemberTwins.make(bench, archive: "thin/libtwins.a", operation: "qcsT")
      return .init(arguments: ["u.o", "thin/libtwins.a"])
    },
    OracleCase(name: "archive: --whole-archive") { bench in
      try makeWhole(bench)
      return .init(
        arguments: ["main.o", "-Wl,--whole-archive", "liba.a", "-Wl,--no-whole-archive"])
    },
    OracleCase(name: "archive: --whole-archive of twins") { bench in
      try MemberTwins.make(bench, archive: "libtwins.a")
      return .init(
        arguments: ["u.o", "-Wl,--whole-archive,libtwins.a,--no-whole-archive"])
    },
    OracleCase(name: "archive: --whole-archive in library mode") { bench in
      try makeWhole(bench)
      return .init(arguments: ["--whole-archive", "liba.a"], program: ["main.o"])
    },
    OracleCase(name: "archive: -u") { bench in
      try makeWhole(bench)
      return .init(arguments: ["-Wl,-u,spare", "main.o", "liba.a"])
    },
    OracleCase(name: "archive: -u, driver's spelling") { bench in
      try makeWhole(bench)
      return .init(arguments: ["-u", "spare", "main.o", "liba.a"])
    },
    OracleCase(name: "archive: -u of the program's own main") { bench in
      try bench.archive("libmain.a", compiling: [("m.o", "int main(void) { return 0; }")])
      try bench.object("other.o", "int other;")
      return .init(arguments: ["-Wl,-u,main", "other.o", "libmain.a"])
    },
    OracleCase(name: "archive: --require-defined") { bench in
      try makeWhole(bench)
      return .init(arguments: ["-Wl,--require-defined=spare", "main.o", "liba.a"])
    },
    OracleCase(name: "archive: -e names an archive's symbol") { bench in
      try makeWhole(bench)
      return .init(arguments: ["-Wl,-e,spare", "main.o", "liba.a"])
    },
    OracleCase(name: "archive: main comes from an archive") { bench in
      try bench.archive("libmain.a", compiling: [("m.o", "int main(void) { return 0; }")])
      try bench.object("other.o", "int other;")
      return .init(arguments: ["other.o", "libmain.a"])
    },
    OracleCase(name: "archive: --wrap") { bench in
      try bench.object("main.o", "int a(void); int main(void) { return a(); }")
      try bench.archive(
        "liba.a",
        compiling: [
          ("a.o", "int a(void) { return 0; }"),
          ("w.o", "int __real_a(void); int __wrap_a(void) { return __real_a(); }"),
        ])
      return .init(arguments: ["-Wl,--wrap=a", "main.o", "liba.a"])
    },
    OracleCase(name: "archive: --defsym suppresses a member") { bench in
      try makeCycle(bench)
      return .init(arguments: ["-Wl,--defsym=b=0", "main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "archive: twins of one name") { bench in
      try MemberTwins.make(bench, archive: "libtwins.a")
      return .init(arguments: ["u.o", "libtwins.a"])
    },
    OracleCase(name: "archive: nested path with blanks and parentheses") { bench in
      try MemberTwins.make(bench, archive: "a dir/sp (x) y/libs(a) b.a")
      return .init(arguments: ["u.o", "a dir/sp (x) y/libs(a) b.a"])
    },
    OracleCase(name: "archive: long member names") { bench in
      let name = String(repeating: "long_", count: 30) + ".o"
      try bench.object("main.o", "int a(void); int main(void) { return a(); }")
      try bench.archive("liba.a", compiling: [(name, "int a(void) { return 0; }")])
      return .init(arguments: ["main.o", "liba.a"])
    },
  ]

  private static func makeCycle(_ bench: Workbench) throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try bench.archive(
      "liba.a",
      compiling: [
        ("a.o", "int b(void); int a(void) { return b(); }"),
        ("a2.o", "int b2(void); int a2(void) { return b2(); }"),
      ])
    try bench.archive(
      "libb.a",
      compiling: [
        ("b.o", "int a2(void); int b(void) { return a2(); }"),
        ("b2.o", "int b2(void) { return 0; }"),
      ])
  }

  private static func makeThin(_ bench: Workbench) throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try bench.write("deep/er/.keep", "")
    try bench.object("deep/er/a.o", "int b(void); int a(void) { return b(); }")
    try bench.object("b.o", "int b(void) { return 0; }")
    try bench.object("c.o", "int c(void) { return 0; }")
    try bench.archive("thin/libt.a", ["deep/er/a.o", "b.o", "c.o"], operation: "qcsT")
  }

  private static func makeWhole(_ bench: Workbench) throws {
    try bench.object("main.o", "int main(void) { return 0; }")
    try bench.archive(
      "liba.a",
      compiling: [
        ("a.o", "int a(void) { return 0; }"),
        ("spare.o", "int a(void); int spare(void) { return a(); }"),
        ("quiet.o", "static int unseen; int *look(void) { return &unseen; }"),
      ])
  }
}
