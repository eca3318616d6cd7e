import BinaryHarness
import LinkerObservers
import Testing

/// What a C object can hold beside code and data, in two modules that are the same but for the
/// names that they show.
@Suite("features of combined objects")
struct ObjectFeatureTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static let module = """
    #include <stdio.h>
    #include <string.h>
    struct entry { int value; };
    #define REGISTER(n) \\
      static struct entry n __attribute__((section("entries"), used, retain)) = {__LINE__};
    REGISTER(one) REGISTER(two)
    extern struct entry __start_entries[], __stop_entries[];
    int common_variable;
    static char log_text[100];
    __attribute__((constructor(300))) static void late(void) { strcat(log_text, " 300"); }
    __attribute__((constructor(200))) static void early(void) { strcat(log_text, " 200"); }
    __attribute__((constructor)) static void last(void) { strcat(log_text, " -"); }
    __attribute__((destructor)) static void end(void) { printf("end\\n"); }
    static int chosen(void) { return 42; }
    static int (*choose(void))(void) { return chosen; }
    int indirect(void) __attribute__((ifunc("choose")));
    __thread int counter = 5;
    __thread int zeroed __attribute__((tls_model("global-dynamic")));
    __attribute__((visibility("hidden"))) int hidden(void) { return ++common_variable; }
    extern int host(void) __attribute__((weak));
    int old_version(void) { return 1; }
    __asm__(".symver old_version,versioned@V1");
    int new_version(void) { return 2; }
    __asm__(".symver new_version,versioned@@V2");
    void NAME(void) {
      int (*pointer)(void) = indirect;
      printf("%s:%s; %d entries; %d %d; tls %d %d; hidden %d; %d; %d\\n", TEXT, log_text,
             (int)(__stop_entries - __start_entries), indirect(), pointer(), ++counter, ++zeroed,
             hidden(), host ? host() : -1, new_version());
    }

    """

  private func compile(_ compiler: String, _ flags: [String]) throws {
    for name in ["x", "y"] {
      try bench.object(
        "\(name).o", Self.module, compiler: compiler,
        flags: ["-fPIC", "-fcommon", "-g", "-O1", "-DNAME=\(name)_report", "-DTEXT=\"\(name)\""]
          + flags)
    }
    try bench.object("main_x.o", "void x_report(void); int main(void) { x_report(); }")
    try bench.object("main_y.o", "void y_report(void); int main(void) { y_report(); }")
    try bench.object(
      "main.o",
      "void x_report(void); void y_report(void); int main(void) { x_report(); y_report(); }")
  }

  @Test(
    "constructors, section sets, COMMON, TLS, ifunc, versions, hidden and weak symbols",
    arguments: Compilers.c, [[], ["-ffunction-sections", "-fdata-sections"]])
  func everything(_ compiler: String, _ flags: [String]) throws {
    try compile(compiler, flags)
    try bench.combine("--keep", "x_report", "-o", "libx.a", "x.o")
    try bench.combine("--keep", "y_report", "-o", "liby.a", "y.o")
    let x = try bench.run(.bfd, ["main_x.o", "x.o"], driver: "gcc")
    let y = try bench.run(.bfd, ["main_y.o", "y.o"], driver: "gcc")
    #expect(x.contains("x: 200 300 -; 2 entries; 42 42; tls 6 1; hidden 1; -1; 2\n"))
    let both = (x + y).replacing("end\n", with: "") + "end\nend\n"
    for linker in ObservedLinker.installed {
      for options in [["-static"], ["-static", "-Wl,--gc-sections"], ["-pie"]] {
        let said = try bench.run(linker, ["main.o", "libx.a", "liby.a"], options, driver: "gcc")
        #expect(said == both, "\(linker) \(options)")
      }
    }
  }

  @Test("a weak reference stays one, and what the program defines answers it")
  func weakReference() throws {
    try compile("gcc", [])
    try bench.combine("--keep", "x_report", "-o", "x-all.o", "x.o")
    #expect(try bench.undefined(in: "x-all.o").contains { $0.hasPrefix("host w") })
    try bench.object("host.o", "int host(void) { return 99; }")
    let said = try bench.run(.bfd, ["main_x.o", "x-all.o", "host.o"], driver: "gcc")
    #expect(said.contains("; 99; 2\n"))
  }

  @Test("a section set whose bound is kept stays the whole program's")
  func sharedSet() throws {
    try compile("gcc", [])
    for name in ["x", "y"] {
      try bench.combine(
        "--keep", "\(name)_report", "--keep", "__start_entries", "-o", "\(name)-all.o",
        "\(name).o")
    }
    let said = try bench.run(.bfd, ["main.o", "x-all.o", "y-all.o"], driver: "gcc")
    #expect(said.contains("x: 200 300 -; 4 entries"))
  }

  @Test("COMMON symbols that are kept meet as before", arguments: ObservedLinker.installed)
  func keptCommon(_ linker: ObservedLinker) throws {
    let source = "int meeting; int NAME(void) { return ++meeting; }"
    for name in ["x", "y"] {
      try bench.object("\(name).o", source, flags: ["-fcommon", "-DNAME=\(name)"])
      try bench.combine("--keep", name, "--keep", "meeting", "-o", "\(name)-all.o", "\(name).o")
    }
    try bench.object(
      "main.o",
      """
      #include <stdio.h>
      extern int meeting;
      int x(void), y(void);
      int main(void) { meeting = 5; int a = x(), b = y(); printf("%d %d %d\\n", a, b, meeting); }
      """)
    let said = try bench.run(linker, ["main.o", "x-all.o", "y-all.o"], driver: "gcc")
    #expect(said == "6 7 7\n")
  }

  @Test(
    ".gnu.linkonce sections of two combinations do not meet", arguments: ObservedLinker.installed)
  func linkOnce(_ linker: ObservedLinker) throws {
    for (name, value) in [("x", 1), ("y", 2)] {
      try bench.object(
        "\(name).o",
        """
        .section .gnu.linkonce.t.once,"ax",@progbits
        .weak once
        .type once,@function
        once: mov $\(value),%eax
        ret
        .text
        .globl \(name)
        \(name): jmp once
        .section .note.GNU-stack,"",@progbits

        """, language: "s")
      try bench.combine("--keep", name, "-o", "\(name)-all.o", "\(name).o")
    }
    try bench.object(
      "main.o",
      "#include <stdio.h>\nint x(void), y(void); int main(void) { printf(\"%d %d\\n\", x(), y()); }"
    )
    #expect(try bench.run(linker, ["main.o", "x-all.o", "y-all.o"], driver: "gcc") == "1 2\n")
  }

  @Test("the warning of a function goes where the function goes")
  func warning() throws {
    let source = """
      int bad(void) { return 1; }
      int good(void) { return bad(); }
      __asm__(".section .gnu.warning.bad,\\"\\",@progbits\\n.asciz \\"bad is bad\\"\\n.previous");

      """
    try bench.object("x.o", source)
    try bench.object(
      "main.o", "int bad(void) { return 0; } int good(void); int main(void) { return bad(); }")
    try bench.combine("--keep", "good", "-o", "local.o", "x.o")
    let quiet = try bench.run("gcc", "-fuse-ld=bfd", "-o", "app", "main.o", "local.o")
    #expect(!quiet.errorText.contains("bad is bad"))
    try bench.object("caller.o", "int worse(void); int main(void) { return worse(); }")
    try bench.combine("--keep", "good", "--rename", "bad=worse", "-o", "renamed.o", "x.o")
    let loud = try bench.run("gcc", "-fuse-ld=bfd", "-o", "app", "caller.o", "renamed.o")
    #expect(loud.errorText.contains("bad is bad"), "\(loud.errorText)")
  }

  @Test("sections that follow the order of others keep it", arguments: Compilers.c)
  func linkOrder(_ compiler: String) throws {
    let flags = ["-ffunction-sections", "-fpatchable-function-entry=2,0"]
    try bench.object(
      "x.o", "int x1(void) { return 1; } int x2(void) { return 2; }",
      compiler: compiler, flags: flags)
    try bench.object(
      "y.o",
      "int y1(void) { return 1; } int x1(void), x2(void);"
        + " int main(void) { return y1() + x1() + x2() - 4; }", compiler: compiler, flags: flags)
    try bench.combine("--keep", "main", "-o", "all.o", "x.o", "y.o")
    for linker in ObservedLinker.installed {
      #expect(
        try bench.run(linker, ["all.o"], ["-static", "-Wl,--gc-sections"]) == "", "\(linker)")
    }
  }
}
