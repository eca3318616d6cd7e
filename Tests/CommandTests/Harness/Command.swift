import Foundation

/// How a process ended.
package enum Ending: Equatable, Sendable {
  case exit(Int32)
  case signal(Int32)
  case timeout
}

/// What a finished process left behind.
package struct Outcome: Sendable {
  package let ending: Ending
  package let output: [UInt8]
  package let errors: [UInt8]
  /// User and system time of the process and of the children it waited for.
  package let cpuSeconds: Double

  package var status: Int32? { if case .exit(let code) = ending { code } else { nil } }
  package var succeeded: Bool { ending == .exit(0) }
  package var outputText: String { String(decoding: output, as: UTF8.self) }
  package var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// One process to run: its words are bytes, because a link line may hold any name a file can have.
///
/// Foundation's `Process` takes `String` only, says nothing about time used and blocks on a full
/// pipe; standard output and error go to unlinked files here.
package struct Command: Sendable {
  package var words: [[UInt8]]
  package var directory: String?
  package var environment: [String: String]
  package var timeout: Double

  package init(
    _ words: [String], in directory: String? = nil, environment: [String: String] = [:],
    timeout: Double = 300
  ) {
    self.init(
      bytes: words.map { Array($0.utf8) }, in: directory, environment: environment,
      timeout: timeout)
  }

  package init(
    bytes words: [[UInt8]], in directory: String? = nil, environment: [String: String] = [:],
    timeout: Double = 300
  ) {
    self.words = words
    self.directory = directory
    self.environment = environment
    self.timeout = timeout
  }

  package func run() throws -> Outcome {
    let output = try UnlinkedFile()
    let errors = try UnlinkedFile()
    let process = try spawn(output: output.descriptor, errors: errors.descriptor)
    let (ending, usage) = wait(for: process)
    return Outcome(
      ending: ending, output: output.contents(), errors: errors.contents(),
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
  }

  /// Starts the process in a group of its own, so that a timeout also ends what it started.
  private func spawn(output: Int32, errors: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    if let directory { _ = addChangeDirectory(&actions, directory) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread of the tests' pool blocks signals; mold 1.10 tells by one that it has crashed.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)

    var variables = ProcessInfo.processInfo.environment
    variables["LC_ALL"] = "C"
    variables.merge(environment) { _, new in new }
    var arguments = words.map(duplicate) + [nil]
    var settings = variables.map { duplicate(Array("\($0.key)=\($0.value)".utf8)) } + [nil]
    defer { (arguments + settings).forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawnp(
      &process, arguments[0]!, &actions, &attributes, &arguments, &settings)
    if failure != 0 {
      throw HarnessError("\(words.map { String(decoding: $0, as: UTF8.self) }): errno \(failure)")
    }
    return process
  }

  private func wait(for process: pid_t) -> (Ending, rusage) {
    let start = Date()
    var pause: UInt32 = 200
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, WNOHANG, &usage) == 0 {
      if Date().timeIntervalSince(start) > timeout {
        kill(-process, SIGKILL)
        wait4(process, &status, 0, &usage)
        return (.timeout, usage)
      }
      usleep(pause)
      // Never much longer than what has been waited: most tools are done in milliseconds.
      pause = min(pause + pause / 4, 10_000)
    }
    let signal = status & 0x7f
    return (signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal), usage)
  }
}

private func duplicate(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
  (bytes + [0]).withUnsafeBytes { strdup($0.bindMemory(to: CChar.self).baseAddress!) }
}

private func seconds(_ time: timeval) -> Double {
  Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
}

private typealias ChangeDirectory =
  @convention(c) (
    UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
  ) -> Int32

/// In glibc since 2.29, hidden from Swift by `_GNU_SOURCE`.
private let addChangeDirectory = unsafeBitCast(
  dlsym(nil, "posix_spawn_file_actions_addchdir_np")!, to: ChangeDirectory.self)
