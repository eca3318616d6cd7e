internal import Glibc
public import ObjectFiles

/// The processes that this one was started by.
public enum ParentProcess {
  /// The words it was started with; empty when the kernel does not tell (proc(5), `cmdline`).
  public static var words: [ByteString] { words(of: getppid()) }

  /// The words of the nearest ancestor whose program has such a name: collect2 stands between GCC
  /// and its linker.
  package static func line(where isWanted: (ByteString) -> Bool) -> [ByteString]? {
    var process = getppid()
    for _ in 0..<4 where process > 1 {
      let words = words(of: process)
      if let program = words.first, isWanted(program) { return words }
      guard let parent = parent(of: process) else { return nil }
      process = parent
    }
    return nil
  }

  private static func words(of process: pid_t) -> [ByteString] {
    var bytes = contents("/proc/\(process)/cmdline")
    if bytes.last == 0 { bytes.removeLast() }
    return bytes.isEmpty ? [] : ByteString(bytes).split(separator: 0)
  }

  /// The second number behind the name in parentheses (proc(5), `stat`).
  private static func parent(of process: pid_t) -> pid_t? {
    let text = contents("/proc/\(process)/stat")
    guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = ByteString(text[(end + 1)...]).split(separator: UInt8(ascii: " "))
      .filter { !$0.isEmpty }
    return fields.count > 1 ? pid_t(fields[1].description) : nil
  }

  private static func contents(_ path: String) -> [UInt8] {
    guard let (descriptor, _) = try? Descriptor.open(ByteString(path)) else { return [] }
    // The kernel makes the text up as it is read, so that its size is not known before.
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor.number, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return bytes
  }
}
