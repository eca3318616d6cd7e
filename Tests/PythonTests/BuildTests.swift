import BinaryHarness
import Foundation
import Testing

/// Programs with Python in them, made of Debian's interpreter and its static library.
@Suite("python build")
struct BuildTests {
  private static let python = "/usr/bin/python3"
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func build(_ options: [String], output: String = "app") throws -> Outcome {
    try Staticld.run(
      ["python", "build", "--python", BuildTests.python, "-o", output] + options, in: bench.path,
      timeout: 300)
  }

  /// Runs a program where there is nothing but it; only root may do that, others get close.
  private func runAlone(_ program: String, _ arguments: [String] = []) throws -> Outcome {
    try bench.run("sh", "-c", "mkdir -p root && cp \(program) root/app")
    let words = getuid() == 0 ? ["/usr/sbin/chroot", "root", "/app"] : ["root/app"]
    return try Command(["env", "-i"] + words + arguments, in: bench.path).run()
  }

  /// An interpreter, made once.
  private static let interpreter = Result {
    let bench = try Workbench()
    try bench.write("pack/__init__.py", "def fail():\n    raise ValueError('on purpose')\n")
    try bench.write("pack/deep/__init__.py", "")
    try bench.write("pack/deep/table.txt", "1 2 3\n")
    try bench.write("pack/deep/tests/test_it.py", "")
    try bench.write(
      "pack-0.7.dist-info/METADATA", "Metadata-Version: 2.1\nName: pack\nVersion: 0.7\n")
    try bench.write("pack-0.7.dist-info/RECORD", "pack/__init__.py,,\n")
    let outcome = try Staticld.run(
      [
        "python", "build", "--python", python, "--path", bench.path, "--package", "pack",
        "--sources", "-o", "py",
      ], in: bench.path, timeout: 300)
    guard outcome.succeeded else { throw HarnessError(outcome.errorText) }
    return bench
  }

  private func interpreter(_ words: [String], alone: Bool = true) throws -> Outcome {
    let program = try BuildTests.interpreter.get().file("py")
    return alone
      ? try runAlone(program, words) : try Command([program] + words, in: bench.path).run()
  }

  @Test(
    "a user's own package becomes one program, from its sources",
    arguments: ["setuptools", "meson"])
  func ownPackage(backend: String) throws {
    let dropIn = try DropIn.shared.get()
    let source = Staticld.packageRoot + "/Fixtures/python/" + backend
    try bench.run("cp", "-r", source, "greeting")
    let captured = try Command(
      [
        dropIn.root + "/bin/staticld", "capture", "-o", "captured", "--", BuildTests.python, "-m",
        "pip", "wheel", "-q", "--no-deps", "-w", "wheels", "./greeting",
      ], in: bench.path
    ).run()
    try #require(captured.succeeded, "\(captured.errorText)")
    let outcome = try build([
      "--manifest", "captured/manifest.json", "--wheel",
      "wheels/greeting-1.2-cp311-cp311-linux_x86_64.whl", "--entry", "greeting:main",
    ])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let said = try runAlone("app", ["a", "chroot"])
    #expect(
      said.outputText == "hello from a chroot (16 letters, version 1.2)\n", "\(said.errorText)")
  }

  @Test("a wheel with only a shared object is refused, and the module is named")
  func onlyShared() throws {
    try bench.write("pack/__init__.py", "")
    try bench.write("pack/_fast.cpython-311-x86_64-linux-gnu.so", "")
    let outcome = try build(["--path", ".", "--package", "pack"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText.contains("module 'pack._fast' is there only as a shared object"),
      "\(outcome.errorText)")
    #expect(outcome.errorText.contains("--exclude 'pack._fast'"))
    #expect(!FileManager.default.fileExists(atPath: bench.file("app")))

    let without = try build(["--path", ".", "--package", "pack", "--exclude", "pack._fast"])
    #expect(without.succeeded, "\(without.errorText)")
  }

  @Test("a library of which there is only a shared object is named")
  func missingArchive() throws {
    try bench.write("foo.c", "int foo(void) { return 1; }\n")
    try bench.write(
      "m.c",
      """
      #include <Python.h>
      int foo(void);
      static struct PyModuleDef d = {PyModuleDef_HEAD_INIT, "_m"};
      PyMODINIT_FUNC PyInit__m(void) { foo(); return PyModuleDef_Init(&d); }

      """)
    try bench.write(
      "Makefile",
      """
      CC ?= cc
      build/lib.linux/_m.so: m.o
      \tmkdir -p build/lib.linux; $(CC) -shared -o $@ m.o -L. -lfoo
      m.o: m.c
      \t$(CC) -fPIC $$(/usr/bin/python3-config --includes) -c m.c

      """)
    try bench.run("gcc", "-shared", "-fPIC", "-o", "libfoo.so", "foo.c")
    let dropIn = try DropIn.shared.get()
    try bench.run(dropIn.root + "/bin/staticld", "capture", "-o", "captured", "--", "make")
    let outcome = try build(["--manifest", "captured/manifest.json"])
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("undefined symbol 'foo'"), "\(outcome.errorText)")
    #expect(
      outcome.errorText.contains("module '_m' was linked with \(bench.file("libfoo.so"))"),
      "\(outcome.errorText)")
    let without = try build(["--manifest", "captured/manifest.json", "--exclude", "_m"])
    #expect(without.succeeded, "\(without.errorText)")
  }

  @Test("it is an interpreter: -c, -m, scripts with arguments and their neighbours")
  func options() throws {
    let command = try interpreter(["-c", "import sys; print(sys.argv, sys.executable)", "x"])
    #expect(command.outputText.hasPrefix("['-c', 'x'] /"), "\(command.errorText)")
    let module = try interpreter(["-m", "json.tool", "--help"])
    #expect(module.outputText.hasPrefix("usage:"), "\(module.errorText)")
    try bench.write("neighbour.py", "name = 'found'\n")
    try bench.write("script.py", "import sys, neighbour; print(neighbour.name, sys.argv[1:])\n")
    let leaving = try interpreter(["-c", "print(repr(quit)[:3], callable(help)); exit(3)"])
    #expect(leaving.outputText == "Use True\n" && leaving.status == 3, "\(leaving.errorText)")
    let script = try interpreter(["script.py", "y"], alone: false)
    #expect(script.outputText == "found ['y']\n", "\(script.errorText)")
  }

  @Test("sysconfig knows how this Python was configured")
  func sysconfig() throws {
    let outcome = try interpreter([
      "-c", "import sysconfig; print(sysconfig.get_config_var('VERSION'))",
    ])
    #expect(outcome.outputText == "3.11\n", "\(outcome.errorText)")
  }

  @Test("packages keep their data, their version and their places")
  func data() throws {
    let outcome = try interpreter(
      [
        "-c",
        """
        import importlib.metadata, importlib.resources, pkgutil, pack.deep
        print(importlib.metadata.version("pack"))
        print([d.name for d in importlib.metadata.distributions()])
        table = importlib.resources.files("pack.deep") / "table.txt"
        print(table.read_text().split(), table.is_file(), table.parent.name if hasattr(table, "parent") else "deep")
        with importlib.resources.as_file(importlib.resources.files("pack") / "deep/table.txt") as path:
            print(path.read_bytes())
        print(pkgutil.get_data("pack.deep", "table.txt"))
        print([(m.name, m.ispkg) for m in pkgutil.walk_packages(pack.__path__, "pack.")])
        print(hasattr(pack, "__file__"), pack.__spec__.origin)
        """,
      ], alone: false)
    #expect(
      outcome.outputText == """
        0.7
        ['pack']
        ['1', '2', '3'] True deep
        b'1 2 3\\n'
        b'1 2 3\\n'
        [('pack.deep', True)]
        False <frozen>/pack/__init__.py

        """, "\(outcome.errorText)")
  }

  @Test("tracebacks show source lines that were taken along")
  func traceback() throws {
    let outcome = try interpreter(["-c", "import pack; pack.fail()"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText.contains("    raise ValueError('on purpose')"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("<frozen>/pack/__init__.py\", line 2, in fail"))
  }

  @Test("a shared object cannot be imported, and the message says why")
  func sharedObject() throws {
    try bench.write("fast.cpython-311-x86_64-linux-gnu.so", "")
    let outcome = try interpreter(["-c", "import fast"], alone: false)
    #expect(outcome.errorText.contains("this program is static"), "\(outcome.errorText)")
  }

  @Test("no file of Python is opened, and none is looked for")
  func files() throws {
    let program = try BuildTests.interpreter.get().file("py")
    let outcome = try Command(
      ["strace", "-f", "-e", "trace=%file", program, "-c", "import json, pack.deep"],
      in: bench.path
    ).run()
    let lines = outcome.errorText.split(separator: "\n")
    #expect(outcome.succeeded && lines.contains { $0.hasPrefix("execve(") }, "\(outcome.errorText)")
    #expect(!lines.contains { $0.contains("ENOENT") }, "\(outcome.errorText)")
    #expect(!lines.contains { $0.contains(".py") || $0.contains(".so") }, "\(outcome.errorText)")
  }

  @Test("a script is the program, with its own arguments and exit status")
  func script() throws {
    try bench.write(
      "my-tool.py",
      """
      import pickle, sys
      class Thing: pass
      assert __name__ == "__main__" and pickle.loads(pickle.dumps(Thing())).__class__ is Thing
      print(sys.argv[1:], sys.path, sys.flags.isolated)
      sys.exit(7)
      """)
    let outcome = try build(["--script", "my-tool.py"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let run = try runAlone("app", ["-c", "--help"])
    #expect(run.outputText == "['-c', '--help'] [] 1\n", "\(run.errorText)")
    #expect(run.status == 7)
  }

  @Test(
    "static-pie, and every linker",
    arguments: [["--link", "static-pie"], ["--linker", "lld"], ["--linker", "mold"]])
  func links(options: [String]) throws {
    try bench.write("one.py", "print(sum(range(10)))\n")
    let outcome = try build(["--script", "one.py", "--stdlib", "minimal"] + options)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try runAlone("app").outputText == "45\n")
  }

  @Test("parts of two versions are refused, and both are named")
  func versions() throws {
    try bench.run(
      "sh", "-c",
      """
      mkdir -p bin && cat > bin/python3 <<'END'
      #!/bin/sh
      # An interpreter of another patch level than the library that it names.
      exec \(BuildTests.python) "$@" | sed 's/"version": "3[.0-9]*"/"version": "3.11.99"/'
      END
      chmod +x bin/python3
      """)
    let outcome = try Staticld.run(
      ["python", "build", "--python", bench.path, "-o", "app"], in: bench.path)
    #expect(outcome.status == 2)
    #expect(
      outcome.errorText.contains("libpython3.11.a is of Python 3.11.")
        && outcome.errorText.contains("is of 3.11.99"), "\(outcome.errorText)")
  }

  @Test(
    "what cannot be is said",
    arguments: [
      (["--package", "nowhere"], 2, "no package 'nowhere' is found"),
      (["--entry", "a b"], 2, "module:function is wanted"),
      (["--entry", "a", "--repl"], 2, "only one of --entry, --script and --repl"),
      (["--manifest", "/etc/hostname"], 2, "not a manifest of staticld capture"),
      (["--optimize", "3"], 2, "--optimize wants 0, 1 or 2"),
      (["--wheel", "missing.whl"], 2, "missing.whl: not a wheel: No such file or directory"),
      (["--wheel", "/etc/hostname"], 2, "/etc/hostname: not a wheel: File is not a zip file"),
      (["--script", "missing.py"], 2, "missing.py: no such file"),
    ] as [([String], Int32, String)])
  func wrong(options: [String], status: Int32, message: String) throws {
    let outcome = try build(options)
    #expect(outcome.status == status)
    #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
    #expect(!outcome.errorText.contains("Traceback"), "\(outcome.errorText)")
  }
}
