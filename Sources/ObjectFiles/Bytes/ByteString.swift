/// A sequence of bytes that is usually text: a path, an argument, a symbol or a member name.
///
/// The kernel, `ar` and ELF all allow any byte but NUL in these, so they are kept as they are and
/// become `String` only where a person reads them.
public struct ByteString: Hashable, Sendable {
  public var bytes: [UInt8]

  @inlinable
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  @inlinable
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  @inlinable
  public init(_ string: String) {
    self.bytes = Array(string.utf8)
  }

  @inlinable public var isEmpty: Bool { bytes.isEmpty }
  @inlinable public var count: Int { bytes.count }

  /// The text when the bytes are well-formed UTF-8, `nil` otherwise.
  public var utf8Text: String? { String(validating: bytes, as: UTF8.self) }

  public func hasPrefix(_ prefix: ByteString) -> Bool { bytes.starts(with: prefix.bytes) }

  public func hasSuffix(_ suffix: ByteString) -> Bool {
    bytes.count >= suffix.bytes.count
      && bytes.suffix(suffix.bytes.count).elementsEqual(suffix.bytes)
  }

  /// Whether other bytes follow one another somewhere in these.
  public func contains(_ other: ByteString) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: other.bytes) }
  }

  public func dropFirst(_ count: Int = 1) -> ByteString { ByteString(bytes.dropFirst(count)) }
  public func dropLast(_ count: Int = 1) -> ByteString { ByteString(bytes.dropLast(count)) }

  /// The pieces between separators, empty ones included.
  public func split(separator: UInt8) -> [ByteString] {
    bytes.split(separator: separator, omittingEmptySubsequences: false).map { ByteString($0) }
  }

  public static func + (left: ByteString, right: ByteString) -> ByteString {
    ByteString(left.bytes + right.bytes)
  }

  public static func += (left: inout ByteString, right: ByteString) {
    left.bytes += right.bytes
  }
}

extension ByteString: Comparable {
  /// Byte order, the same in every locale.
  public static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension ByteString: ExpressibleByStringLiteral {
  public init(stringLiteral value: StaticString) {
    self.bytes = value.withUTF8Buffer { Array($0) }
  }
}

extension ByteString: CustomStringConvertible {
  /// The text, with U+FFFD where the bytes are not UTF-8.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// The text for a message on one line: control characters and bytes that are not UTF-8 are
  /// written as `\n`, `\t` or `\xNN`, so that a hostile name cannot forge a second line.
  public var forMessage: String {
    var result = ""
    var rest = bytes[...]
    while let byte = rest.first {
      if byte >= 0x20, byte < 0x7f {
        result.unicodeScalars.append(Unicode.Scalar(byte))
        rest.removeFirst()
        continue
      }
      if byte >= 0xc2, let (scalar, length) = ByteString.leadingScalar(of: rest) {
        result.unicodeScalars.append(scalar)
        rest.removeFirst(length)
        continue
      }
      switch byte {
      case 0x0a: result += "\\n"
      case 0x09: result += "\\t"
      case 0x0d: result += "\\r"
      default:
        let digits = String(byte, radix: 16)
        result += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
      }
      rest.removeFirst()
    }
    return result
  }

  private static func leadingScalar(of bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    var iterator = bytes.prefix(4).makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    // C1 controls and line separators would still start a new line in some terminals.
    if scalar.value < 0xa0 || scalar.value == 0x2028 || scalar.value == 0x2029 { return nil }
    return (scalar, UTF8.width(scalar))
  }
}

extension ByteString {
  /// The last component of a path: `libz.a` of `/usr/lib/libz.a`.
  public var lastPathComponent: ByteString {
    guard let slash = bytes.lastIndex(of: 0x2f) else { return self }
    return ByteString(bytes[(slash + 1)...])
  }

  /// What stands before the last slash: `/usr/lib` of `/usr/lib/libz.a`, `.` when there is none.
  public var parentDirectory: ByteString {
    guard let slash = bytes.lastIndex(of: 0x2f) else { return "." }
    return slash == 0 ? "/" : ByteString(bytes[..<slash])
  }

  /// This directory and a name in it, as one path.
  public func appending(component name: ByteString) -> ByteString {
    if isEmpty { return name }
    return bytes.last == 0x2f ? self + name : ByteString(bytes + [0x2f] + name.bytes)
  }

  @inlinable public var isAbsolutePath: Bool { bytes.first == 0x2f }
}
