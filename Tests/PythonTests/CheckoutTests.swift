import BinaryHarness
import Testing

/// A Python whose version is more than three numbers.
@Suite("a Python of a checkout")
struct CheckoutTests {
  private static let python = "/usr/bin/python3"
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// Debian's Python, as it would be if it were built from a checkout of its branch: library,
  /// header and interpreter say `3.11.2+`.
  private func checkout() throws {
    try bench.write(
      "getversion.c",
      """
      #include <Python.h>
      const unsigned long Py_Version = PY_VERSION_HEX;
      const char *Py_GetVersion(void) { return PY_VERSION "+ (heads/branch)"; }
      """)
    try bench.write(
      "bin/python3",
      """
      #!\(CheckoutTests.python)
      import sys, sysconfig
      sys.version = sys.version.replace(" ", "+ ", 1)
      sysconfig.get_config_vars()["LIBPL"] = "\(bench.path)"
      paths = sysconfig.get_paths()
      paths["platinclude"], paths["include"] = paths["include"], "\(bench.path)"
      sysconfig.get_paths = lambda: paths
      exec(sys.argv[-1])
      """)
    try bench.write(
      "make.sh",
      """
      value() { \(CheckoutTests.python) -c "import sysconfig; print(sysconfig.get_$1)"; }
      include=$(value 'path("include")')
      cp "$(value 'config_var("LIBPL")')/libpython3.11.a" .
      cc -I"$include" -c getversion.c
      ar r libpython3.11.a getversion.o
      sed '/define PY_VERSION /s/"$/+"/' "$include/patchlevel.h" > patchlevel.h
      chmod +x bin/python3
      """)
    try bench.run("sh", "-e", "make.sh")
  }

  @Test("it is no other version than its own library and headers")
  func builds() throws {
    try checkout()
    try bench.write("one.py", "import sys\nprint(sys.version.split()[0][-1])\n")
    let outcome = try Staticld.run(
      [
        "python", "build", "--python", bench.path, "--script", "one.py", "--stdlib", "minimal",
        "-o", "app",
      ], in: bench.path, timeout: 300)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try bench.run("./app").outputText == "+\n")
  }
}
