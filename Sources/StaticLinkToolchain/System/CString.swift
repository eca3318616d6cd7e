import Glibc
package import ObjectFiles

extension ByteString {
  /// The bytes as the C library wants them, or `nil` when a NUL would cut them short: such a name
  /// cannot exist in a file system, and a cut one may name another file.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result? {
    if bytes.contains(0) { return nil }
    return (bytes + [0]).withUnsafeBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map(body)
      }
    }
  }

  /// Copies a C string.
  package init(cString: UnsafePointer<CChar>) {
    let buffer = UnsafeRawBufferPointer(start: cString, count: strlen(cString))
    self.init(Array(buffer))
  }

  /// What stands on either side of the first such byte; `nil` when there is none.
  package func divided(at byte: UInt8) -> (head: ByteString, tail: ByteString)? {
    guard let index = bytes.firstIndex(of: byte) else { return nil }
    return (ByteString(bytes[..<index]), ByteString(bytes[(index + 1)...]))
  }

  func contains(_ byte: UInt8) -> Bool { bytes.contains(byte) }
}
