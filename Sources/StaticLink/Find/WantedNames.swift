internal import ObjectFiles

/// A set of names that most names are quickly found not to be in.
struct WantedNames: Sendable {
  private let names: Set<ByteString>
  private let hashes: Set<UInt64>
  /// One bit for each value of 12 bits of the hash.
  private var filter = [Bool](repeating: false, count: 4096)

  init(_ names: [ByteString]) {
    self.names = Set(names)
    hashes = Set(names.map { NameHash(of: $0).value })
    for hash in hashes { filter[Int(hash >> 52)] = true }
  }

  func contains(hash: UInt64) -> Bool { filter[Int(hash >> 52)] && hashes.contains(hash) }

  func contains(_ name: UnsafeRawBufferPointer, hash: UInt64) -> Bool {
    contains(hash: hash) && names.contains(ByteString(name))
  }
}

extension VersionedName {
  /// The name to which a plain reference binds: all of it, or what stands before `@@`; `nil` for
  /// `name@VERSION`, which defines no plain name.
  static func bound(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let mark = name.firstIndex(of: 0x40) else { return name }
    guard mark + 1 < name.count, name[mark + 1] == 0x40 else { return nil }
    return UnsafeRawBufferPointer(rebasing: name[..<mark])
  }
}
