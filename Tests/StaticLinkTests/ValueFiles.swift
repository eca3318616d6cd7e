import Foundation
import Glibc
import ObjectFiles
import StaticLink

/// Files that are values, read once from a directory, by their paths below it.
struct ValueFiles: FileSource {
  /// In which order a directory gives its names: the answer must not depend on it.
  enum Listing: Sendable {
    case sorted, reversed
    case shuffled(UInt64)
  }

  private var contents: [ByteString: [UInt8]] = [:]
  private var children: [ByteString: [ByteString]] = [".": []]
  private var numbers: [ByteString: UInt64] = [:]
  private let listing: Listing

  init(under directory: String, listing: Listing) throws {
    self.listing = listing
    let walk = FileManager.default.enumerator(atPath: directory)
    while let name = walk?.nextObject() as? String {
      let url = URL(fileURLWithPath: "\(directory)/\(name)")
      let path = ByteString(name)
      children[path.parentDirectory, default: []].append(path.lastPathComponent)
      if try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
        children[path] = children[path] ?? []
      } else {
        contents[path] = Array(try Data(contentsOf: url))
      }
    }
    for path in (Array(contents.keys) + children.keys).sorted() {
      numbers[path] = UInt64(numbers.count)
    }
  }

  /// `./a` is `a`.
  private func plain(_ path: ByteString) -> ByteString {
    var path = path
    while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
    return path
  }

  func open(_ path: ByteString) throws(FileError) -> any RandomAccessFile {
    guard let bytes = contents[plain(path)] else {
      throw FileError(path: path, operation: .open, cause: .system(ENOENT))
    }
    return MemoryFile(path: path, bytes: bytes)
  }

  func identity(of path: ByteString) -> FileIdentity? {
    let path = plain(path)
    guard let number = numbers[path] else { return nil }
    return FileIdentity(device: 1, inode: number, isRegularFile: contents[path] != nil)
  }

  func names(in directory: ByteString) -> [ByteString] {
    let names = (children[plain(directory)] ?? []).sorted()
    switch listing {
    case .sorted: return names
    case .reversed: return names.reversed()
    case .shuffled(let seed):
      var generator = SeededGenerator(seed: seed)
      return names.shuffled(using: &generator)
    }
  }

  func resolvedPath(_ path: ByteString) -> ByteString? {
    identity(of: path) == nil ? nil : plain(path)
  }
}

/// The same numbers for the same seed, so that a failing run can be had again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
