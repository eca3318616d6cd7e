internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// A run of the real linker whose messages are held back until it is known what they are worth.
struct HeldRun {
  enum Status: Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It could not be started, with this `errno`.
    case notStarted(Int32)
  }

  private(set) var status = Status.notStarted(0)
  /// What was written, in the order in which it came, with the descriptor that it belongs to.
  private var pieces: [(descriptor: Int32, bytes: [UInt8])] = []
  private var held = 0
  private var isStreaming = false

  /// Beyond this many bytes nothing is held back any more: somebody asked for a trace or a map.
  private static let limit = 16 << 20

  /// Runs a program to its end, its standard input and all other descriptors passed on.
  init(_ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock) {
    guard let output = HeldRun.pipe(), let errors = HeldRun.pipe(), let ended = HeldRun.pipe()
    else {
      status = .notStarted(errno)
      return
    }
    ChildSignals.install(noticing: ended.write)
    let (process, failure) = HeldRun.spawn(path, words, environment, output.write, errors.write)
    close(output.write)
    close(errors.write)
    if failure == 0 {
      ChildSignals.forward(to: process)
      status = collect(process, output: output.read, errors: errors.read, ended: ended.read)
      ChildSignals.forward(to: 0)
    } else {
      status = .notStarted(failure)
    }
    ChildSignals.restore()
    for descriptor in [output.read, errors.read, ended.read, ended.write] { close(descriptor) }
  }

  /// Shows what was held back.
  func replay() {
    for piece in pieces { _ = writeAll(piece.bytes, to: piece.descriptor) }
  }

  /// Ends this process as the child ended.
  var exitStatus: Int32 {
    switch status {
    case .exited(let code): return code
    case .notStarted: return 127
    case .signalled(let number):
      signal(number, SIG_DFL)
      kill(getpid(), number)
      return 128 + number
    }
  }

  // MARK: The child

  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    // Where a standard descriptor was closed, a pipe would take its number.
    for index in ends.indices {
      if ends[index] <= STDERR_FILENO {
        let moved = fcntl(ends[index], F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        close(ends[index])
        ends[index] = moved
      } else {
        _ = fcntl(ends[index], F_SETFD, FD_CLOEXEC)
      }
    }
    return (ends[0], ends[1])
  }

  private static func spawn(
    _ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock,
    _ output: Int32, _ errors: Int32
  ) -> (pid_t, Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var process: pid_t = 0
    let arguments = ArgumentVector([path] + words)
    let failure = arguments.withPointers { argv -> Int32 in
      let result = environment.withPointers { envp -> Int32 in
        guard let program = argv[0] else { return EINVAL }
        return posix_spawn(&process, program, &actions, nil, argv, envp)
      }
      return result ?? EINVAL
    }
    return (process, failure ?? EINVAL)
  }

  /// Reads until the child has ended and nothing more has come.
  ///
  /// The end of the child counts, not the end of its pipes: mold leaves a process behind that only
  /// gives its memory back.
  private mutating func collect(
    _ process: pid_t, output: Int32, errors: Int32, ended: Int32
  ) -> Status {
    var open = [output, errors, ended]
    var result: Status?
    while true {
      var polls = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&polls, nfds_t(polls.count), result == nil ? -1 : 0)
      if ready < 0, errno != EINTR { break }
      var hasRead = false
      for index in polls.indices where ready > 0 && polls[index].revents != 0 {
        if index == 2 {
          _ = HeldRun.read(ended)
        } else if let bytes = HeldRun.read(open[index]) {
          hasRead = true
          keep(bytes, from: index == 0 ? STDOUT_FILENO : STDERR_FILENO)
        } else {
          open[index] = -1
        }
      }
      if result != nil, !hasRead { break }
      result = result ?? HeldRun.end(of: process, waiting: open[0] < 0 && open[1] < 0)
    }
    return result ?? HeldRun.end(of: process, waiting: true) ?? .exited(127)
  }

  private mutating func keep(_ bytes: [UInt8], from descriptor: Int32) {
    held += bytes.count
    if held > HeldRun.limit, !isStreaming {
      isStreaming = true
      replay()
      pieces = []
    }
    if isStreaming {
      _ = writeAll(bytes, to: descriptor)
    } else {
      pieces.append((descriptor, bytes))
    }
  }

  /// - Returns: `nil` at the end of the file.
  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      filled = max(count, 0)
    }
    return count > 0 ? bytes : nil
  }

  private static func end(of process: pid_t, waiting: Bool) -> Status? {
    var code: Int32 = 0
    var found: pid_t = 0
    repeat {
      found = waitpid(process, &code, waiting ? 0 : WNOHANG)
    } while found < 0 && errno == EINTR
    if found == 0 { return nil }
    guard found == process else { return .exited(127) }
    let number = code & 0x7f
    return number == 0 ? .exited((code >> 8) & 0xff) : .signalled(number)
  }
}

/// Passes the signals that end a build on to the linker, and notices the linker's own end.
private enum ChildSignals {
  nonisolated(unsafe) private static var child: pid_t = 0
  /// A signal that came before the child was known.
  nonisolated(unsafe) private static var pending: Int32 = 0
  nonisolated(unsafe) private static var notice: Int32 = -1

  static func install(noticing descriptor: Int32) {
    notice = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    signal(SIGCHLD) { _ in
      let code = errno
      var byte: UInt8 = 0
      _ = write(ChildSignals.notice, &byte, 1)
      errno = code
    }
    for number in forwarded {
      let before = signal(number) { number in
        if ChildSignals.child > 0 {
          kill(ChildSignals.child, number)
        } else {
          ChildSignals.pending = number
        }
      }
      // What was ignored before, as under nohup, stays so.
      if ChildSignals.isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  static func forward(to process: pid_t) {
    child = process
    if process > 0, pending > 0 { kill(process, pending) }
    pending = 0
  }

  static func restore() {
    for number in forwarded + [SIGCHLD] where isIgnored(signal(number, SIG_DFL)) {
      signal(number, SIG_IGN)
    }
  }

  private static let forwarded = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private static func isIgnored(_ handler: sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == 1
  }
}
