public import ObjectFiles

/// Where something stands: a file, or a member of an archive.
public struct Place: Hashable, Sendable {
  public var path: ByteString
  public var member: ByteString?
  /// Offset of the member's header in the archive, in bytes.
  public var offset: UInt64?

  public init(path: ByteString, member: ByteString? = nil, offset: UInt64? = nil) {
    self.path = path
    self.member = member
    self.offset = offset
  }

  /// `libz.a(inflate.o)`, the form of POSIX linkers' messages, with the file's last component.
  public var short: String {
    let file = path.lastPathComponent.forMessage
    guard let member else { return file }
    return "\(file)(\(member.lastPathComponent.forMessage))"
  }
}
