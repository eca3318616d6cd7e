import Glibc
public import ObjectFiles

/// A program to run to its end, with nothing on its standard input.
public struct ChildProcess: Sendable {
  /// How a process ended.
  public enum Status: Equatable, Sendable {
    /// By itself, with this code.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)

    /// Whether it ended by itself with code 0.
    public var isSuccess: Bool { self == .exited(0) }
  }

  /// What a process left behind.
  public struct Outcome: Equatable, Sendable {
    /// How it ended.
    public var status: Status
    /// Its standard output.
    public var output: [UInt8]
    /// Its standard error.
    public var errors: [UInt8]
  }

  /// The executable's path; PATH is not searched, see ``ExecutableSearch``.
  public var path: ByteString
  /// The arguments after the program's own name.
  public var arguments: [ByteString]
  /// The child's whole environment.
  public var environment: Environment
  /// Where it runs; `nil` for here.
  public var workingDirectory: ByteString?
  /// Seconds after which it is killed.
  public var timeout: Int
  /// Bytes of output after which it is killed: no compiler says as much.
  public var outputLimit: Int

  /// Describes a program to run; nothing happens before ``run()``.
  public init(
    _ path: ByteString, _ arguments: [ByteString], environment: Environment,
    workingDirectory: ByteString? = nil, timeout: Int = 30, outputLimit: Int = 64 << 20
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.timeout = timeout
    self.outputLimit = outputLimit
  }

  /// Runs the program and waits for it, reading both of its outputs meanwhile.
  ///
  /// - Throws: ``ProcessError`` when it cannot be started or had to be killed. A program that ran
  ///   and failed is an outcome, not an error.
  public func run() throws(ProcessError) -> Outcome {
    let output = try pipe()
    let errors = try pipe()
    let process = try spawn(output: output.write, errors: errors.write)
    // Our copies of the writing ends would keep the reading ends from ever ending.
    var reader = ProcessReader(
      process: process, descriptors: [output.read, errors.read],
      deadline: .now + .seconds(timeout), limit: outputLimit)
    output.write.close()
    errors.write.close()
    do throws(ProcessError.Cause) {
      let status = try reader.readToEnd()
      return Outcome(status: status, output: reader.texts[0], errors: reader.texts[1])
    } catch {
      throw ProcessError(path: path, cause: error == .timedOut(0) ? .timedOut(timeout) : error)
    }
  }

  private func pipe() throws(ProcessError) -> (read: PipeEnd, write: PipeEnd) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw ProcessError(path: path, cause: .cannotStart(errno))
    }
    // The C library's module does not show pipe2, so another thread that forks in between would
    // pass these ends on; this is why the child's end counts for more than the end of its pipes.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (PipeEnd(ends[0]), PipeEnd(ends[1]))
  }

  private func spawn(output: PipeEnd, errors: PipeEnd) throws(ProcessError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.descriptor, STDERR_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if let workingDirectory {
      let added = workingDirectory.withCString {
        addWorkingDirectory(&actions, $0)
      }
      guard added == 0 else { throw ProcessError(path: path, cause: .cannotStart(ENOENT)) }
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Its own process group, so that a driver killed for taking too long takes its children along.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    // A thread pool's threads block signals, and the child must not be deaf to them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)

    let words = [path] + arguments
    let variables = environment.entries
    guard !(words + variables).contains(where: { $0.contains(0) }) else {
      throw ProcessError(path: path, cause: .containsNUL)
    }
    var process: pid_t = 0
    let failure = withCStrings(words) { argv in
      withCStrings(variables) { envp in
        path.withCString { posix_spawn(&process, $0, &actions, &attributes, argv, envp) }
      }
    }
    guard failure == 0 else {
      throw ProcessError(path: path, cause: .cannotStart(failure ?? ENOENT))
    }
    return process
  }

  /// A null-terminated vector of C strings, valid during the call.
  private func withCStrings<Result>(
    _ strings: [ByteString], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    var storage: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
      offsets.append(storage.count)
      storage += string.bytes.map { CChar(bitPattern: $0) }
      storage.append(0)
    }
    return storage.withUnsafeMutableBufferPointer { buffer in
      body(offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil])
    }
  }
}

/// glibc 2.29 and musl 1.1.24 have it, but the C library's module shows only what POSIX has.
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func addWorkingDirectory(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32
