import BinaryHarness
import Foundation
import Testing

/// Libraries out of builds.
@Suite("capture")
struct CaptureTests {
  private let bench: Workbench
  private let staticld: String

  init() throws {
    let dropIn = try DropIn.shared.get()
    staticld = dropIn.root + "/bin/staticld"
    bench = try Workbench()
    try bench.write(
      "Makefile",
      """
      CC ?= cc
      all: prog libtwo.so
      libone.so: a.o libh.a s.s
      \t$(CC) -shared -o $@ a.o s.s -L. -lh -lm
      libh.a: h.o unused.o
      \tar rcT $@ h.o unused.o
      libtwo.so: b.o libone.so
      \t$(CC) -shared -o $@ b.o -L. -lone -lz
      prog: main.o libone.so
      \t$(CC) -o $@ main.o -L. -lone
      %.o: %.c
      \t$(CC) -fPIC -c $< -o $@

      """)
    for (name, text) in [
      ("a.c", "int helper(void); int a(void) { return helper(); }\n"),
      ("b.c", "int a(void); int b(void) { return a() + 1; }\n"),
      ("h.c", "int helper(void) { return 7; }\n"),
      ("unused.c", "int unused(void) { return 0; }\n"),
      ("main.c", "int a(void); int main(void) { return a() - 7; }\n"),
      ("s.s", ".globl one\none: ret\n.section .note.GNU-stack,\"\",@progbits\n"),
    ] { try bench.write(name, text) }
  }

  @discardableResult
  private func capture(
    _ words: [String], environment: [String: String] = [:], timeout: Double = 120
  ) throws -> Outcome {
    try Command(
      [staticld, "capture", "-o", "out"] + words, in: bench.path, environment: environment,
      timeout: timeout
    ).run()
  }

  private func manifest() throws -> [String: Any] {
    let bytes = try bench.bytes(of: "out/manifest.json")
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func libraries() throws -> [[String: Any]] {
    try #require(try manifest()["libraries"] as? [[String: Any]])
  }

  private func members(_ archive: String) throws -> [String] {
    try bench.run("ar", "t", "out/" + archive).outputText.split(separator: "\n").map(String.init)
  }

  @Test("a shared object becomes an archive of what the linker took, and links in its place")
  func sharedObjects() throws {
    let outcome = try capture(["--", "make", "-j4"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("captured 2 libraries in"))
    // Thin archives are flattened, members nobody needs are left, sources were compiled.
    #expect(try members("libone.a") == ["a.o", "s.o", "h.o"])
    #expect(try members("libtwo.a") == ["b.o"])
    let libraries = try libraries()
    #expect(libraries.map { $0["name"] as? String } == ["libone", "libtwo"])
    let needs = try #require(libraries[1]["needs"] as? [[String: String]])
    #expect(needs.map { $0["spelled"] } == ["-lone", "-lz"])
    #expect(needs[0]["captured"] == "libone")
    #expect(needs[1]["archive"]?.hasSuffix("/libz.a") == true)
    let origins = try #require(libraries[0]["members"] as? [String])
    #expect(origins[1] == bench.file("s.s"))

    let schema = try Staticld.run(["capture", "--schema"])
    let bytes = try bench.bytes(of: "out/manifest.json")
    #expect(try JSONSchema.errors(in: bytes, against: schema.output, bench) == "")

    for linker in ["bfd", "lld", "mold"] {
      try bench.run(
        "cc", "-fuse-ld=" + linker, "-static", "-o", "static", "main.c", "out/libone.a")
      try bench.run("./static")
    }
  }

  @Test("the same build gives the same bytes")
  func determinism() throws {
    try capture(["--", "make", "-j4"])
    let first = try bench.bytes(of: "out/libone.a")
    try bench.run("sh", "-c", "rm -f *.o *.so *.a prog")
    try capture(["--", "make"])
    #expect(try bench.bytes(of: "out/libone.a") == first)
  }

  @Test("executables, and both")
  func executables() throws {
    try capture(["--executables", "--", "make", "-j2"])
    #expect(try libraries().map { $0["kind"] as? String } == ["executable"])
    #expect(try members("prog.a") == ["main.o"])
    try bench.run("sh", "-c", "rm -f *.o *.so *.a prog")
    try capture(["--all", "--", "make", "-j2"])
    #expect(try libraries().count == 3)
  }

  @Test("a later link of a name takes the place of the earlier")
  func repeated() throws {
    try capture([
      "--", "sh", "-c",
      "make libtwo.so && cc -shared -fPIC -o libtwo.so h.c && rm -rf *.o *.so *.a",
    ])
    #expect(try members("libtwo.a") == ["h.o"])
    #expect(try members("libone.a").count == 3)
  }

  @Test("the tools that the build was given are the ones that run")
  func tools() throws {
    try capture(["--", "make", "libone.so"], environment: ["CC": "clang -DGIVEN"])
    let library = try #require(try libraries().first)
    #expect((library["compiler"] as? String)?.contains("clang") == true)
    #expect((library["arguments"] as? [String])?.first == "-DGIVEN")
  }

  @Test("the build's own status, and a manifest that says how it ended")
  func failure() throws {
    let outcome = try capture(["--", "sh", "-c", "make libone.so; exit 7"])
    #expect(outcome.status == 7)
    #expect(try manifest()["state"] as? String == "failed")
    #expect(try manifest()["status"] as? Int == 7)
    #expect(try libraries().count == 1)
    #expect(try capture(["--", "no-such-program"]).status == 2)
    #expect(try capture(["--"]).status == 2)
    // A link that fails without the drop-in fails with it.
    let failing = try capture(["--", "cc", "-static", "-o", "x", "main.c"])
    #expect(failing.status == 1)
    #expect(failing.errorText.contains("undefined reference to `a'"))
  }

  @Test("an interrupted build leaves a manifest that says so, and nothing half-written")
  func interruption() throws {
    let script = "make libone.so && touch linked && sleep 30; :"
    try bench.write(
      "run",
      "\(staticld) capture -o out -- sh -c '\(script)' & pid=$!\n"
        + "while ! [ -e linked ]; do sleep 0.05; done\nkill -TERM $pid; wait $pid; echo $?\n")
    let outcome = try Command(["sh", "run"], in: bench.path, timeout: 60).run()
    #expect(outcome.outputText.hasSuffix("143\n"))
    #expect(try manifest()["state"] as? String == "interrupted")
    #expect(try members("libone.a").count == 3)
    let left = try FileManager.default.contentsOfDirectory(atPath: bench.file("out")).sorted()
    #expect(left == ["libone.a", "manifest.json"])
  }

  /// `make capture` does the same with more, and with NumPy.
  @Test("modules of wheels, combined, are imported by a static interpreter; libraries are whole")
  func packages() throws {
    let root = Staticld.packageRoot
    let outcome = try Command(
      [
        "python3", root + "/Fixtures/capture/packages.py", "--prefix",
        try DropIn.shared.get().root, "--work", root + "/.build/capture", "markupsafe", "greenlet",
        "jsoncpp",
      ], timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
