internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// The variables of this process in their order, to be passed on as they are but for a few.
///
/// Nothing is ever freed: the process is about to become another one. There is no array in it,
/// because the metadata of a new kind of array takes the runtime as long as all the rest.
struct EnvironmentBlock {
  private typealias Entry = UnsafeMutablePointer<CChar>?

  /// Ends with a null pointer.
  private var entries: UnsafeMutablePointer<Entry>

  /// The variables of this process.
  init() { entries = environ }

  /// A variable's value; setting `nil` removes the variable.
  subscript(name: ByteString) -> ByteString? {
    get {
      guard let index = index(of: name), let entry = entries[index] else { return nil }
      return ByteString(cString: entry).dropFirst(name.count + 1)
    }
    set {
      let entry = newValue.flatMap { ArgumentVector.copy(name + "=" + $0) }
      let index = index(of: name)
      guard index != nil || entry != nil else { return }
      let count = count
      let changed = UnsafeMutablePointer<Entry>.allocate(capacity: count + 2)
      changed.initialize(from: entries, count: count + 1)
      if let index, entry == nil {
        for next in index..<count { changed[next] = entries[next + 1] }
      } else {
        changed[index ?? count] = entry
        if index == nil { (changed + count + 1).initialize(to: nil) }
      }
      entries = changed
    }
  }

  private var count: Int {
    var count = 0
    while entries[count] != nil { count += 1 }
    return count
  }

  private func index(of name: ByteString) -> Int? {
    name.bytes.withUnsafeBytes { bytes in
      guard let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return nil }
      var index = 0
      while let entry = entries[index] {
        if strncmp(entry, start, bytes.count) == 0, entry[bytes.count] == 0x3d { return index }
        index += 1
      }
      return nil
    }
  }

  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    body(entries)
  }
}

extension EnvironmentBlock: EnvironmentVariables {
  /// The same as a value, for what is asked of other programs.
  var all: Environment {
    Environment(entries: (0..<count).compactMap { entries[$0] })
  }
}
