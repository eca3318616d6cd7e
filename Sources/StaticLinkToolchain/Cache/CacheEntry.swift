import ObjectFiles
import StaticLink

/// Something that is worth keeping in a cache.
protocol CachedAnswer: Sendable {
  /// Tells its entries from others, with the format's version.
  static var magic: String { get }

  init?(from reader: inout ByteReader)
  func write(to writer: inout ByteWriter)
}

/// The contents of one cache file.
///
/// A magic word with the format's version, the key, the witnesses and the answer, and a checksum
/// of all that. A file with anything wrong in it is no entry.
struct CacheEntry<Answer: CachedAnswer>: Sendable {
  var key: [UInt8]
  var witnesses: [Witness]
  var answer: Answer

  init(key: [UInt8], witnesses: [Witness], answer: Answer) {
    self.key = key
    self.witnesses = witnesses
    self.answer = answer
  }

  init?(_ bytes: [UInt8]) {
    let magic = Array(Answer.magic.utf8)
    guard bytes.starts(with: magic), bytes.count >= magic.count + 8 else { return nil }
    let body = bytes[magic.count..<(bytes.count - 8)]
    var trailer = ByteReader(bytes[(bytes.count - 8)...])
    guard trailer.readNumber() == Self.checksum(of: body) else { return nil }
    var reader = ByteReader(body)
    guard let key = reader.readString(), let witnesses = reader.readList({ $0.readWitness() }),
      let answer = Answer(from: &reader), reader.isAtEnd
    else { return nil }
    self.init(key: key.bytes, witnesses: witnesses, answer: answer)
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(ByteString(key))
    writer.write(UInt64(witnesses.count))
    for witness in witnesses { writer.write(witness) }
    answer.write(to: &writer)
    var trailer = ByteWriter()
    trailer.write(Self.checksum(of: writer.bytes[...]))
    return Array(Answer.magic.utf8) + writer.bytes + trailer.bytes
  }

  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { NameHash(of: $0).value }
  }
}

extension CacheEntry: Equatable where Answer: Equatable {}

extension CacheDirectory {
  /// The answer that was kept for a question, while all that it rests on is unchanged.
  func answer<Answer: CachedAnswer>(_: Answer.Type, for key: CacheKey) -> Answer? {
    guard let bytes = contents(of: key.fileName), let entry = CacheEntry<Answer>(bytes),
      entry.key == key.bytes, entry.witnesses.allSatisfy(\.holds)
    else { return nil }
    return entry.answer
  }

  func store<Answer: CachedAnswer>(
    _ answer: Answer, witnesses: [Witness], for key: CacheKey
  ) {
    let entry = CacheEntry(key: key.bytes, witnesses: witnesses, answer: answer)
    store(entry.bytes, as: key.fileName)
  }
}

extension Toolchain: CachedAnswer {
  static var magic: String { "staticld toolchain 5\n" }

  init?(from reader: inout ByteReader) {
    guard let toolchain = reader.readToolchain() else { return nil }
    self = toolchain
  }

  func write(to writer: inout ByteWriter) {
    writer.write(self)
  }
}
