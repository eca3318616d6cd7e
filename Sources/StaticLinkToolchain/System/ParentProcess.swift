internal import Glibc
public import ObjectFiles

/// The process that started this one.
public enum ParentProcess {
  /// The words it was started with; empty when the kernel does not tell (proc(5), `cmdline`).
  public static var words: [ByteString] {
    let path = ByteString("/proc/\(getppid())/cmdline")
    guard let (descriptor, _) = try? Descriptor.open(path) else { return [] }
    // The kernel makes the text up as it is read, so that its size is not known before.
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor.number, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    if bytes.last == 0 { bytes.removeLast() }
    return bytes.isEmpty ? [] : ByteString(bytes).split(separator: 0)
  }
}
