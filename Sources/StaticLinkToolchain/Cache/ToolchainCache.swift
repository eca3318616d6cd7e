import Glibc
public import ObjectFiles
import StaticLink

/// Keeps the answers of ``ToolchainProbe`` in files, one for each question.
///
/// An answer is used only while the driver, the linker and the directories that it rests on are
/// unchanged. The cache only saves time: it never fails, it just does not answer.
public struct ToolchainCache: Sendable {
  private let directory: ByteString

  /// A cache in a directory that need not exist yet.
  public init(directory: ByteString) {
    self.directory = directory
  }

  /// The user's cache: `$XDG_CACHE_HOME/staticld` or `~/.cache/staticld`.
  ///
  /// `nil` when neither place is known. A relative `XDG_CACHE_HOME` is ignored, as its standard
  /// demands.
  public init?(environment: Environment) {
    if let cache = environment.nonEmpty("XDG_CACHE_HOME"), cache.isAbsolutePath {
      self.init(directory: cache.appending(component: "staticld"))
    } else if let home = environment.nonEmpty("HOME"), home.isAbsolutePath {
      self.init(directory: home.appending(component: ".cache/staticld"))
    } else {
      return nil
    }
  }

  func toolchain(for key: CacheKey) -> Toolchain? {
    guard let bytes = contents(of: path(of: key)), let entry = CacheEntry(bytes),
      entry.key == key.bytes, entry.witnesses.allSatisfy(\.holds)
    else { return nil }
    return entry.toolchain
  }

  func store(_ toolchain: Toolchain, witnesses: [Witness], for key: CacheKey) {
    createDirectories()
    let entry = CacheEntry(key: key.bytes, witnesses: witnesses, toolchain: toolchain)
    let path = path(of: key)
    // Renaming replaces in one step: a reader sees the old entry or the new one.
    let temporary = path + "." + ByteString(String(getpid())) + ".tmp"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
    guard let descriptor = temporary.withCString({ open($0, flags, 0o600) }), descriptor >= 0
    else { return }
    let isWritten = ToolchainCache.write(entry.bytes, to: descriptor)
    let isClosed = close(descriptor) == 0
    let isRenamed =
      isWritten && isClosed
      && temporary.withCString { from in path.withCString { rename(from, $0) } } == 0
    if !isRenamed { _ = temporary.withCString { unlink($0) } }
  }

  private func path(of key: CacheKey) -> ByteString {
    directory.appending(component: key.fileName)
  }

  /// No entry is anywhere near a megabyte.
  private func contents(of path: ByteString) -> [UInt8]? {
    do throws(FileError) {
      let (descriptor, status) = try Descriptor.open(path)
      guard status.size < 1 << 20 else { return nil }
      return try descriptor.read(at: 0, count: Int(status.size), path: path)
    } catch {
      return nil
    }
  }

  private func createDirectories() {
    var position = directory.bytes.startIndex
    while position < directory.bytes.endIndex {
      position =
        directory.bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "/"))
        ?? directory.bytes.endIndex
      // Those that exist already make this fail, which is as good.
      _ = ByteString(directory.bytes[..<position]).withCString { mkdir($0, 0o700) }
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest.removeFirst(written)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
