import Glibc
import ObjectFiles

/// One end of a pipe, kept clear of the three standard descriptors.
///
/// When this process was started with one of those closed, a pipe takes its number, and setting up
/// the child's would overwrite one end with the other.
final class PipeEnd {
  private(set) var descriptor: Int32

  init(_ descriptor: Int32) {
    guard descriptor <= STDERR_FILENO else {
      self.descriptor = descriptor
      return
    }
    self.descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    Glibc.close(descriptor)
  }

  deinit { close() }

  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }
}

/// Collects what a child writes to several pipes until it ends.
struct ProcessReader {
  private let process: pid_t
  private let descriptors: [PipeEnd]
  private let deadline: MonotonicTime
  private let limit: Int
  private(set) var texts: [[UInt8]]
  private var status: ChildProcess.Status?

  init(
    process: pid_t, descriptors: [PipeEnd], deadline: MonotonicTime, limit: Int
  ) {
    self.process = process
    self.descriptors = descriptors
    self.deadline = deadline
    self.limit = limit
    texts = Array(repeating: [], count: descriptors.count)
  }

  /// Reads until the child has ended and every pipe is empty.
  ///
  /// The end of the child counts, not the end of the pipes: a background process (ccache's or
  /// distcc's server) may hold them open for ever.
  mutating func readToEnd() throws(ProcessError.Cause) -> ChildProcess.Status {
    do throws(ProcessError.Cause) {
      while descriptors.contains(where: { $0.descriptor >= 0 }) {
        let hadEnded = status != nil
        let moved = try readOnce(waiting: hadEnded ? 0 : 50)
        if hadEnded, !moved { break }
        if !moved { collect() }
      }
      var pause: UInt32 = 50
      while status == nil {
        collect()
        if status == nil {
          try checkDeadline()
          usleep(pause)
          pause = min(pause * 2, 10_000)
        }
      }
    } catch {
      kill(-process, SIGKILL)
      var ignored: Int32 = 0
      while waitpid(process, &ignored, 0) < 0 && errno == EINTR {}
      throw error
    }
    // The loop above ends only with a status.
    return status ?? .exited(127)
  }

  private func checkDeadline() throws(ProcessError.Cause) {
    // The caller knows how many seconds that were.
    if MonotonicTime.now >= deadline { throw .timedOut(0) }
  }

  /// Whether anything was read or a pipe ended.
  private mutating func readOnce(waiting milliseconds: Int32) throws(ProcessError.Cause) -> Bool {
    try checkDeadline()
    var polls = descriptors.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return false }
    for index in polls.indices where polls[index].revents != 0 {
      var buffer = [UInt8](repeating: 0, count: 16_384)
      let got = read(polls[index].fd, &buffer, buffer.count)
      if got > 0 {
        texts[index] += buffer.prefix(got)
        if texts[index].count > limit { throw .tooMuchOutput }
      } else if got == 0 || errno != EINTR {
        descriptors[index].close()
      }
    }
    return true
  }

  private mutating func collect() {
    var code: Int32 = 0
    let ended = waitpid(process, &code, WNOHANG)
    if ended == process {
      let signal = code & 0x7f
      status = signal == 0 ? .exited((code >> 8) & 0xff) : .signalled(signal)
    } else if ended < 0, errno != EINTR {
      // Somebody ignores SIGCHLD, and the kernel has thrown the status away.
      status = .exited(127)
    }
  }
}
