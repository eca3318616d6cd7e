import BinaryHarness
import Foundation
import Testing

/// Modules as assembler source.
@Suite("python freeze")
struct FreezeTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      "pack/__init__.py", "import needed, nowhere\nfrom . import part\nSET = {'a', 'b', 'c'}\n")
    try bench.write("pack/part.py", "def f(x): return x in {'left', 'right', 'up', 'down'}\n")
    try bench.write("pack/tests/helper.py", "import needed\n")
    try bench.write("pack/tests/test_all.py", "import surely_not_there\n")
    try bench.write("pack/broken.py", "def (\n")
    try bench.write("pack/data.bin", "\u{1}\u{2}\n")
    try bench.write(
      "needed.py",
      "try:\n    import maybe\nexcept ImportError:\n    maybe = None\nhere = __file__\n")
  }

  private func freeze(_ options: [String], output: String, cache: String = "cache") throws
    -> Outcome
  {
    try Staticld.run(
      [
        "python", "freeze", "--python", "/usr/bin/python3", "--path", ".", "--package", "pack",
        "-o",
        output,
      ] + options, in: bench.path, environment: ["XDG_CACHE_HOME": bench.file(cache)])
  }

  @Test("the same modules give the same bytes, whatever was compiled before")
  func determinism() throws {
    for (output, cache) in [("one.S", "cache"), ("two.S", "cache"), ("three.S", "other")] {
      let outcome = try freeze(["--stdlib", "minimal"], output: output, cache: cache)
      #expect(outcome.succeeded, "\(outcome.errorText)")
    }
    let blob = try bench.bytes(of: "one.bin")
    #expect(blob.count > 100_000)
    #expect(try bench.bytes(of: "two.bin") == blob, "from the cache")
    #expect(try bench.bytes(of: "three.bin") == blob, "without it")
  }

  @Test("what is imported is taken along or reported")
  func closure() throws {
    let outcome = try freeze(["--stdlib", "minimal", "-v"], output: "frozen.S")
    #expect(outcome.succeeded)
    for line in [
      "taken: needed, imported by pack",
      "left out: module 'nowhere', which is not found; imported by pack",
      "not there: maybe, without which can do needed",
      "'needed' uses __file__",
      "broken.py: SyntaxError",
    ] { #expect(outcome.errorText.contains(line), "\(outcome.errorText)") }
  }

  @Test("of tests, what a module imports is taken, and no more")
  func testsOfPackages() throws {
    try bench.write("pack/part.py", "from pack.tests.helper import needed\n")
    let outcome = try freeze(["--stdlib", "minimal", "-v"], output: "frozen.S")
    #expect(outcome.succeeded)
    #expect(outcome.errorText.contains("taken: pack.tests.helper, imported by pack.part"))
    #expect(!outcome.errorText.contains("surely_not_there"))
    #expect(try !bench.bytes(of: "frozen.bin").isEmpty)
  }

  @Test("a program of one's own can be linked with it")
  func program() throws {
    try bench.write("pack/__init__.py", "")
    let outcome = try freeze(["--exclude", "pack.broken"], output: "frozen.S")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    try bench.write(
      "main.c",
      """
      #include <Python.h>
      extern const struct _frozen staticld_frozen[];
      extern const struct { const char *name; const char *content; size_t size; } staticld_data[];
      extern const size_t staticld_data_count;
      int main(void) {
        PyConfig config;
        PyImport_FrozenModules = staticld_frozen;
        PyConfig_InitIsolatedConfig(&config);
        config.module_search_paths_set = 1;
        config.site_import = 0;
        if (PyStatus_Exception(Py_InitializeFromConfig(&config))) return 1;
        for (size_t i = 0; i < staticld_data_count; i++) printf("%s %zu\\n", staticld_data[i].name, staticld_data[i].size);
        if (PyRun_SimpleString("import pack.part; print(pack.part.f('up'), pack.part.__loader__.__name__)")) return 1;
        return Py_FinalizeEx();
      }
      """)
    let run = try bench.run(
      "sh", "-c",
      """
      cc $(/usr/bin/python3-config --includes) -o app main.c frozen.S \
        $(/usr/bin/python3-config --embed --ldflags) && env -i ./app
      """)
    #expect(run.outputText == "True FrozenImporter\npack/data.bin 3\n")
  }
}
