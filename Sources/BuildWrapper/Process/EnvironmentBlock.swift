internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// The variables of this process in their order, to be passed on as they are but for a few.
struct EnvironmentBlock {
  private var entries: [UnsafeMutablePointer<CChar>?] = []

  /// The variables of this process.
  init() {
    var next = environ
    while let entry = next.pointee {
      entries.append(entry)
      next += 1
    }
  }

  /// A variable's value; setting `nil` removes the variable.
  ///
  /// The new strings are never freed: the process is about to become another one.
  subscript(name: ByteString) -> ByteString? {
    get {
      guard let index = index(of: name), let entry = entries[index] else { return nil }
      return ByteString(cString: entry).dropFirst(name.count + 1)
    }
    set {
      let index = index(of: name)
      let entry = newValue.flatMap { ArgumentVector.copy(name + "=" + $0) }
      if let index, entry != nil {
        entries[index] = entry
      } else if let index {
        entries.remove(at: index)
      } else if let entry {
        entries.append(entry)
      }
    }
  }

  func nonEmpty(_ name: ByteString) -> ByteString? {
    guard let value = self[name], !value.isEmpty else { return nil }
    return value
  }

  private func index(of name: ByteString) -> Int? {
    entries.firstIndex { entry in
      guard let entry else { return false }
      let isSame = name.bytes.withUnsafeBytes { bytes in
        bytes.baseAddress.map {
          strncmp(entry, $0.assumingMemoryBound(to: CChar.self), bytes.count) == 0
        }
      }
      return isSame == true && entry[name.count] == 0x3d
    }
  }

  /// The same as a value, for what is asked of other programs.
  var variables: Environment { Environment(entries: entries.compactMap { $0 }) }

  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result? {
    (entries + [nil]).withUnsafeBufferPointer { $0.baseAddress.map(body) }
  }
}
