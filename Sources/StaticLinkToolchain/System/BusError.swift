import Glibc

/// The signal by which the system says that a mapped file is shorter than it was (mmap(2), `SIGBUS`).
package enum BusError {
  /// What the kernel says of this process' mappings; a signal's handler may not allocate.
  nonisolated(unsafe) private static var text: UnsafeMutableRawBufferPointer?
  private static let textSize = 1 << 20

  /// Makes it the program's own error, which names the file and exits with 2.
  package static func explain() {
    guard text == nil,
      let start = mmap(
        nil, textSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { return }
    text = UnsafeMutableRawBufferPointer(start: start, count: textSize)
    var action = sigaction()
    action.sa_flags = SA_SIGINFO
    action.__sigaction_handler.sa_sigaction = { _, information, _ in
      if let information {
        BusError.report(UInt(bitPattern: information.pointee._sifields._sigfault.si_addr))
      }
      // Not a file's: the next one ends the process as ever.
      signal(SIGBUS, SIG_DFL)
    }
    sigaction(SIGBUS, &action, nil)
  }

  private static func report(_ address: UInt) {
    guard let text else { return }
    let maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    guard maps >= 0 else { return }
    var count = 0
    while count < text.count {
      let got = read(maps, text.baseAddress.map { $0 + count }, text.count - count)
      if got <= 0 { break }
      count += got
    }
    guard let path = path(of: address, in: UnsafeRawBufferPointer(rebasing: text[..<count])) else {
      return
    }
    write("staticld: error: ")
    _ = Glibc.write(STDERR_FILENO, path.baseAddress, path.count)
    write(": became shorter while it was read\n")
    _exit(2)
  }

  /// The file of the mapping that holds an address: `START-END PERMISSIONS OFFSET DEVICE INODE PATH`
  /// (proc(5)).
  static func path(of address: UInt, in maps: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var position = 0
    while position < maps.count {
      let start = number(in: maps, &position)
      position += 1
      let end = number(in: maps, &position)
      var first = position
      while first < maps.count, maps[first] != 0x2f, maps[first] != 0x0a { first += 1 }
      var last = first
      while last < maps.count, maps[last] != 0x0a { last += 1 }
      if start <= address, address < end {
        return first < last ? UnsafeRawBufferPointer(rebasing: maps[first..<last]) : nil
      }
      position = last + 1
    }
    return nil
  }

  private static func number(in text: UnsafeRawBufferPointer, _ position: inout Int) -> UInt {
    var value: UInt = 0
    while position < text.count {
      switch text[position] {
      case 0x30...0x39: value = value << 4 | UInt(text[position] - 0x30)
      case 0x61...0x66: value = value << 4 | UInt(text[position] - 0x61 + 10)
      default: return value
      }
      position += 1
    }
    return value
  }

  private static func write(_ message: StaticString) {
    _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  }
}
