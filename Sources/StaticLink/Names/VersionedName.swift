internal import ObjectFiles

/// A symbol name that carries a version, as assemblers write `.symver` into relocatable objects.
struct VersionedName {
  var base: ByteString
  var version: ByteString
  /// `name@@VERSION`, the one that plain references bind to.
  var isDefault: Bool

  init?(_ name: ByteString) {
    guard let mark = name.bytes.firstIndex(of: 0x40) else { return nil }
    base = ByteString(name.bytes[..<mark])
    let rest = name.bytes[(mark + 1)...]
    isDefault = rest.first == 0x40
    version = ByteString(isDefault ? rest.dropFirst() : rest)
  }
}
