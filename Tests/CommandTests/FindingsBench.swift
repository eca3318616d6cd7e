import BinaryHarness
import Foundation

/// The objects and archives on which findings are proven.
enum FindingsBench {
  static func make() throws -> Workbench {
    let bench = try Workbench()
    try bench.object("main.o", "int g(void); int h(void); int main(void) { return g() + h(); }")
    try makeDefinitions(in: bench)
    try makeReferences(in: bench)
    try makeClasses(in: bench)
    try makeConstructors(in: bench)
    try makeFixed(in: bench)
    try makeMixtures(in: bench)
    try makeConflicts(in: bench)
    try makeArchives(in: bench)
    return bench
  }

  private static func makeDefinitions(in bench: Workbench) throws {
    try bench.object("g.o", "int g(void) { return 1; }")
    try bench.object("g2.o", "int g(void) { return 2; }")
    try bench.object("g3.o", "int g(void) { return 1; }", flags: ["-fno-ident"])
    try bench.object("h.o", "int h(void) { return 0; }")
    for (number, text) in [(1, "one"), (2, "two"), (3, "one")] {
      try bench.object(
        "text\(number).o",
        "#include <stdio.h>\nstatic const char *other = \"x\(number)\";"
          + "const char **p\(number) = &other; int g(void) { return puts(\"\(text)\"); }",
        flags: ["-O2"])
      try bench.object(
        "bare\(number).o", ".globl g\ng: mov $\(number), %eax\nret\n", language: "s")
    }
    for (number, body) in [(1, "x * 2"), (2, "x * 3 + 1"), (3, "x * 2")] {
      try bench.object("beta\(number).o", "int beta(int x) { return \(body); }")
    }
    try bench.object(
      "betamain.o",
      "int g(void); int h(void); int beta(int); int main(void) { return g() + h() + beta(2); }")
    try bench.object("call.o", "int beta(int); int g(void) { return beta(1); }")
    try bench.archive("libbeta1.a", ["call.o", "beta1.o"])
    try bench.archive("libbeta2.a", ["h.o", "beta2.o"])
    try bench.archive("libbeta3.a", ["h.o", "beta3.o"])
    try bench.archive("libtwice.a", ["call.o", "beta1.o", "beta2.o"])
    try bench.archive("libplain.a", ["h.o"])
  }

  private static func makeReferences(in bench: Workbench) throws {
    try bench.object(
      "weak.o", "extern int f(void) __attribute__((weak)); int main(void) { return f ? f() : 0; }")
    try bench.object("strong.o", "int f(void); int other(void) { return f(); }")
    try bench.archive("libf.a", compiling: [("f.o", "int f(void) { return 0; }")])
    // A library that tests one function of another and calls the next untested.
    try bench.object(
      "tester.o",
      """
      extern int pthread_first(void) __attribute__((weak));
      extern int pthread_second(void) __attribute__((weak));
      int test(void) { return pthread_first ? pthread_second() : 0; }
      """)
    try bench.archive("libtester.a", ["tester.o"])
    try bench.archive(
      "libthreads.a",
      compiling: [
        ("first.o", "int pthread_first(void) { return 0; }"),
        ("second.o", "int pthread_second(void) { return 0; }"),
      ])
    try bench.object(
      "pthread.o",
      "int test(void); int pthread_first(void); int main(void) { pthread_first(); return test(); }")
    try bench.object(
      "iconv.o",
      "#include <iconv.h>\nint main(void) { return iconv_open(\"UTF-8\", \"LATIN1\") == 0; }")
    try bench.object(
      "hosts.o", "#include <netdb.h>\nint main(void) { return gethostbyname(\"x\") == 0; }")
  }

  private static func makeClasses(in bench: Workbench) throws {
    func unit(_ name: String, _ text: String, isMain: Bool) throws {
      let tail =
        isMain
        ? "int other(); int main() { return use() + other(); }" : "int other() { return use(); }"
      try bench.object(name, text + "\n" + tail, language: "cpp", compiler: "g++")
    }
    let shape =
      "struct Shape { int a = 0; virtual int f() { return a; } %@ virtual ~Shape() {} };"
      + " static int use() { Shape *s = new Shape; return s->f(); }"
    let more = shape.replacingOccurrences(of: "%@", with: "virtual int g() { return 1; }")
    let less = shape.replacingOccurrences(of: "%@", with: "")
    for (name, text, isMain) in [
      ("vtable1.o", less, false), ("vtable2.o", more, true), ("vtable3.o", more, false),
    ] { try unit(name, text, isMain: isMain) }
    for (name, number, isMain) in [
      ("limit1.o", 10, false), ("limit2.o", 20, true), ("limit3.o", 20, false),
    ] {
      try unit(
        name, "inline int limit() { return \(number); } static int use() { return limit(); }",
        isMain: isMain)
    }
    for (name, number, isMain) in [
      ("slots1.o", 4, false), ("slots2.o", 8, true), ("slots3.o", 8, false),
    ] {
      try unit(
        name, "inline int slots[\(number)] = {1}; static int use() { return slots[0] - 1; }",
        isMain: isMain)
    }
  }

  private static func makeConstructors(in bench: Workbench) throws {
    try bench.object(
      "registry.o", "int count; void reg(int *p) { count += *p; } int main(void) { return 0; }")
    try bench.archive(
      "libplugin.a",
      compiling: [
        (
          "plugin.o",
          "void reg(int *); static int own = 1;"
            + "__attribute__((constructor)) static void go(void) { reg(&own); }"
        )
      ])
    let header =
      "struct Base { virtual int run() = 0; virtual ~Base() {} }; void add(Base *);\n"
      + "struct Entry { Entry(Base *b) { add(b); } };\n"
    func cxx(_ name: String, _ text: String) throws {
      try bench.object(name, header + text, language: "cpp", compiler: "g++")
    }
    try cxx("classes.o", "void add(Base *) {} int main() { return 0; }")
    try cxx(
      "plugged.o",
      "struct Plugged : Base { int run() override; }; int Plugged::run() { return 1; }\n"
        + "static Plugged plugged; static Entry entry(&plugged);")
    // Somebody may call it.
    try cxx(
      "api.o",
      "struct Plugged : Base { int run() override { return 1; } };\n"
        + "static Plugged plugged; static Entry entry(&plugged); int api() { return 0; }")
    try cxx("stream.o", "#include <iostream>\nstatic int unused;")
    try bench.archive("libclass.a", ["plugged.o"])
    try bench.archive("libapi.a", ["api.o"])
    try bench.archive("libstream.a", ["stream.o"])
  }

  private static func makeFixed(in bench: Workbench) throws {
    let table = "int table[4]; int fixed(int i) { return table[i]; }"
    try bench.object("fixed.o", table, flags: ["-O2", "-fno-pie"])
    try bench.object("pie.o", table, flags: ["-O2", "-fPIE"])
    try bench.archive("libfixed.a", ["fixed.o"])
    try bench.archive("libpie.a", ["pie.o"])
    // The copy that is not position-independent is dropped.
    let inline = "inline int *slot(int i) { static int slots[4]; return &slots[i]; }"
    let cxx = (language: "cpp", compiler: "g++")
    try bench.object(
      "piegroup.o", inline + " int *first(int i) { return slot(i); }", language: cxx.language,
      compiler: cxx.compiler, flags: ["-O0", "-fPIE"])
    try bench.object(
      "group.o", inline + " extern \"C\" int fixed(int i) { return *slot(i); }",
      language: cxx.language, compiler: cxx.compiler, flags: ["-O0", "-fno-pie"])
    try bench.archive("libgroup.a", ["group.o"])
    try bench.object(
      "fixedmain.o", "int fixed(int); int main(int c, char **v) { return fixed(c) * 0; }")
  }

  private static func makeMixtures(in bench: Workbench) throws {
    for (number, text) in [
      (1, "int EVP_DigestInit_ex(void) { return 0; } int first(void) { return 0; }"),
      (2, "int ERR_get_error(void) { return 0; } int second(void) { return 0; }"),
      (3, "int second(void) { return 0; }"),
    ] {
      try bench.archive("libcrypto\(number).a", compiling: [("c\(number).o", text)])
    }
    try bench.object(
      "crypto.o",
      "int first(void); int second(void); int main(void) { return first() + second(); }")
    try bench.object(
      "part.o",
      """
      #include <stddef.h>
      static char room[1 << 16]; static size_t used;
      void *malloc(size_t n) { void *p = room + used; used += (n + 15) & ~15ul; return p; }
      void free(void *p) {}
      void *realloc(void *p, size_t n) { return malloc(n); }
      """, flags: ["-fno-builtin"])
    try bench.object(
      "rest.o",
      """
      #include <stddef.h>
      void *malloc(size_t);
      void *calloc(size_t n, size_t m) { return malloc(n * m); }
      void *aligned_alloc(size_t a, size_t n) { return malloc(n); }
      void *memalign(size_t a, size_t n) { return malloc(n); }
      int posix_memalign(void **p, size_t a, size_t n) { *p = malloc(n); return 0; }
      void *valloc(size_t n) { return malloc(n); }
      void *pvalloc(size_t n) { return malloc(n); }
      size_t malloc_usable_size(void *p) { return 0; }
      """, flags: ["-fno-builtin"])
    try bench.object(
      "aligned.o",
      "#include <stdlib.h>\nint main(void) { free(aligned_alloc(16, 32)); return 0; }",
      flags: ["-fno-builtin"])
    try bench.object(
      "checked.o",
      "#include <stdio.h>\nint main(int c, char **v) { return printf(v[0], c) < 0; }",
      flags: ["-O2", "-D_FORTIFY_SOURCE=2"])
    try makeStrings(in: bench)
  }

  private static func makeStrings(in bench: Workbench) throws {
    func cxx(_ name: String, _ text: String, _ flags: String...) throws {
      try bench.object(name, text, language: "cpp", compiler: "g++", flags: flags)
    }
    let define = "#include <string>\nint take(std::string s) { return s.size(); }"
    try cxx(
      "newstring.o", "#include <string>\nint take(std::string); int main() { return take(\"\"); }")
    try cxx("oldstring.o", define, "-D_GLIBCXX_USE_CXX11_ABI=0")
    try cxx("alsonew.o", define)
    // Debian's libc++ drives out a library that the corpus needs; its names are enough.
    try cxx("string.o", "namespace std { namespace __1 { int length() { return 0; } } }")
    try bench.archive("libc++.a", ["string.o"])
    try cxx(
      "llvmuser.o",
      "namespace std { namespace __1 { int length(); } } int gnu();"
        + "int main() { return std::__1::length() + gnu() * 0; }")
    try cxx(
      "gnuuser.o",
      "#include <sstream>\nint gnu() { std::stringstream s; s << 1; return s.str().size(); }")
    try cxx("gnumain.o", "int gnu(); int main() { return gnu(); }")
  }

  private static func makeConflicts(in bench: Workbench) throws {
    let common = ["-fcommon"]
    try bench.object(
      "thing1.o", "int thing; int *use = &thing; int g(void) { return 0; }", flags: common)
    try bench.object("thing2.o", "int thing(void) { return 1; } int h(void) { return 0; }")
    for (number, size) in [(1, 4), (2, 8), (3, 4)] {
      try bench.object(
        "table\(number).o",
        "int table[\(size)]; int \(number == 1 ? "g" : "h")(void) { return table[0]; }",
        flags: common)
      let unit = number == 1 ? "program p\ncall q\n" : "subroutine q\n"
      try bench.object(
        "block\(number).o",
        unit.replacingOccurrences(of: "call q\n", with: "")
          + "integer a(\(size))\ncommon /b/ a\na(1) = 0\n" + (number == 1 ? "call q\n" : "")
          + "end\n",
        language: "f90", compiler: "gfortran")
    }
  }

  private static func makeArchives(in bench: Workbench) throws {
    // The index of one object in front of another that is as large.
    try bench.object("old.o", "int h(void) { return 0; } int k1(void) { return 0; }")
    try bench.object("new.o", "int h(void) { return 0; } int k2(void) { return 0; }")
    try bench.run("mkdir", "-p", "a", "b")
    try bench.run("cp", "old.o", "a/x.o")
    try bench.run("cp", "new.o", "b/x.o")
    try bench.archive("libstale.a", ["a/x.o"])
    var bytes = try bench.bytes(of: "libstale.a")
    let replacement = try bench.bytes(of: "new.o")
    bytes.replaceSubrange((bytes.count - replacement.count)..., with: replacement)
    try bench.write("libstale.a", bytes: bytes)
    try bench.archive("libempty.a", [])
    try bench.run("cp", "g.o", "a/same.o")
    try bench.run("cp", "h.o", "b/same.o")
    try bench.archive("libsame.a", ["a/same.o", "b/same.o"])
  }
}
