import Glibc

/// A program that is run to be measured, its output thrown away.
struct Command {
  var words: [String]

  struct Outcome {
    var status: Int32
    var sample: Sample
    /// The most memory it had at once, in bytes; no less than this process had when it started.
    var peakMemory: Int
  }

  init(_ words: [String]) {
    self.words = words
  }

  /// Runs the program and insists on its exit status.
  func run(expecting status: Int32 = 0) throws -> Outcome {
    let outcome = try runToEnd()
    guard outcome.status == status else {
      let command = words.prefix(3).joined(separator: " ")
      throw BenchmarkError.setUp("\(command)…: exit status \(outcome.status)")
    }
    return outcome
  }

  func runToEnd() throws -> Outcome {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    let start = seconds(CLOCK_MONOTONIC)
    var process: pid_t = 0
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw BenchmarkError.setUp("\(words[0]): \(String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else {
        throw BenchmarkError.setUp("wait4: \(String(cString: strerror(errno)))")
      }
    }
    let wall = seconds(CLOCK_MONOTONIC) - start
    return Outcome(
      // As the shell has it: 128 and the signal's number.
      status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f,
      sample: Sample(wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime)),
      peakMemory: usage.ru_maxrss * 1024)
  }

  private func seconds(_ clock: clockid_t) -> Double {
    Benchmarks.seconds(clock)
  }

  private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
