internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// Becoming another program.
enum Execution {
  /// - Returns: only when the program cannot be run: the status that a shell would give.
  static func replace(
    _ path: ByteString, _ words: [ByteString], _ environment: EnvironmentBlock
  ) -> Int32 {
    let arguments = ArgumentVector([path] + words)
    let code = arguments.withPointers { argv in
      environment.withPointers { envp -> Int32 in
        guard let program = argv[0] else { return EINVAL }
        execve(program, argv, envp)
        return errno
      } ?? EINVAL
    }
    return Complaint.cannotRun(path, code ?? EINVAL)
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
