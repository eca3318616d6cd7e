import BinaryHarness
import Foundation
import Testing

/// The drop-in never turns a build that works into one that fails.
@Suite("Faults around the drop-in")
struct FaultTests {
  private let project: WrapperBench
  private let good = ["-static", "-o", "app", "main.o", "libpicture.a", "-lz"]
  private let bad = ["-static", "-o", "app", "main.o", "libpicture.a"]

  init() throws { project = try WrapperBench() }

  /// A linker in the place of GNU ld.
  private func linker(_ script: String) throws -> [String] {
    try project.tool("ld", script)
    return ["-B" + project.bench.file("tools")]
  }

  @Test("a linker that fails, is killed, or says nothing")
  func brokenLinker() throws {
    let failing = try project.run(try linker("echo sorry >&2; echo out; exit 3\n") + good)
    #expect(failing.status == 1)
    #expect(failing.errorText.contains("sorry\n"))
    #expect(failing.outputText.contains("out\n"))
    #expect(failing.errorText.contains("ld returned 3 exit status"))
    let killed = try project.run(try linker("echo so far >&2; kill -9 $$\n") + good)
    #expect(killed.status == 1)
    #expect(killed.errorText.contains("so far\n"))
    #expect(killed.errorText.contains("terminated with signal 9"), "\(killed.errorText)")
  }

  @Test("a full disk is the linker's own error")
  func fullDisk() throws {
    let outcome = try project.run(["-static", "main.o", "libpicture.a", "-lz", "-o", "/dev/full"])
    let real = try project.real(words: [
      "-static", "main.o", "libpicture.a", "-lz", "-o", "/dev/full",
    ])
    #expect(outcome.status == real.status)
  }

  @Test("no home, a home that cannot be written, a cache of rubbish")
  func cache() throws {
    try project.bench.write("rubbish/staticld/x", "x")
    #expect(
      try project.run(bad, environment: ["XDG_CACHE_HOME": project.bench.file("rubbish")])
        .succeeded)
    let entries = try FileManager.default.contentsOfDirectory(
      atPath: project.bench.file("rubbish/staticld"))
    #expect(entries.count > 1)
    for entry in entries { try project.bench.write("rubbish/staticld/" + entry, "rubbish") }
    for cache in [project.bench.file("rubbish"), "/proc/nonexistent", "/dev/null"] {
      let environment = ["XDG_CACHE_HOME": cache, "HOME": "/proc/nonexistent"]
      #expect(try project.run(good, environment: environment).succeeded, "\(cache)")
      let outcome = try project.run(bad, environment: environment)
      #expect(outcome.succeeded, "\(cache): \(outcome.errorText)")
    }
  }

  @Test("a log and a directory for bundles that cannot be written")
  func unwritable() throws {
    let environment = [
      "STATICLD_LOG": "/proc/nonexistent/log", "STATICLD_SAVE_DIR": "/proc/nonexistent",
    ]
    #expect(try project.run(good, environment: environment).succeeded)
    #expect(try project.run(bad, environment: environment).succeeded)
  }

  @Test("sixty-four links at once share a fresh cache and one log")
  func parallel() throws {
    try project.bench.write(
      "Makefile",
      """
      ALL := $(shell seq 64)
      all: $(ALL:%=app%)
      app%: main.o libpicture.a
      \t$(CC) -static -o $@ main.o libpicture.a

      """)
    let outcome = try Command(
      ["make", "-j64", "CC=" + project.dropIn.tool("cc")], in: project.bench.path,
      environment: [
        "XDG_CACHE_HOME": project.bench.file("fresh"), "STATICLD_LOG": project.bench.file("log"),
      ]
    ).run()
    #expect(outcome.succeeded, "\(outcome.errorText.suffix(2000))")
    let log = try Staticld.run(["log", "--format", "json", project.bench.file("log")])
    #expect(log.succeeded, "\(log.errorText)")
    #expect(log.outputText.components(separatedBy: "\"mended\"").count == 65)
  }

  @Test("the working directory is gone")
  func deletedDirectory() throws {
    let script = """
      mkdir gone; cp main.o libpicture.a .. 2>/dev/null; cd gone; rmdir ../gone
      exec \(project.dropIn.tool("cc")) -static -o \(project.bench.file("app")) \
      \(project.bench.file("main.o")) \(project.bench.file("libpicture.a")) -lz
      """
    let outcome = try Command(["sh", "-c", script], in: project.bench.path).run()
    #expect(outcome.succeeded, "\(outcome.errorText)")
  }

  @Test("a signal to the drop-in ends the linker, and is its own end")
  func signal() throws {
    try expectEnd(of: project.dropIn.libexec + "/ld", asIn: "STATICLD_REAL_LINKER")
  }

  @Test("a signal to the drop-in ends a driver that is left alone, and is its own end")
  func signalToDriver() throws {
    try expectEnd(of: project.dropIn.tool("cc"), asIn: "STATICLD_CC")
  }

  /// Starts a link whose real tool, named by a variable, leaves its number in `pid`, and ends it by a
  /// signal.
  private func expectEnd(of tool: String, asIn variable: String) throws {
    let real = try project.tool("real", "echo $$ > \(project.bench.file("pid")); exec sleep 100\n")
    let script = """
      \(tool) -o app main.o & child=$!
      while [ ! -s pid ]; do sleep 0.05; done
      kill -TERM $child; wait $child; status=$?
      sleep 0.2; kill -0 $(cat pid) 2>/dev/null && echo alive
      exit $status
      """
    let outcome = try Command(
      ["sh", "-c", script], in: project.bench.path, environment: [variable: real]
    ).run()
    #expect(outcome.status == 143)
    #expect(!outcome.outputText.contains("alive"))
  }

  @Test("standard streams that are closed")
  func closedStreams() throws {
    for redirection in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
      let line = ([project.dropIn.tool("cc")] + bad).joined(separator: " ") + " " + redirection
      let outcome = try Command(["sh", "-c", line], in: project.bench.path).run()
      #expect(outcome.succeeded, "\(redirection): \(outcome.errorText)")
      #expect(try project.runs("app"))
    }
  }

  @Test("ten megabytes of messages come through in their order")
  func manyMessages() throws {
    let words = try linker(
      "i=0; while [ $i -lt 100000 ]; do echo \"line $i of what a linker has to say about this link\"; "
        + "i=$((i+1)); done | tee -a /dev/stderr; exec ld \"$@\"\n")
    let outcome = try project.run(words + good)
    #expect(outcome.succeeded)
    #expect(outcome.outputText.split(separator: "\n").count == 100_000)
    #expect(outcome.errorText.split(separator: "\n").last?.hasPrefix("line 99999") == true)
  }
}
