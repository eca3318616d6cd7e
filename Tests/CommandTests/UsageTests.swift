import BinaryHarness
import Foundation
import Testing

/// Status 2 and a message that names what is wrong: the user's call or an unreadable input.
@Suite("usage and unreadable inputs")
struct UsageTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
  }

  private func expectFailure(_ outcome: Outcome, naming text: String) {
    #expect(outcome.ending == .exit(2), "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains(text), "\(outcome.errorText)")
  }

  @Test("an unknown option of staticld")
  func unknownOption() throws {
    expectFailure(try bench.resolve("--no-such-option", "main.o"), naming: "--no-such-option")
  }

  @Test("an unknown format")
  func unknownFormat() throws {
    expectFailure(try bench.resolve("--format", "runes", "main.o"), naming: "runes")
  }

  @Test("an unknown linker")
  func unknownLinker() throws {
    expectFailure(try bench.resolve("--linker", "weld", "main.o"), naming: "weld")
  }

  @Test("no input at all")
  func nothing() throws {
    #expect(try bench.resolve().ending == .exit(2))
  }

  @Test("a file that does not exist")
  func missingFile() throws {
    expectFailure(try bench.resolve("main.o", "gone.a"), naming: "gone.a")
  }

  @Test("a response file that does not exist")
  func missingResponseFile() throws {
    let outcome = try bench.resolve("main.o", "@gone.rsp")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errorText.contains("gone.rsp"))
  }

  @Test("a directory as an input")
  func directory() throws {
    try bench.write("dir.a/.keep", "")
    expectFailure(try bench.resolve("main.o", "dir.a"), naming: "dir.a")
  }

  @Test("a FIFO as an input does not hang")
  func fifo() throws {
    try bench.run("mkfifo", "pipe.a")
    let outcome = try Staticld.run(["resolve", "main.o", "pipe.a"], in: bench.path, timeout: 10)
    expectFailure(outcome, naming: "pipe.a")
  }

  @Test("a symbolic link to itself")
  func loop() throws {
    try bench.run("ln", "-s", "loop.a", "loop.a")
    expectFailure(try bench.resolve("main.o", "loop.a"), naming: "loop.a")
  }

  @Test("a file that may not be read")
  func unreadable() throws {
    try bench.run("chmod", "755", ".")
    try bench.run("chmod", "000", "liba.a")
    // Root reads everything, so the tool has to run as somebody else.
    let user =
      geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
    let outcome = try Command(
      user + [try Staticld.path(), "resolve", "main.o", "liba.a", "libb.a"], in: bench.path
    ).run()
    expectFailure(outcome, naming: "liba.a")
  }

  @Test("a file that is no object, archive or script")
  func garbage() throws {
    try bench.write("garbage.o", bytes: (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    expectFailure(try bench.resolve("main.o", "garbage.o"), naming: "garbage.o")
  }

  @Test("an empty file is an empty script to GNU ld, and to us")
  func emptyFile() throws {
    try bench.write("empty.o", "")
    let outcome = try bench.resolve("main.o", "liba.a", "libb.a", "empty.o")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try bench.linkShellLine(outcome.output).succeeded)
  }

  @Test("an object for another machine")
  func otherMachine() throws {
    try bench.object("arm.o", "int b(void) { return 0; }", compiler: "aarch64-linux-gnu-gcc")
    let outcome = try bench.resolve("main.o", "liba.a", "arm.o")
    #expect(outcome.status == 1 || outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("arm.o"))
  }

  @Test("a thin archive whose member is gone names the member")
  func thinMember() throws {
    try bench.object("t.o", "int b(void) { return 0; }")
    try bench.archive("libt.a", ["t.o"], operation: "qcsT")
    try FileManager.default.removeItem(atPath: bench.file("t.o"))
    let outcome = try bench.resolve("main.o", "liba.a", "libt.a")
    #expect(outcome.status == 1 || outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("libt.a(t.o)"), "\(outcome.errorText)")
  }

  @Test("a driver that is not there")
  func missingDriver() throws {
    expectFailure(try bench.resolve("--cc", "no-such-cc", "main.o"), naming: "no-such-cc")
    expectFailure(
      try bench.resolve("main.o", environment: ["CC": "no-such-cc"]), naming: "no-such-cc")
  }

  @Test("a driver that says nothing useful")
  func uselessDriver() throws {
    expectFailure(try bench.resolve("--cc", "false", "main.o"), naming: "false")
    #expect(try bench.resolve("--cc", "true", "main.o").ending == .exit(2))
  }

  @Test("standard output that cannot be written")
  func fullOutput() throws {
    let outcome = try Command(
      ["sh", "-c", "\"$1\" resolve main.o liba.a libb.a > /dev/full", "sh", try Staticld.path()],
      in: bench.path
    ).run()
    #expect(outcome.ending == .exit(2), "\(outcome.errorText)")
  }
}
