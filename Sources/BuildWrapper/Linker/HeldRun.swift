internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// A run of the real linker whose messages are held back until it is known what they are worth.
struct HeldRun {
  private(set) var status = ChildEnd.notStarted(0)
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
    let (process, failure) = Execution.spawn(
      path, words, environment, output: output.write, errors: errors.write)
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
    close(output.read)
    close(errors.read)
    close(ended.read)
    close(ended.write)
  }

  /// Whether it worked, or somebody ended it: there is nothing to be tried again.
  var isLastWord: Bool {
    switch status {
    case .exited(let code): code == 0
    case .signalled: true
    case .notStarted: false
    }
  }

  /// Shows what was held back.
  func replay() {
    for piece in pieces { _ = writeAll(piece.bytes, to: piece.descriptor) }
  }

  // MARK: The child

  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: (Int32, Int32) = (-1, -1)
    let result = withUnsafeMutableBytes(of: &ends) {
      Glibc.pipe($0.assumingMemoryBound(to: Int32.self).baseAddress)
    }
    return result == 0 ? (aside(ends.0), aside(ends.1)) : nil
  }

  /// Where a standard descriptor was closed, a pipe would take its number.
  private static func aside(_ end: Int32) -> Int32 {
    if end > STDERR_FILENO {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      return end
    }
    defer { close(end) }
    return fcntl(end, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
  }

  /// Reads until the child has ended and nothing more has come.
  ///
  /// The end of the child counts, not the end of its pipes: mold leaves a process behind that only
  /// gives its memory back.
  private mutating func collect(
    _ process: pid_t, output: Int32, errors: Int32, ended: Int32
  ) -> ChildEnd {
    var polls = (HeldRun.wait(output), HeldRun.wait(errors), HeldRun.wait(ended))
    let result = withUnsafeMutableBytes(of: &polls) { bytes in
      collect(process, bytes.assumingMemoryBound(to: pollfd.self))
    }
    return result ?? ChildEnd.wait(for: process, waiting: true) ?? .exited(127)
  }

  private static func wait(_ descriptor: Int32) -> pollfd {
    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  }

  /// - Parameter polls: the output, the errors, and the pipe that tells of the child's end; what is
  ///   closed is waited for no more.
  private mutating func collect(
    _ process: pid_t, _ polls: UnsafeMutableBufferPointer<pollfd>
  ) -> ChildEnd? {
    var result: ChildEnd?
    while true {
      let ready = poll(polls.baseAddress, nfds_t(polls.count), result == nil ? -1 : 0)
      if ready < 0, errno != EINTR { break }
      var hasRead = false
      for index in polls.indices where ready > 0 && polls[index].revents != 0 {
        // Nearly always nothing was said: the end of the pipe is all there is.
        let isEmpty = Int32(polls[index].revents) & POLLIN == 0
        let bytes = isEmpty ? nil : HeldRun.read(polls[index].fd)
        if index == 2 { continue }
        if let bytes {
          hasRead = true
          keep(bytes, from: index == 0 ? STDOUT_FILENO : STDERR_FILENO)
        } else {
          polls[index].fd = -1
        }
      }
      if result != nil, !hasRead { break }
      result = result ?? ChildEnd.wait(for: process, waiting: polls[0].fd < 0 && polls[1].fd < 0)
    }
    return result
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
}
