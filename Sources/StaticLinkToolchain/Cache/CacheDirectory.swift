import Glibc
package import ObjectFiles

/// Small files that save time and are never missed: nothing here fails, it just does not answer.
package struct CacheDirectory: Sendable {
  package let path: ByteString

  /// A directory that need not exist yet.
  package init(path: ByteString) {
    self.path = path
  }

  /// The user's cache: `$XDG_CACHE_HOME/staticld` or `~/.cache/staticld`.
  ///
  /// `nil` when neither place is known. A relative `XDG_CACHE_HOME` is ignored, as its standard
  /// demands.
  package init?(environment: any EnvironmentVariables) {
    if let cache = environment.nonEmpty("XDG_CACHE_HOME"), cache.isAbsolutePath {
      self.init(path: cache.appending(component: "staticld"))
    } else if let home = environment.nonEmpty("HOME"), home.isAbsolutePath {
      self.init(path: home.appending(component: ".cache/staticld"))
    } else {
      return nil
    }
  }

  /// No entry is anywhere near a megabyte.
  package func contents(of name: ByteString) -> [UInt8]? {
    let path = path.appending(component: name)
    do throws(FileError) {
      let (descriptor, status) = try Descriptor.open(path)
      guard status.size < 1 << 20 else { return nil }
      return try descriptor.read(at: 0, count: Int(status.size), path: path)
    } catch {
      return nil
    }
  }

  package func store(_ bytes: [UInt8], as name: ByteString) {
    create()
    let path = path.appending(component: name)
    // Renaming replaces in one step: a reader sees the old entry or the new one.
    let temporary = path + "." + ByteString(String(getpid())) + ".tmp"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
    guard let descriptor = temporary.withCString({ open($0, flags, 0o600) }), descriptor >= 0
    else { return }
    let isWritten = writeAll(bytes, to: descriptor)
    let isClosed = close(descriptor) == 0
    let isRenamed =
      isWritten && isClosed
      && temporary.withCString { from in path.withCString { rename(from, $0) } } == 0
    if !isRenamed { _ = temporary.withCString { unlink($0) } }
  }

  /// Makes the directory and those above it.
  package func create() {
    FileCopy.makeDirectories(path, mode: 0o700)
  }
}
