/// One member of an archive, known by its offset: names may repeat.
public struct ArchiveMember: Hashable, Sendable {
  /// The name as `ar t` prints it; for a thin archive, the path as it is stored.
  public let name: ByteString
  /// Offset of the member's header in the archive, in bytes.
  public let headerOffset: UInt64
  /// Where the contents begin: in the archive, or 0 in the file of a thin archive's member.
  public let dataOffset: UInt64
  /// Bytes of contents.
  public let size: UInt64
  /// For a member of a thin archive, the file that holds the contents.
  public let externalPath: ByteString?
  /// For a thin archive's entry that stands for a member of another archive, the offset of that
  /// member's header in ``externalPath``.
  public let nestedHeaderOffset: UInt64?
}

/// The 60 bytes in front of every member, as text fields.
struct ArchiveMemberHeader {
  static let size = 60

  let rawName: ByteString
  let size: UInt64

  static func read(
    _ bytes: UnsafeRawBufferPointer
  ) -> Result<ArchiveMemberHeader, ObjectFileError.Problem> {
    guard bytes.count == ArchiveMemberHeader.size else {
      return .failure(.truncated(what: "archive member header"))
    }
    guard bytes[58] == 0x60, bytes[59] == 0x0a else {
      return .failure(.malformed(what: "archive member header has no end mark"))
    }
    guard let size = decimal(bytes[48..<58]) else {
      return .failure(.malformed(what: "archive member size"))
    }
    var length = 16
    while length > 0, bytes[length - 1] == 0x20 { length -= 1 }
    let name = ByteString(UnsafeRawBufferPointer(rebasing: bytes[..<length]))
    return .success(ArchiveMemberHeader(rawName: name, size: size))
  }

  /// A number in decimal digits, blanks behind it.
  static func decimal(_ field: some Sequence<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    var digits = 0
    var ended = false
    for byte in field {
      if byte == 0x20 {
        ended = true
        continue
      }
      guard !ended, byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
      guard !overflow, !carry else { return nil }
      value = sum
      digits += 1
    }
    return digits > 0 ? value : nil
  }
}
