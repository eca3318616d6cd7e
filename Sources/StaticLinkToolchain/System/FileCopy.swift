import Glibc
package import ObjectFiles

/// Copies of files, with the directories above them.
package enum FileCopy {
  package static func makeDirectory(_ path: ByteString) -> Bool {
    path.withCString { mkdir($0, 0o777) } == 0
  }

  /// Makes a directory and those above it, as far as they are not there.
  package static func makeDirectories(_ path: ByteString, mode: UInt32 = 0o777) {
    var position = path.bytes.startIndex
    while position < path.bytes.endIndex {
      position =
        path.bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "/")) ?? path.bytes.endIndex
      // Those that exist already make this fail, which is as good.
      _ = ByteString(path.bytes[..<position]).withCString { mkdir($0, mode) }
    }
  }

  package static func allowExecution(_ path: ByteString) -> Bool {
    path.withCString { chmod($0, 0o755) } == 0
  }

  package static func copy(_ source: ByteString, to target: ByteString) -> Bool {
    CacheDirectory(path: target.parentDirectory).create()
    guard let file = try? SystemFiles().open(source) else { return false }
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = target.withCString { open($0, flags, 0o666) } ?? -1
    guard descriptor >= 0 else { return false }
    var isWhole = true
    var offset: UInt64 = 0
    while isWhole, offset < file.size {
      let count = Int(min(file.size - offset, 1 << 20))
      let part = try? file.read(at: offset, count: count)
      isWhole = part.map { writeAll($0, to: descriptor) } ?? false
      offset += UInt64(count)
    }
    return close(descriptor) == 0 && isWhole
  }

  /// The same in one step: whoever looks at the target sees nothing or the whole.
  package static func copyWhole(_ source: ByteString, to target: ByteString) -> Bool {
    let temporary = target + "." + ByteString(String(getpid())) + ".tmp"
    if copy(source, to: temporary), rename(temporary, to: target) { return true }
    remove(temporary)
    return false
  }

  package static func rename(_ source: ByteString, to target: ByteString) -> Bool {
    source.withCString { from in target.withCString { Glibc.rename(from, $0) } } == 0
  }

  package static func remove(_ path: ByteString) {
    _ = path.withCString { unlink($0) }
  }

  /// Removes a directory with all that is in it; symbolic links are not followed.
  package static func removeTree(_ path: ByteString) {
    for name in SystemFiles().names(in: path) {
      let entry = path.appending(component: name)
      if entry.withCString({ unlink($0) }) != 0 { removeTree(entry) }
    }
    _ = path.withCString { rmdir($0) }
  }
}
