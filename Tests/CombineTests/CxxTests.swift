import BinaryHarness
import LinkerObservers
import Testing

/// Two C++ modules over one header: templates, inline variables, unique statics, thread-locals and
/// exceptions.
@Suite("combined C++ modules")
struct CxxTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("shared.h", Self.header)
    try bench.write("main.cc", Self.main)
  }

  static let header = """
    #include <cstdio>
    #include <stdexcept>
    #include <string>
    #include <vector>
    struct Oops : std::runtime_error { using runtime_error::runtime_error; };
    struct Shape { virtual ~Shape() = default; virtual int corners() const { return 0; } };
    struct Square : Shape { int corners() const override { return 4; } };
    template <class T> struct Box {
      static T count;
      static thread_local int local;
      T bump() { static T own; ++own; ++local; return ++count + own; }
    };
    template <class T> T Box<T>::count = 0;
    template <class T> thread_local int Box<T>::local = 10;
    inline int variable = 7;
    inline std::vector<int> &registry() { static std::vector<int> entries; return entries; }
    inline thread_local std::string name = "name";

    """

  /// Every module prints its own view of what the header defines.
  private static func module(_ name: String) -> String {
    """
    #include "shared.h"
    struct Entry { Entry() { registry().push_back(1); } };
    static Entry entry;
    static int helper() { variable++; return Box<int>{}.bump(); }
    extern "C" void \(name)_report() {
      int one = helper(), two = helper();
      name += "+";
      printf("\(name): %d %d %d %d %zu %s\\n", one, two, Box<int>::local, variable,
             registry().size(), name.c_str());
    }
    extern "C" void \(name)_throw() { throw Oops("from \(name)"); }
    extern "C" void \(name)_catch(void (*f)()) {
      try { f(); } catch (const Oops &oops) { printf("\(name) caught %s\\n", oops.what()); }
      catch (...) { printf("\(name) caught something\\n"); }
    }
    extern "C" Shape *\(name)_make() { return new Square; }
    extern "C" int \(name)_corners(Shape *shape) {
      Square *square = dynamic_cast<Square *>(shape);
      return square ? square->corners() : -1;
    }

    """
  }

  /// Which modules are in the program: a macro for each.
  private static let main = """
    #include <cstdio>
    struct Shape;
    #define DECLARE(m) extern "C" { void m##_report(); void m##_throw(); Shape *m##_make(); \\
      void m##_catch(void (*)()); int m##_corners(Shape *); }
    DECLARE(a) DECLARE(b)
    int main() {
    #ifdef A
      a_report();
    #endif
    #ifdef B
      b_report();
    #endif
    #if defined A && defined B
      a_catch(a_throw); a_catch(b_throw); b_catch(a_throw); b_catch(b_throw);
      printf("%d %d\\n", a_corners(b_make()), b_corners(a_make()));
    #endif
    }

    """

  private static let crossing =
    "a caught from a\na caught from b\nb caught from a\nb caught from b\n4 4\n"

  private func compile(_ compiler: String) throws {
    for name in ["a", "b"] {
      try bench.object(
        "\(name).o", Self.module(name), language: "cc", compiler: compiler,
        flags: ["-std=c++17", "-g", "-O1", "-fPIC", "-fdebug-types-section"])
    }
    // Groups meet while they are combined, too.
    try bench.object(
      "extra.o", "#include \"shared.h\"\nint extra() { return Box<int>{}.bump(); }\n",
      language: "cc", compiler: compiler, flags: ["-std=c++17", "-fPIC"])
    for (name, flags) in [("main_a", ["-DA"]), ("main_b", ["-DB"]), ("main", ["-DA", "-DB"])] {
      try bench.run([compiler, "-c"] + flags + ["main.cc", "-o", name + ".o"])
    }
  }

  @Test("each has its own of everything, and exceptions cross", arguments: Compilers.cxx)
  func apart(_ compiler: String) throws {
    try compile(compiler)
    try bench.combine("--keep-pattern", "a_*", "-o", "liba.a", "a.o", "extra.o")
    try bench.combine("--keep-pattern", "b_*", "-o", "b-all.o", "b.o", "extra.o")
    let alone =
      try bench.run(.bfd, ["main_a.o", "a.o"]) + bench.run(.bfd, ["main_b.o", "b.o"])
    for linker in ObservedLinker.installed {
      for flags in [["-static"], ["-static", "-Wl,--gc-sections"], ["-pie"]] {
        let said = try bench.run(linker, ["main.o", "liba.a", "b-all.o"], flags)
        #expect(said == alone + Self.crossing, "\(linker) \(flags)")
      }
    }
  }

  @Test(
    "--share-comdat: one of what inline code defines, as without combining",
    arguments: Compilers.cxx)
  func together(_ compiler: String) throws {
    try compile(compiler)
    try bench.combine("--share-comdat", "--keep-pattern", "a_*", "-o", "liba.a", "a.o", "extra.o")
    try bench.combine("--share-comdat", "--keep-pattern", "b_*", "-o", "libb.a", "b.o", "extra.o")
    let plain = try bench.run(.bfd, ["main.o", "a.o", "b.o"])
    #expect(plain.hasSuffix(Self.crossing))
    for linker in ObservedLinker.installed {
      for flags in [["-static"], ["-static", "-Wl,--gc-sections"], ["-pie"]] {
        #expect(
          try bench.run(linker, ["main.o", "liba.a", "libb.a"], flags) == plain,
          "\(linker) \(flags)")
      }
    }
  }

  @Test(
    "a kept unique or inline variable is one in both, without a group", arguments: Compilers.cxx)
  func keptVariable(_ compiler: String) throws {
    try compile(compiler)
    let shared = ["--keep", "variable", "--keep-pattern", "_ZN3BoxIiE5[cl]????E"]
    for name in ["a", "b"] {
      let outcome = try bench.tryCombine(
        shared + ["--keep-pattern", "\(name)_*", "-o", "lib\(name).a", "\(name).o"])
      #expect(outcome.succeeded, "\(outcome.errorText)")
    }
    for linker in ObservedLinker.installed {
      let said = try bench.run(linker, ["main.o", "liba.a", "libb.a"])
      // The function-local static and the registry are each module's own, the rest is shared.
      #expect(
        said == "a: 2 4 12 9 1 name+\nb: 4 6 14 11 1 name+\n" + Self.crossing, "\(linker)")
    }
  }

  @Test("nothing unique, weak or in a group is left for others to see")
  func symbols() throws {
    try compile("g++")
    #expect(try bench.run("nm", "a.o").outputText.contains(" u "))
    try bench.combine("--keep", "a_report", "-o", "all.o", "a.o", "extra.o")
    #expect(try bench.globals(of: "all.o") == ["a_report"])
    #expect(!(try bench.run("readelf", "-SW", "all.o").outputText.contains("GROUP ")))
  }
}
