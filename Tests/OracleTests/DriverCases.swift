import BinaryHarness
import Foundation

/// Links that depend on what a driver adds: Fortran, C++, libm's script, threads, OpenMP.
enum DriverCases {
  static let all: [OracleCase] = fortran + c

  private static let fortran: [OracleCase] = [
    OracleCase(name: "fortran: lapack and blas", driver: "gfortran") { bench in
      try needArchives("blas/libblas.a", "lapack/liblapack.a")
      try fixture("solve", bench)
      return .init(arguments: ["solve.o", "-llapack", "-lblas"])
    },
    OracleCase(name: "fortran: blas left of lapack", driver: "gfortran") { bench in
      try needArchives("blas/libblas.a", "lapack/liblapack.a")
      try fixture("solve", bench)
      return .init(arguments: ["solve.o", "-lblas", "-llapack"])
    },
    OracleCase(name: "fortran: lapack alone, blas found", driver: "gfortran") { bench in
      try needArchives("blas/libblas.a", "lapack/liblapack.a")
      try fixture("solve", bench)
      return .init(arguments: ["solve.o", "-llapack"])
    },
    OracleCase(name: "fortran: quadruple precision only", driver: "gfortran") { bench in
      try bench.object(
        "q.o", "program q\n  real(16) :: x = 2\n  print *, sqrt(x), sin(x)\nend program q\n",
        language: "f90", compiler: "gfortran")
      return .init(arguments: ["q.o"])
    },
    OracleCase(name: "fortran: OpenMP", driver: "gfortran") { bench in
      try bench.object(
        "o.o",
        "program o\n  integer :: i, s = 0\n  !$omp parallel do reduction(+:s)\n  do i = 1, 9\n"
          + "    s = s + i\n  end do\n  print *, s\nend program o\n",
        language: "f90", compiler: "gfortran", flags: ["-fopenmp"])
      return .init(arguments: ["-fopenmp", "o.o"])
    },
    OracleCase(name: "fortran: archive under gcc") { bench in
      try needArchives("blas/libblas.a")
      try fixture("dot", bench)
      try bench.archive("libdot.a", ["dot.o"])
      try bench.object(
        "main.o",
        "double dot(int, double *, double *);"
          + "int main(void) { double x[1] = {0}; return dot(1, x, x); }")
      return .init(arguments: ["main.o", "libdot.a", "-lblas"])
    },
  ]

  private static let c: [OracleCase] = [
    program("c: hello", "#include <stdio.h>\nint main(void) { puts(\"hello\"); }"),
    program(
      "c: libm's script", "#include <math.h>\nint main(int c, char **v) { return sin(c); }",
      ["-lm"]),
    program(
      "c: libm is found", "#include <math.h>\nint main(int c, char **v) { return pow(c, c); }"),
    program(
      "c: vector functions of libmvec",
      "#include <math.h>\ndouble x[64];\nint main(void) {\n"
        + "  for (int i = 0; i < 64; i++) x[i] = sin(x[i]);\n  return x[0];\n}", ["-lm"],
      flags: ["-O2", "-ffast-math", "-ftree-vectorize"]),
    program(
      "c: -pthread",
      "#include <pthread.h>\nvoid *f(void *p) { return p; }\n"
        + "int main(void) { pthread_t t; return pthread_create(&t, 0, f, 0); }", ["-pthread"]),
    program(
      "c: -fopenmp",
      "#include <omp.h>\nint main(void) { int n = 0;\n#pragma omp parallel\n"
        + "  n = omp_get_num_threads();\n  return n == 0; }", ["-fopenmp"], flags: ["-fopenmp"]),
    program(
      "c: empty libraries of glibc",
      "#include <dlfcn.h>\nint main(void) { return dlopen(0, 0) == 0; }",
      ["-ldl", "-lrt", "-lutil"]),
    program(
      "c: resolver of libc", "#include <netdb.h>\nint main(void) { return !gethostbyname(\"x\"); }"),
    program(
      "c++: iostream and exceptions",
      "#include <iostream>\n#include <stdexcept>\nint main() try { throw std::runtime_error(\"x\"); }"
        + " catch (std::exception &e) { std::cout << e.what(); }", driver: "g++"),
    program(
      "c++: regex and threads",
      "#include <regex>\n#include <thread>\nint main() { std::thread t([] {}); t.join();"
        + " return std::regex_match(\"a\", std::regex(\"b\")); }", driver: "g++"),
    OracleCase(name: "c++: archive under gcc") { bench in
      try bench.object(
        "s.o",
        "#include <string>\nextern \"C\" int size(int n) { return std::string(n, 'x')"
          + ".size(); }", language: "cc", compiler: "g++")
      try bench.archive("libs.a", ["s.o"])
      try bench.object("main.o", "int size(int); int main(int c, char **v) { return size(c); }")
      return .init(arguments: ["main.o", "libs.a"])
    },
  ]

  static func program(
    _ name: String, _ source: String, _ arguments: [String] = [], driver: String = "gcc",
    flags: [String] = []
  ) -> OracleCase {
    OracleCase(name: name, driver: driver) { bench in
      try bench.object(
        "main.o", source, language: driver.hasSuffix("++") ? "cc" : "c", compiler: driver,
        flags: flags)
      return .init(arguments: ["main.o"] + arguments)
    }
  }

  private static func fixture(_ name: String, _ bench: Workbench) throws {
    try bench.run(
      "gfortran", "-c", "\(Staticld.packageRoot)/Fixtures/fortran/\(name).f90", "-o", "\(name).o")
  }

  /// The archives of Debian's reference BLAS and LAPACK, which nothing else can stand in for.
  private static func needArchives(_ names: String...) throws {
    for name in names where !FileManager.default.fileExists(atPath: debian + name) {
      throw OracleCase.NotApplicable(reason: "no \(debian)\(name)")
    }
  }

  private static let debian = "/usr/lib/x86_64-linux-gnu/"
}
