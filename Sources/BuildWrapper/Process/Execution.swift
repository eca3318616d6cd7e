internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// Becoming another program, or starting one.
enum Execution {
  /// - Returns: only when the program cannot be run: the status that a shell would give.
  static func replace(
    _ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock
  ) -> Int32 {
    let arguments = ArgumentVector(path, words)
    let code = arguments.withPointers { argv in
      environment.withPointers { envp -> Int32 in
        guard let program = argv[0] else { return EINVAL }
        execve(program, argv, envp)
        return errno
      }
    }
    return Complaint.cannotRun(path, code)
  }

  /// Starts a program whose standard streams are these, or ours.
  ///
  /// - Returns: its number, and an `errno` when it could not be started.
  static func spawn(
    _ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock,
    output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO
  ) -> (process: pid_t, failure: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if output != STDOUT_FILENO {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    }
    if errors != STDERR_FILENO {
      posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    }
    var process: pid_t = 0
    let arguments = ArgumentVector(path, words)
    let failure = arguments.withPointers { argv in
      environment.withPointers { envp -> Int32 in
        guard let program = argv[0] else { return EINVAL }
        return posix_spawn(&process, program, &actions, nil, argv, envp)
      }
    }
    return (process, failure)
  }

  /// Runs a program to its end with our streams, and passes the signals on that end a build.
  ///
  /// - Returns: how it ended, and the last signal that came meanwhile.
  static func run(
    _ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock
  ) -> (end: ChildEnd, interruption: Int32?) {
    ChildSignals.install()
    defer { ChildSignals.restore() }
    let (process, failure) = spawn(path, words, environment)
    guard failure == 0 else { return (.notStarted(failure), nil) }
    ChildSignals.forward(to: process)
    let end = ChildEnd.wait(for: process) ?? .exited(127)
    ChildSignals.forward(to: 0)
    return (end, ChildSignals.interruption)
  }
}

/// What the wrapper itself has to say, on standard error.
enum Complaint {
  static func notFound(_ name: ByteString) -> Int32 {
    say("error: '\(name.forMessage)' is not found in PATH, beside staticld's own")
    return 127
  }

  static func cannotRun(_ path: ByteString, _ code: Int32) -> Int32 {
    say("error: cannot run \(path.forMessage): \(String(cString: strerror(code)))")
    return code == ENOENT ? 127 : 126
  }

  static func say(_ text: String) {
    write("staticld: " + text + "\n")
  }

  static func write(_ text: String) {
    _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
