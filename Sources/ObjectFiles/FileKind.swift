/// What a file or member is, told from its first bytes as linkers do.
public enum FileKind: Sendable, Equatable {
  case archive
  case thinArchive
  case elf
  /// LLVM bitcode, which only LLD and plugins read.
  case bitcode
  /// Text, which GNU ld, gold, LLD and mold all try as a linker script.
  case text

  /// Bytes of the beginning that ``init(firstBytes:)`` looks at.
  public static let neededBytes = 64

  public init?(firstBytes bytes: some Collection<UInt8>) {
    if bytes.starts(with: Array("!<arch>\n".utf8)) {
      self = .archive
    } else if bytes.starts(with: Array("!<thin>\n".utf8)) {
      self = .thinArchive
    } else if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
      self = .elf
    } else if bytes.starts(with: [0x42, 0x43, 0xc0, 0xde])
      || bytes.starts(with: [0xde, 0xc0, 0x17, 0x0b])
    {
      self = .bitcode
    } else if bytes.prefix(FileKind.neededBytes).allSatisfy(FileKind.isTextByte) {
      self = .text
    } else {
      return nil
    }
  }

  private static func isTextByte(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7f || byte >= 0x09 && byte <= 0x0d
  }
}
