/// Owned bytes read through bounds checks that answer `nil` instead of trapping.
struct CheckedBytes: Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return bytes[offset..<(offset + count)]
  }

  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int, bigEndian: Bool
  ) -> Value? {
    bytes.withUnsafeBytes { $0.integer(type, at: offset, bigEndian: bigEndian) }
  }

  /// The bytes from `offset` to the next NUL, which must be there.
  func zeroTerminated(at offset: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, offset < bytes.count else { return nil }
    guard let end = bytes[offset...].firstIndex(of: 0) else { return nil }
    return bytes[offset..<end]
  }
}
