package import ObjectFiles

/// A JSON value whose objects keep the order of their keys, so that output is the same each time.
package indirect enum JSON {
  case string(String)
  case integer(UInt64)
  case bool(Bool)
  case array([JSON])
  case object([(key: String, value: JSON)])

  /// The document's bytes, indented by two blanks a level, ended by a newline.
  package func document() -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: 0)
    bytes.append(0x0a)
    return bytes
  }

  /// The document's bytes without any blank.
  package func compact() -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: nil)
    return bytes
  }

  private func write(into bytes: inout [UInt8], indent: Int?) {
    let below = indent.map { $0 + 1 }
    switch self {
    case .string(let text): JSON.write(text, into: &bytes)
    case .integer(let value): bytes += Array(String(value).utf8)
    case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
    case .array(let values):
      guard !values.isEmpty else {
        bytes += [0x5b, 0x5d]
        return
      }
      bytes.append(0x5b)
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(0x2c) }
        JSON.newline(&bytes, below)
        value.write(into: &bytes, indent: below)
      }
      JSON.newline(&bytes, indent)
      bytes.append(0x5d)
    case .object(let entries):
      guard !entries.isEmpty else {
        bytes += [0x7b, 0x7d]
        return
      }
      bytes.append(0x7b)
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes.append(0x2c) }
        JSON.newline(&bytes, below)
        JSON.write(entry.key, into: &bytes)
        bytes += indent == nil ? [0x3a] : [0x3a, 0x20]
        entry.value.write(into: &bytes, indent: below)
      }
      JSON.newline(&bytes, indent)
      bytes.append(0x7d)
    }
  }

  private static func newline(_ bytes: inout [UInt8], _ indent: Int?) {
    guard let indent else { return }
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * indent))
  }

  private static func write(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes += [0x5c, 0x22]
      case 0x5c: bytes += [0x5c, 0x5c]
      case 0x0a: bytes += [0x5c, 0x6e]
      case 0x09: bytes += [0x5c, 0x74]
      case 0x0d: bytes += [0x5c, 0x72]
      case 0..<0x20, 0x7f:
        let digits = Array("0123456789abcdef".utf8)
        bytes += [0x5c, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}

extension JSON {
  /// A name under `key`, and its exact bytes in base64 under `keyBytes` where it is not UTF-8.
  package static func name(_ key: String, _ value: ByteString) -> [(key: String, value: JSON)] {
    var entries: [(key: String, value: JSON)] = [(key, .string(value.description))]
    if value.utf8Text == nil { entries.append((key + "Bytes", .string(base64(value.bytes)))) }
    return entries
  }

  package static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var word: UInt32 = 0
      for byte in part { word = word << 8 | UInt32(byte) }
      word <<= UInt32(8 * (3 - part.count))
      for position in 0..<4 {
        let isPadding = position > part.count
        result.append(
          isPadding ? 0x3d : digits[Int(word >> UInt32(18 - 6 * position) & 63)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
