import BinaryHarness
import Testing

/// Modules built into an interpreter.
@Suite("python inittab")
struct InittabTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// A module whose full name is what `__name__` says, by one of the two ways to make one.
  private func module(_ name: String, isSinglePhase: Bool, archive: String) throws {
    let make =
      isSinglePhase
      ? "return PyModule_Create(&def);" : "return PyModuleDef_Init(&def);"
    try bench.write(
      "\(archive).c",
      """
      #include <Python.h>
      static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "\(name)"};
      PyMODINIT_FUNC PyInit_\(name)(void) { \(make) }
      """)
    try bench.run(
      "sh", "-c",
      "cc $(/usr/bin/python3-config --includes) -c '\(archive).c' -o '\(archive).o' && "
        + "ar rcs '\(archive).a' '\(archive).o'")
  }

  @Test("builtin modules of packages are imported by their full names")
  func imports() throws {
    try module("_one", isSinglePhase: true, archive: "pkg.sub._one")
    try module("_two", isSinglePhase: false, archive: "pkg.sub._two")
    let outcome = try Staticld.run(
      ["python", "inittab", "-o", "inittab.c", "pkg.sub._one.a", "pkg.sub._two.a"],
      in: bench.path)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    try bench.write(
      "main.c",
      """
      #include <Python.h>
      int staticld_extend_inittab(void);
      int main(int argc, char **argv) {
        if (staticld_extend_inittab()) return 1;
        return Py_BytesMain(argc, argv);
      }
      """)
    try bench.run(
      "sh", "-c", "cc $(/usr/bin/python3-config --includes) -c inittab.c main.c")
    let line = try Staticld.run(
      [
        "resolve", "main.o", "inittab.o", "pkg.sub._one.a", "pkg.sub._two.a", "-lpython3.11",
      ], in: bench.path)
    try bench.run("sh", "-c", "cc -static -o app \(line.outputText)")
    let script = """
      import _imp, sys, importlib.machinery as m, importlib.util as u
      for name in ('pkg.sub._one', 'pkg.sub._two'):
          assert name in sys.builtin_module_names
          module = _imp.create_builtin(u.spec_from_loader(name, m.BuiltinImporter))
          assert module.__name__ == name, module.__name__
      """
    try bench.write("script.py", script)
    try bench.run("env", "PYTHONHOME=/usr", "./app", "script.py")
  }

  @Test("what cannot be a table is refused, and nothing is written")
  func conflicts() throws {
    try module("_one", isSinglePhase: true, archive: "a._one")
    try module("_one", isSinglePhase: true, archive: "b._one")
    let same = try Staticld.run(
      ["python", "inittab", "-o", "t.c", "a._one.a", "b._one.a"], in: bench.path)
    #expect(same.status == 1)
    #expect(
      same.errorText.contains(
        "modules 'a._one' and 'b._one' have the same init function PyInit__one"))
    let twice = try Staticld.run(
      ["python", "inittab", "-o", "t.c", "a._one.a", "a._one.a"], in: bench.path)
    #expect(twice.status == 1)
    #expect(twice.errorText.contains("module 'a._one' is in a._one.a and in a._one.a"))
    try bench.object("plain.o", "int plain(void) { return 0; }")
    try bench.run("ar", "rcs", "libplain.a", "plain.o")
    let none = try Staticld.run(["python", "inittab", "-o", "t.c", "libplain.a"], in: bench.path)
    #expect(none.status == 1)
    #expect(none.errorText.contains("libplain.a: no function PyInit_… is defined in it"))
    let missing = try Staticld.run(["python", "inittab", "missing.a"], in: bench.path)
    #expect(missing.status == 2)
    #expect(missing.errorText.contains("missing.a"))
    #expect(
      try Staticld.run(["python", "inittab", "--manifest", "a._one.a"], in: bench.path).status == 2)
    #expect(try bench.run("ls").outputText.contains("t.c") == false)
  }
}
