import ObjectFiles
import StaticLink

/// The contents of one cache file.
///
/// A magic word with the format's version, the key, the witnesses and the answer, and a checksum
/// of all that. A file with anything wrong in it is no entry.
struct CacheEntry: Hashable, Sendable {
  var key: [UInt8]
  var witnesses: [Witness]
  var toolchain: Toolchain

  private static let magic = Array("staticld toolchain 5\n".utf8)

  init(key: [UInt8], witnesses: [Witness], toolchain: Toolchain) {
    self.key = key
    self.witnesses = witnesses
    self.toolchain = toolchain
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: CacheEntry.magic), bytes.count >= CacheEntry.magic.count + 8 else {
      return nil
    }
    let body = bytes[CacheEntry.magic.count..<(bytes.count - 8)]
    var trailer = ByteReader(bytes[(bytes.count - 8)...])
    guard trailer.readNumber() == CacheEntry.checksum(of: body) else { return nil }
    var reader = ByteReader(body)
    guard let key = reader.readString(), let witnesses = reader.readList({ $0.readWitness() }),
      let toolchain = reader.readToolchain(), reader.isAtEnd
    else { return nil }
    self.init(key: key.bytes, witnesses: witnesses, toolchain: toolchain)
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(ByteString(key))
    writer.write(UInt64(witnesses.count))
    for witness in witnesses { writer.write(witness) }
    writer.write(toolchain)
    var trailer = ByteWriter()
    trailer.write(CacheEntry.checksum(of: writer.bytes[...]))
    return CacheEntry.magic + writer.bytes + trailer.bytes
  }

  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { NameHash(of: $0).value }
  }
}
