import BinaryHarness
import Foundation
import Testing

/// `python distribution` with sources that are none, so that nothing takes minutes.
@Suite("python distribution")
struct DistributionTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func run(_ words: String..., environment: [String: String] = [:]) throws -> Outcome {
    try Staticld.run(["python", "distribution"] + words, in: bench.path, environment: environment)
  }

  /// As much of a source tree as is looked at; configuring it is counted.
  private func tree(configure: String = "", makefile: String = "all:\n\tfalse\n") throws {
    try bench.write("tree/Include/patchlevel.h", "#define PY_VERSION \"3.13.5\"\n")
    try bench.write("tree/Modules/makesetup", "")
    try bench.write("tree/makefile", makefile)
    try program(
      "tree/configure",
      """
      #!/bin/sh
      echo configured >> ../../counted
      \(configure)
      mkdir -p Modules
      printf '*static*\\n_uuid _uuidmodule.c\\n' > Modules/Setup.stdlib
      cp "$(dirname "$0")/makefile" Makefile
      """)
  }

  /// Written by another process: what this one has open for writing cannot be run when another test
  /// forks at that moment.
  private func program(_ name: String, _ text: String) throws {
    try bench.write("\(name).text", text)
    try bench.run("install", "-m", "755", "\(name).text", name)
  }

  @Test("what cannot be meant is said, and nothing is made")
  func usage() throws {
    try bench.write("empty/README", "")
    try tree()
    for (words, said) in [
      ([], "no -o"), (["-o", "d", "--version", "3.9"], "3.9"), (["-o", "d", "-j", "0"], "--jobs"),
      (["-o", "d", "--source", "empty"], "configure"),
      (["-o", "d", "--source", "tree", "--version", "3.11"], "is Python 3.13.5, not 3.11"),
      (["-o", "d", "tree"], "'tree' is no option"),
    ] {
      let outcome = try Staticld.run(["python", "distribution"] + words, in: bench.path)
      #expect(outcome.status == 2)
      #expect(outcome.errorText.contains(said), "\(outcome.errorText)")
    }
    #expect(!FileManager.default.fileExists(atPath: bench.file("d")))
    #expect(try run("--help").outputText.contains("--version"))
  }

  @Test("a directory that somebody else made is left alone")
  func occupied() throws {
    try tree()
    try bench.write("mine/letter", "dear")
    let outcome = try run("--source", "tree", "-o", "mine")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("it is left alone"))
    #expect(try bench.run("ls", "-A", bench.file("mine")).outputText == "letter\n")
  }

  @Test("a step that fails shows its end and its log")
  func failure() throws {
    try tree(configure: "echo no acceptable compiler; exit 1")
    let outcome = try run("--source", "tree", "-o", "d", "--work", "w")
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText.contains("configure failed, see \(bench.file("w/logs/configure.log"))"))
    #expect(outcome.errorText.contains("no acceptable compiler"))
    #expect(!FileManager.default.fileExists(atPath: bench.file("d")))
  }

  @Test("what was done is not done again, unless it is another thing")
  func resumption() throws {
    try tree()
    let runs: [(environment: [String: String], count: Int)] = [
      ([:], 1), ([:], 1), (["CFLAGS": "-g"], 2),
    ]
    for (environment, count) in runs {
      let outcome = try run("--source", "tree", "-o", "d", "--work", "w", environment: environment)
      #expect(outcome.status == 1)
      #expect(outcome.errorText.contains("compile failed"), "\(outcome.errorText)")
      let counted = try String(contentsOfFile: bench.file("counted"), encoding: .utf8)
      #expect(counted.split(separator: "\n").count == count)
    }
    let setup = try String(
      contentsOfFile: bench.file("w/build/Modules/Setup.local"), encoding: .utf8)
    #expect(setup.contains("_uuid _uuidmodule.c $(MODULE__UUID_CFLAGS)"))
  }

  /// The compiler looks for a library of another name, and so does not find it.
  @Test("a library that has no static form is named with its package")
  func libraries() throws {
    try tree()
    let script =
      "for w do case $w in -l$LOST) w=-lnosuch$LOST;; esac; set -- \"$@\" \"$w\"; shift; done"
    try program("losing-cc", "#!/bin/sh\n\(script)\nexec cc \"$@\"\n")
    let compiler = ["CC": bench.file("losing-cc"), "LOST": "z"]
    let outcome = try run("--source", "tree", "-o", "d", environment: compiler)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText.contains(
        "no Python without zlib: there is no static library libnosuchz.a "
          + "(Debian's package zlib1g-dev)"), "\(outcome.errorText)")
    _ = try run(
      "--source", "tree", "-o", "d", "--work", "w",
      environment: compiler.merging(["LOST": "uuid"]) { $1 })
    let setup = try String(
      contentsOfFile: bench.file("w/build/Modules/Setup.local"), encoding: .utf8)
    #expect(setup.hasSuffix("*disabled*\n_uuid\n"))
  }
}

private let wantedVersions =
  (ProcessInfo.processInfo.environment["STATICLD_PYTHON_BUILD"] ?? "").split(separator: " ")
  .map(String.init)

/// Real ones; some minutes for each version that `STATICLD_PYTHON_BUILD` names.
@Suite(
  "python distribution, from Debian's source", .enabled(if: !wantedVersions.isEmpty),
  .serialized)
struct DistributionBuildTests {
  @Test(
    "a static Python is built, can be moved, and programs are built with it",
    arguments: wantedVersions)
  func build(series: String) throws {
    let bench = try Workbench()
    let outcome = try Staticld.run(
      ["python", "distribution", "--version", series, "-o", "made"], in: bench.path, timeout: 3600)
    try #require(outcome.succeeded, "\(outcome.errorText)")
    #expect(try bench.run("ls", "-A").outputText == "made\n")
    try bench.run("mv", "made", "moved")
    let script = """
      import ctypes, decimal, hashlib, sqlite3, ssl, sys, sysconfig, zlib
      assert sys.prefix.endswith('/moved'), sys.prefix
      assert sysconfig.get_config_var('LIBDIR') == sys.prefix + '/lib'
      compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda value: value + 1)
      assert compare(41) == 42
      assert sqlite3.connect(':memory:').execute('select sqrt(4)').fetchone() == (2,)
      assert not [n for n in sys.builtin_module_names if not __import__(n)]
      """
    try bench.write("script.py", script)
    try bench.run("moved/bin/python3", "-W", "ignore", "script.py")
    try bench.run("moved/bin/pip3", "--version")
    try bench.write("hello.py", "import json, ssl, sqlite3; print(json.dumps(['hello']))")
    let program = try Staticld.run(
      ["python", "build", "--python", "moved", "--script", "hello.py", "-o", "hello"],
      in: bench.path, timeout: 900)
    try #require(program.succeeded, "\(program.errorText)")
    #expect(try bench.run("./hello").outputText == "[\"hello\"]\n")
  }
}
