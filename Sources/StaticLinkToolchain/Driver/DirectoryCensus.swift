import ObjectFiles

/// Looks directories up and remembers which, because the answer changes when they come and go.
final class DirectoryCensus {
  private let sysroot: ByteString
  private var seen: Set<ByteString> = []

  init(sysroot: ByteString) {
    self.sysroot = sysroot
  }

  func exists(_ directory: ByteString) -> Bool {
    let path = expanded(directory)
    seen.insert(path)
    return FileStatus(path: path)?.kind == .directory
  }

  /// Every path that was looked up, sorted.
  var asked: [ByteString] { seen.sorted() }

  /// `-L =/lib` and `-L $SYSROOT/lib` are in the system root.
  private func expanded(_ directory: ByteString) -> ByteString {
    if directory.bytes.first == UInt8(ascii: "=") { return sysroot + directory.dropFirst() }
    if directory.hasPrefix("$SYSROOT") { return sysroot + directory.dropFirst(8) }
    return directory
  }
}
