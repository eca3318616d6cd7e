import BinaryHarness

/// The same small programs under other drivers: another machine, another libc, another linker.
enum CrossCases {
  private struct Toolchain: Sendable {
    var name: String
    var driver: String
    var options: [String] = []
    var linkFlags: [String] = []
    var ar = "ar"
  }

  private static let toolchains = [
    Toolchain(name: "aarch64", driver: "aarch64-linux-gnu-gcc", ar: "aarch64-linux-gnu-ar"),
    Toolchain(name: "musl", driver: "musl-gcc"),
    Toolchain(
      name: "clang with bfd", driver: "clang", options: ["--linker", "bfd"],
      linkFlags: ["-fuse-ld=bfd"]),
    Toolchain(name: "clang with its own linker", driver: "clang"),
  ]

  static let all: [OracleCase] = toolchains.flatMap { tools in
    [
      program(tools, "hello", "#include <stdio.h>\nint main(void) { puts(\"hello\"); }"),
      program(
        tools, "libm", "#include <math.h>\nint main(int c, char **v) { return pow(c, c + 1); }",
        ["-lm"]),
      program(
        tools, "threads",
        "#include <pthread.h>\nvoid *f(void *p) { return p; }\n"
          + "int main(void) { pthread_t t; return pthread_create(&t, 0, f, 0); }", ["-pthread"]),
      program(
        tools, "format",
        "#include <stdio.h>\nint main(int c, char **v)"
          + " { printf(\"%Lf %d\\n\", (long double)c, c); }"),
      archives(tools),
    ]
  }

  private static func program(
    _ tools: Toolchain, _ name: String, _ source: String, _ arguments: [String] = []
  ) -> OracleCase {
    make(tools, name) { bench in
      try bench.object("main.o", source, compiler: tools.driver)
      return .init(arguments: ["main.o"] + arguments)
    }
  }

  /// Two archives that need each other and libm, in the wrong order.
  private static func archives(_ tools: Toolchain) -> OracleCase {
    make(tools, "archives in a cycle") { bench in
      let sources = [
        ("main.o", "int a(int); int main(int c, char **v) { return a(c); }"),
        ("a.o", "int b(int); int a(int x) { return b(x); }"),
        ("a2.o", "double log2(double); int a2(int x) { return log2(x); }"),
        ("b.o", "int a2(int); int b(int x) { return a2(x); }"),
      ]
      for (name, source) in sources {
        try bench.object(name, source, compiler: tools.driver, flags: ["-fno-builtin"])
      }
      try bench.archive("liba.a", ["a.o", "a2.o"], ar: tools.ar)
      try bench.archive("libb.a", ["b.o"], ar: tools.ar)
      return .init(arguments: ["main.o", "-lm", "libb.a", "liba.a"])
    }
  }

  private static func make(
    _ tools: Toolchain, _ name: String,
    _ make: @escaping @Sendable (Workbench) throws -> OracleCase.Inputs
  ) -> OracleCase {
    OracleCase(
      name: "\(tools.name): \(name)", driver: tools.driver, linkFlags: tools.linkFlags,
      options: tools.options, make: make)
  }
}
