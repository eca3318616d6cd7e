import BinaryHarness

/// Links of GCC's link-time optimization, whose plugin the linker loads.
///
/// No source calls what the compiler knows by itself: such references appear only in the code that
/// the optimization makes.
enum BytecodeCases {
  private static let slim = ["-O2", "-flto"]
  private static let fat = ["-O2", "-flto", "-ffat-lto-objects"]
  private static let plain = ["-O2"]

  static let all: [OracleCase] = [
    OracleCase(name: "bytecode: all of it") { bench in
      try make(bench, main: slim, library: slim)
      return .init(arguments: ["main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "bytecode: all of it, archives in front") { bench in
      try make(bench, main: slim, library: slim)
      return .init(arguments: ["libb.a", "liba.a", "main.o"])
    },
    OracleCase(name: "bytecode: in the program alone") { bench in
      try make(bench, main: slim, library: plain)
      return .init(arguments: ["main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "bytecode: in the archives alone") { bench in
      try make(bench, main: plain, library: slim)
      return .init(arguments: ["main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "bytecode: beside machine code") { bench in
      try make(bench, main: fat, library: fat)
      return .init(arguments: ["main.o", "liba.a", "libb.a"])
    },
    OracleCase(name: "bytecode: found in -L") { bench in
      try make(bench, main: slim, library: slim)
      return .init(arguments: ["main.o", "-L."])
    },
    OracleCase(name: "bytecode: a group") { bench in
      try make(bench, main: slim, library: slim)
      return .init(
        arguments: ["main.o", "-Wl,--start-group", "libb.a", "liba.a", "-Wl,--end-group"])
    },
    OracleCase(name: "bytecode: whole archives") { bench in
      try make(bench, main: slim, library: slim)
      return .init(
        arguments: ["main.o", "-Wl,--whole-archive,liba.a,libb.a,--no-whole-archive"])
    },
    OracleCase(name: "bytecode: a thin archive") { bench in
      try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: slim)
      try bench.object("a.o", "int b(void); int a(void) { return b(); }", flags: slim)
      try bench.object("b.o", "int b(void) { return 0; }", flags: slim)
      try bench.archive("libt.a", ["a.o", "b.o"], operation: "qcsT", ar: "gcc-ar")
      return .init(arguments: ["main.o", "libt.a"])
    },
    OracleCase(name: "bytecode: joined by ld -r") { bench in
      try make(bench, main: slim, library: slim)
      try bench.run("ld", "-r", "-o", "ab.o", "a.o", "a2.o")
      try bench.archive("libab.a", ["ab.o"], ar: "gcc-ar")
      return .init(arguments: ["main.o", "libab.a", "libb.a"])
    },
    OracleCase(name: "bytecode: -u and --wrap") { bench in
      try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: slim)
      try archive(
        bench, "liba.a",
        [
          ("a.o", "int a(void) { return 0; }"), ("s.o", "int spare(void) { return 0; }"),
          ("w.o", "int __real_a(void); int __wrap_a(void) { return __real_a(); }"),
        ], slim)
      return .init(arguments: ["-Wl,--wrap=a,-u,spare", "main.o", "liba.a"])
    },
    OracleCase(name: "bytecode: weak references and weak definitions") { bench in
      try bench.object(
        "main.o",
        "__attribute__((weak)) int maybe(void); int a(void);"
          + "int main(void) { return a() + (maybe ? maybe() : 0); }", flags: slim)
      try archive(
        bench, "liba.a",
        [
          ("m.o", "int maybe(void) { return 1; }"),
          ("w.o", "__attribute__((weak)) int a(void) { return 0; }"),
          ("a.o", "int a(void) { return 0; } int other;"),
        ], slim)
      return .init(arguments: ["main.o", "liba.a"])
    },
    OracleCase(name: "bytecode: COMMON takes any definition of it, a function too") { bench in
      try bench.object(
        "main.o", "int c; int main(void) { return c; }", flags: plain + ["-fcommon"])
      try archive(bench, "libc1.a", [("c.o", "int c(void) { return 0; }")], slim)
      return .init(arguments: ["main.o", "libc1.a"])
    },
    OracleCase(name: "bytecode: COMMON of it and a function in machine code") { bench in
      try bench.object("main.o", "int c; int main(void) { return c; }", flags: slim + ["-fcommon"])
      try archive(bench, "libc1.a", [("c.o", "int c(void) { return 0; }")], plain)
      return .init(arguments: ["main.o", "libc1.a"])
    },
    OracleCase(name: "bytecode: thread-local on one side") { bench in
      try bench.object(
        "main.o", "extern __thread int t; int main(void) { return t; }", flags: slim)
      try archive(bench, "libt.a", [("t.o", "__thread int t = 0;")], plain)
      return .init(arguments: ["main.o", "libt.a"])
    },
    OracleCase(name: "bytecode: bounds of a section of its own") { bench in
      try bench.object(
        "main.o",
        "extern char __start_own[], __stop_own[]; __attribute__((used, section(\"own\"))) int z;"
          + "int main(void) { return __stop_own - __start_own != sizeof z; }", flags: slim)
      return .init(arguments: ["main.o"])
    },
    OracleCase(name: "bytecode: inline functions, once as machine code", driver: "g++") { bench in
      let shared = "inline int in(int x) { static int y; return y += x; }"
      try bench.object(
        "main.o", shared + "int a(int); int main(int n, char **) { return in(n - 1) + a(0); }",
        language: "cc", compiler: "g++", flags: ["-O0", "-flto"])
      try bench.object(
        "a.o", shared + "int b(int); int a(int n) { return in(n) + b(n); }", language: "cc",
        compiler: "g++", flags: ["-O0"])
      try bench.object(
        "b.o", shared + "int b(int n) { return in(n); }", language: "cc", compiler: "g++",
        flags: ["-O0", "-flto"])
      try bench.archive("liba.a", ["a.o", "b.o"], ar: "gcc-ar")
      return .init(arguments: ["main.o", "liba.a"])
    },
    OracleCase(
      name: "bytecode: an index without it", expectation: .fails(naming: "undefined")
    ) { bench in
      try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: slim)
      try bench.object("a.o", "int a(void) { return 0; }", flags: slim)
      // LLVM's ar knows no GCC: it indexes the one symbol that an object of bytecode has.
      try bench.archive("liba.a", ["a.o"], ar: "llvm-ar")
      return .init(arguments: ["main.o", "liba.a"])
    },
    OracleCase(
      name: "bytecode: defined twice", expectation: .fails(naming: "a.o")
    ) { bench in
      try bench.object("main.o", "int a(void) { return 0; } int main(void) { return 0; }")
      try bench.object("a.o", "int a(void) { return 1; }", flags: slim)
      return .init(arguments: ["main.o", "a.o"])
    },
  ]

  private static func archive(
    _ bench: Workbench, _ name: String, _ members: [(String, String)], _ flags: [String]
  ) throws {
    let objects = try members.map { try bench.object($0.0, $0.1, flags: flags + ["-fcommon"]) }
    try bench.archive(name, objects, ar: "gcc-ar")
  }

  /// A program whose archives need each other, with members that nobody needs.
  private static func make(_ bench: Workbench, main: [String], library: [String]) throws {
    try bench.object("main.o", "int a(void); int main(void) { return a(); }", flags: main)
    try archive(
      bench, "liba.a",
      [
        ("a.o", "int b(void); int a(void) { return b(); }"),
        ("a2.o", "int b2(void); int a2(void) { return b2(); }"),
        ("a3.o", "int b(void); int a3(void) { return b(); }"),
      ], library)
    try archive(
      bench, "libb.a",
      [
        ("b.o", "int b2(void); int b(void) { return b2(); }"),
        ("b2.o", "int b2(void) { return 0; }"),
        ("b3.o", "int gone(void); int b3(void) { return 0; }"),
      ], library)
  }
}
