import ObjectFiles

/// Appends values to bytes; ``ByteReader`` takes them out again in the same order.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(byte: UInt8) {
    bytes.append(byte)
  }

  mutating func write(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ string: ByteString) {
    write(UInt64(string.count))
    bytes += string.bytes
  }

  mutating func write(_ strings: [ByteString]) {
    write(UInt64(strings.count))
    for string in strings { write(string) }
  }
}

/// Takes values out of bytes that may be anything: whatever does not fit is `nil`.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func readByte() -> UInt8? {
    rest.popFirst()
  }

  mutating func readNumber() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    defer { rest.removeFirst(8) }
    return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func readString() -> ByteString? {
    guard let count = readNumber(), count <= UInt64(rest.count) else { return nil }
    defer { rest.removeFirst(Int(count)) }
    return ByteString(Array(rest.prefix(Int(count))))
  }

  mutating func readStrings() -> [ByteString]? {
    readList { $0.readString() }
  }

  mutating func readList<Element>(_ element: (inout ByteReader) -> Element?) -> [Element]? {
    // An element takes at least one byte, so a corrupt count cannot ask for much memory.
    guard let count = readNumber(), count <= UInt64(rest.count) else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    }
    return elements
  }
}
