internal import Glibc

/// Steps through strings that stand one after the other, each ended by a NUL.
struct NameWalker {
  var position: Int

  /// The range of the next name without its NUL; `nil` when the bytes end first.
  @inline(__always)
  mutating func next(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    let start = base + position
    guard let end = memchr(start, 0, bytes.count - position) else { return nil }
    let length = UnsafeRawPointer(end) - start
    defer { position += length + 1 }
    return position..<(position + length)
  }
}
