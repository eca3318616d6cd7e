internal import Glibc

/// Passes the signals that end a build on to the linker, and notices the linker's own end.
enum ChildSignals {
  nonisolated(unsafe) private static var child: pid_t = 0
  /// A signal that came before the child was known.
  nonisolated(unsafe) private static var pending: Int32 = 0
  nonisolated(unsafe) private static var notice: Int32 = -1
  /// The last of these signals that came.
  nonisolated(unsafe) private(set) static var interruption: Int32?

  /// - Parameter descriptor: gets a byte when the child ends.
  static func install(noticing descriptor: Int32? = nil) {
    if let descriptor {
      notice = descriptor
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      signal(SIGCHLD) { _ in
        let code = errno
        var byte: UInt8 = 0
        _ = write(ChildSignals.notice, &byte, 1)
        errno = code
      }
    }
    for number in forwarded {
      let before = signal(number) { number in
        ChildSignals.interruption = number
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
    for number in forwarded { restore(number) }
    restore(SIGCHLD)
  }

  private static func restore(_ number: Int32) {
    if isIgnored(signal(number, SIG_DFL)) { signal(number, SIG_IGN) }
  }

  private static let forwarded = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private static func isIgnored(_ handler: sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == 1
  }
}
