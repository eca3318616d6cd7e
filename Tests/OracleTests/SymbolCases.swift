import BinaryHarness

/// Links whose members depend on what kind of symbol meets what: COMMON, weak, COMDAT, IFUNC, TLS.
enum SymbolCases {
  static let all: [OracleCase] = [
    symbols(
      "COMMON extracts a data definition",
      main: "int shared; int main(void) { return shared; }",
      [
        ("x.o", "int shared(void) { return 0; }".replacing("shared", with: "unrelated")),
        ("y.o", "int shared = 7;"),
      ], flags: ["-fcommon"]),
    symbols(
      "COMMON does not extract a function",
      main: "int shared; int main(void) { return shared; }",
      [("x.o", "int shared(void) { return 0; }")], flags: ["-fcommon"]),
    symbols(
      "COMMON does not extract a weak definition",
      main: "int shared; int main(void) { return shared; }",
      [("x.o", "int shared __attribute__((weak)) = 7;")], flags: ["-fcommon"]),
    symbols(
      "COMMON does not extract COMMON",
      main: "int shared; int main(void) { return shared; }",
      [("x.o", "int shared; int other = 1;")], flags: ["-fcommon"]),
    symbols(
      "undefined extracts COMMON",
      main: "extern int shared; int main(void) { return shared; }",
      [("x.o", "int shared;")], flags: ["-fcommon"]),
    symbols(
      "COMMON in an extracted member",
      main: "int a(void); int main(void) { return a(); }",
      [("a.o", "int shared; int a(void) { return shared; }"), ("d.o", "int shared = 7;")],
      flags: ["-fcommon"]),
    symbols(
      "weak reference alone extracts nothing",
      main: "int a(void) __attribute__((weak)); int main(void) { return a ? a() : 0; }",
      [("a.o", "int a(void) { return 0; }")]),
    symbols(
      "weak reference made strong by a member",
      main:
        "int a(void) __attribute__((weak)); int b(void); int main(void) { return b() + a(); }",
      [("b.o", "int a(void); int b(void) { return a(); }"), ("a.o", "int a(void) { return 0; }")]),
    symbols(
      "weak definition stays",
      main: "__attribute__((weak)) int a(void) { return 1; } int main(void) { return a(); }",
      [("a.o", "int a(void) { return 0; }")]),
    symbols(
      "first of a weak and a strong member",
      main: "int a(void); int main(void) { return a(); }",
      [
        ("w.o", "__attribute__((weak)) int a(void) { return 1; }"),
        ("s.o", "int a(void) { return 0; }"),
      ]),
    symbols(
      "hidden definition",
      main: "int a(void); int main(void) { return a(); }",
      [
        ("a.o", "int h(void); int a(void) { return h(); }"),
        ("h.o", "__attribute__((visibility(\"hidden\"))) int h(void) { return 0; }"),
      ]),
    symbols(
      "thread-local",
      main: "extern __thread int t; int main(void) { return t; }",
      [("t.o", "__thread int t;")]),
    symbols(
      "indirect function",
      main: "int f(void); int main(void) { return f(); }",
      [
        (
          "f.o",
          "static int one(void) { return 0; } static void *pick(void) { return one; }"
            + "int f(void) __attribute__((ifunc(\"pick\")));"
        )
      ]),
    symbols(
      "versioned definition",
      main: "int v(void); int main(void) { return v(); }",
      [("v.o", "int v_new(void) { return 0; } __asm__(\".symver v_new,v@@VERS_1\");")]),
    symbols(
      "only a debug section refers",
      main: "__asm__(\".section .debug_x,\\\"\\\"; .quad unused_by_code; .text\");"
        + "int main(void) { return 0; }",
      [("d.o", "int unused_by_code;")]),
    symbols(
      "linker-defined symbols",
      main: "extern char end, etext, __bss_start, __ehdr_start, __start_mine[], __stop_mine[];"
        + "__attribute__((section(\"mine\"))) int x = 0;"
        + "int main(void) { return &end == &etext || &__bss_start == &__ehdr_start"
        + " || __start_mine == __stop_mine; }",
      [("end.o", "int end(void) { return 0; }")]),
    symbols(
      "--gc-sections",
      main: "int a(void); int unused(void) { return a(); } int main(void) { return 0; }",
      [("a.o", "int a(void) { return 0; }")], flags: ["-ffunction-sections"],
      options: ["-Wl,--gc-sections"]),
    OracleCase(name: "symbol: COMDAT templates", driver: "g++") { bench in
      let header = "template <class T> T twice(T x) { return x + x; } inline int seen = 1;\n"
      try bench.write("twice.h", header)
      try bench.object(
        "main.o", "#include \"twice.h\"\nint a(int); int main() { return a(twice(seen)) - 4; }",
        language: "cc", compiler: "g++", flags: ["-I."])
      try bench.object(
        "a.o", "#include \"twice.h\"\nint a(int x) { return twice(x) + seen - 1; }",
        language: "cc", compiler: "g++", flags: ["-I."])
      try bench.object(
        "t.o", "#include \"twice.h\"\nint (*use)(int) = twice<int>;", language: "cc",
        compiler: "g++", flags: ["-I."])
      try bench.archive("liba.a", ["t.o", "a.o"])
      return .init(arguments: ["main.o", "liba.a"])
    },
  ]

  private static func symbols(
    _ name: String, main: String, _ members: [(String, String)], flags: [String] = [],
    options: [String] = []
  ) -> OracleCase {
    OracleCase(name: "symbol: \(name)") { bench in
      try bench.object("main.o", main, flags: flags)
      for (member, source) in members { try bench.object(member, source, flags: flags) }
      try bench.archive("liba.a", members.map(\.0))
      return .init(arguments: options + ["main.o", "liba.a"])
    }
  }
}
