internal import Glibc

/// The 64-bit hash by which names are compared before their bytes are.
///
/// Eight bytes a step, folded by a full-width multiplication (the construction of wyhash). It is
/// computed once for a name, where the name is read.
@frozen
public struct NameHash: Hashable, Sendable {
  public let value: UInt64

  /// A hash that was computed before.
  @inlinable
  public init(value: UInt64) {
    self.value = value
  }

  @inlinable
  public init(of name: ByteString) {
    self = name.bytes.withUnsafeBytes { NameHash(of: $0) }
  }

  @inlinable
  public init(of name: UnsafeRawBufferPointer) {
    self.init(value: NameHash.hash(name))
  }

  @inlinable
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inlinable
  static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    let key1: UInt64 = 0x9e37_79b9_7f4a_7c15
    let key2: UInt64 = 0xd1b5_4a32_d192_ed03
    let count = name.count
    var state = UInt64(truncatingIfNeeded: count) &* key2
    var offset = 0
    while count - offset >= 8 {
      let word = name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = mix(state ^ word, key1)
      offset += 8
    }
    let left = count - offset
    if left >= 4 {
      let low = UInt64(name.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      let high = UInt64(name.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      state = mix(state ^ (low | high << 32), key2)
    } else if left > 0 {
      let first = UInt64(name[offset])
      let middle = UInt64(name[offset + left / 2])
      let last = UInt64(name[count - 1])
      state = mix(state ^ (first | middle << 8 | last << 16), key2)
    }
    return mix(state ^ key1, key2)
  }
}

extension NameHash {
  /// Whether two names of equal length are the same.
  public static func areEqual(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return memcmp(first, second, left.count) == 0
  }

  /// Whether an `@` is among the bytes of one name or of many.
  static func hasVersion(_ names: UnsafeRawBufferPointer) -> Bool {
    names.baseAddress.map { memchr($0, 0x40, names.count) != nil } ?? false
  }
}
