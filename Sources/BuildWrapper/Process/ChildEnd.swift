internal import Glibc

/// How a program that was started ended.
enum ChildEnd: Equatable {
  case exited(Int32)
  case signalled(Int32)
  /// It could not be started, with this `errno`.
  case notStarted(Int32)

  /// - Parameter waiting: whether to wait for it; otherwise `nil` when it is still running.
  static func wait(for process: pid_t, waiting: Bool = true) -> ChildEnd? {
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

  /// Ends this process as the child ended.
  var exitStatus: Int32 {
    switch self {
    case .exited(let code): return code
    case .notStarted: return 127
    case .signalled(let number):
      signal(number, SIG_DFL)
      kill(getpid(), number)
      return 128 + number
    }
  }
}
