import Glibc
import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

@Suite("Files of this machine")
struct SystemFilesTests {
  @Test("any part of a file can be read, and nothing beyond its end")
  func reading() throws {
    let scratch = Scratch()
    scratch.write(Array("0123456789".utf8), to: "f")
    let file = try SystemFiles().open(scratch["f"])
    #expect(file.size == 10)
    #expect(try file.read(at: 3, count: 4) == Array("3456".utf8))
    #expect(try file.read(at: 10, count: 0) == [])
    #expect(throws: FileError(path: scratch["f"], operation: .read, cause: .shrank)) {
      try file.read(at: 8, count: 3)
    }
    #expect(throws: FileError.self) { try file.read(at: .max, count: 1) }
  }

  @Test("a file that becomes shorter is an error, not garbage")
  func shrinking() throws {
    let scratch = Scratch()
    scratch.write(Array(repeating: 1, count: 100), to: "f")
    let file = try SystemFiles().open(scratch["f"])
    truncate(scratch["f"].description, 50)
    #expect(throws: FileError(path: scratch["f"], operation: .read, cause: .shrank)) {
      try file.read(at: 40, count: 20)
    }
  }

  @Test("a file in memory gives the same, and stays what it was when another takes its name")
  func inMemory() throws {
    let scratch = Scratch()
    scratch.write(Array("0123456789".utf8), to: "f")
    let file = try SystemFiles().open(scratch["f"]).inMemory()
    #expect(file.isInMemory)
    scratch.write(Array("another".utf8), to: "g")
    rename(scratch["g"].description, scratch["f"].description)
    #expect(file.size == 10)
    #expect(try file.bytes(at: 3, count: 4).array == Array("3456".utf8))
    #expect(try file.bytes(at: 3, count: 4).part(1..<3).array == Array("45".utf8))
    #expect(try file.read(at: 10, count: 0) == [])
    for (offset, count) in [(UInt64(8), 3), (.max, 1), (0, 11), (0, -1)] {
      #expect(throws: FileError(path: scratch["f"], operation: .read, cause: .shrank)) {
        try file.bytes(at: offset, count: count)
      }
    }
    scratch.write([], to: "empty")
    #expect(try SystemFiles().open(scratch["empty"]).inMemory().size == 0)
  }

  @Test("a file in memory that becomes shorter is an error that names it")
  func shrinkingInMemory() async throws {
    let ended = await #expect(
      processExitsWith: .exitCode(2), observing: [\.standardErrorContent]
    ) {
      let scratch = Scratch()
      scratch.write(Array(repeating: 1, count: 100_000), to: "becomes shorter")
      let file = try SystemFiles().open(scratch["becomes shorter"]).inMemory()
      BusError.explain()
      truncate(scratch["becomes shorter"].description, 10)
      _ = try file.read(at: 0, count: 100_000)
    }
    let message = String(decoding: ended?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.hasPrefix("staticld: error: /"))
    #expect(message.hasSuffix("/becomes shorter: became shorter while it was read\n"))
  }

  @Test("only regular files open, and a FIFO does not hang")
  func kinds() throws {
    let scratch = Scratch()
    mkfifo(scratch["fifo"].description, 0o600)
    let files = SystemFiles()
    func cause(_ path: ByteString) throws -> FileError.Cause {
      try #require(throws: FileError.self) { _ = try files.open(path) }.cause
    }
    #expect(try cause(scratch.path) == .notAFile("directory"))
    #expect(try cause(scratch["fifo"]) == .notAFile("FIFO"))
    #expect(try cause("/dev/null") == .notAFile("device"))
    #expect(try cause(scratch["missing"]) == .system(ENOENT))
    #expect(try cause("/etc/passwd\0.a") == .system(ENOENT))
  }

  @Test("more files stay open than there are descriptors for them")
  func manyFiles() throws {
    let scratch = Scratch()
    let source = SystemFiles(openFiles: 4)
    var files: [any RandomAccessFile] = []
    for number in 0..<32 {
      scratch.write([UInt8(number)], to: ByteString("f\(number)"))
      files.append(try source.open(scratch[ByteString("f\(number)")]))
    }
    for _ in 0..<2 {
      for (number, file) in files.enumerated() {
        #expect(try file.read(at: 0, count: 1) == [UInt8(number)])
      }
    }
    // One that was replaced while its descriptor was away is not taken for the old one.
    unlink(scratch["f0"].description)
    scratch.write([77], to: "new")
    rename(scratch["new"].description, scratch["f0"].description)
    #expect(throws: FileError.self) { _ = try files[0].read(at: 0, count: 1) }
  }

  @Test("names come in byte order")
  func names() {
    let scratch = Scratch()
    for name in ["b", "a", "B", "é"] as [ByteString] { scratch.write([], to: name) }
    #expect(SystemFiles().names(in: scratch.path) == ["B", "a", "b", "é"])
    #expect(SystemFiles().names(in: scratch["missing"]) == [])
  }

  @Test("links lead to one identity and one resolved path")
  func identity() {
    let scratch = Scratch()
    scratch.write([], to: "f")
    symlink("f", scratch["link"].description)
    let files = SystemFiles()
    #expect(files.identity(of: scratch["f"]) == files.identity(of: scratch["link"]))
    #expect(files.identity(of: scratch["f"])?.isRegularFile == true)
    #expect(files.resolvedPath(scratch["link"]) == files.resolvedPath(scratch["f"]))
    #expect(files.identity(of: scratch["missing"]) == nil)
    #expect(files.resolvedPath(scratch["missing"]) == nil)
  }
}

@Suite("Child processes")
struct ChildProcessTests {
  private func shell(_ script: String, timeout: Int = 30) -> ChildProcess {
    ChildProcess("/bin/sh", ["-c", ByteString(script)], environment: .current, timeout: timeout)
  }

  @Test("both outputs and the status come back")
  func outcome() throws {
    let outcome = try shell("echo out; echo err >&2; exit 3").run()
    #expect(outcome.status == .exited(3))
    #expect(outcome.output == Array("out\n".utf8))
    #expect(outcome.errors == Array("err\n".utf8))
    #expect(try shell("kill -TERM $$").run().status == .signalled(SIGTERM))
  }

  @Test("much output on both sides does not block")
  func muchOutput() throws {
    let outcome = try shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2").run()
    #expect(outcome.output.count == 1_000_000)
    #expect(outcome.errors.count == 1_000_000)
  }

  @Test("a child that hangs is killed with its children")
  func timeout() throws {
    let started = ContinuousClock.now
    let error = try #require(throws: ProcessError.self) {
      try shell("sleep 100; true", timeout: 1).run()
    }
    #expect(error.cause == .timedOut(1))
    #expect(ContinuousClock.now - started < .seconds(20))
  }

  @Test("a server left in the background does not hold us up")
  func background() throws {
    let started = ContinuousClock.now
    let outcome = try shell("sleep 25 & echo done").run()
    #expect(outcome.output == Array("done\n".utf8))
    #expect(ContinuousClock.now - started < .seconds(20))
  }

  @Test("endless output ends")
  func endless() throws {
    let endless = ChildProcess(
      "/bin/cat", ["/dev/zero"], environment: .current, outputLimit: 100_000)
    let error = try #require(throws: ProcessError.self) { try endless.run() }
    #expect(error.cause == .tooMuchOutput)
  }

  @Test("standard input is empty, directory and environment are the given ones")
  func surroundings() throws {
    var child = ChildProcess(
      "/bin/sh", ["-c", "cat; pwd; echo $X"], environment: Environment(["X": "a b"]))
    child.workingDirectory = "/usr"
    #expect(try child.run().output == Array("/usr\na b\n".utf8))
  }

  @Test("what cannot be started says why")
  func cannotStart() throws {
    let child = ChildProcess("/nonexistent/cc", [], environment: .current)
    let error = try #require(throws: ProcessError.self) { try child.run() }
    #expect(error.cause == .cannotStart(ENOENT))
    #expect(error.description.contains("/nonexistent/cc"))
    let split = ChildProcess("/bin/echo", ["a\0b"], environment: .current)
    #expect(try #require(throws: ProcessError.self) { try split.run() }.cause == .containsNUL)
  }

  @Test("a command is found as execvp finds it")
  func search() {
    let scratch = Scratch()
    scratch.write([], to: "tool", mode: 0o755)
    scratch.write([], to: "data", mode: 0o644)
    mkdir(scratch["folder"].description, 0o755)
    let search = ExecutableSearch(
      environment: Environment(["PATH": "/nonexistent:" + scratch.path]))
    #expect(search.find("tool") == scratch["tool"])
    #expect(search.find("data") == nil)
    #expect(search.find("folder") == nil)
    #expect(search.find(scratch["tool"]) == scratch["tool"])
    #expect(search.find("") == nil)
    #expect(ExecutableSearch(environment: Environment()).find("sh") != nil)
  }
}
