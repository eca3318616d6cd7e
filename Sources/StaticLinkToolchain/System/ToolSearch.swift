import Glibc
package import ObjectFiles
package import StaticLink

/// Finds a tool by its name without finding the one that is looking for it.
package struct ToolSearch: Sendable {
  private let path: ByteString
  /// Files that are never the answer, whatever links lead to them.
  private let avoided: Set<FileIdentity>

  /// - Parameter path: `PATH`; `nil` for glibc's `/bin:/usr/bin`.
  package init(path: ByteString?, avoiding avoided: Set<FileIdentity>) {
    self.path = path ?? "/bin:/usr/bin"
    self.avoided = avoided
  }

  /// The first executable of that name, as an absolute path with symbolic links kept, because
  /// compilers look at the name by which they are called.
  package func find(_ name: ByteString) -> ByteString? {
    if name.isEmpty { return nil }
    if name.contains(UInt8(ascii: "/")) { return accepted(name) }
    for directory in path.split(separator: UInt8(ascii: ":")) {
      let place = directory.isEmpty ? name : directory.appending(component: name)
      if let found = accepted(place) { return found }
    }
    return nil
  }

  /// The places where a search for a name looks before it comes to a path that it found.
  package func places(before found: ByteString, for name: ByteString) -> [ByteString] {
    if name.contains(UInt8(ascii: "/")) { return [] }
    return Array(
      path.split(separator: UInt8(ascii: ":")).map { $0.appending(component: name) }
        .prefix { $0 != found })
  }

  /// Whether a path leads to one of the files that are avoided.
  package func avoids(_ path: ByteString) -> Bool {
    FileStatus(path: path).map { avoided.contains($0.identity) } ?? false
  }

  private func accepted(_ path: ByteString) -> ByteString? {
    guard let status = FileStatus(path: path), status.kind == .regular,
      !avoided.contains(status.identity), path.withCString({ access($0, X_OK) }) == 0
    else { return nil }
    return path.isAbsolutePath ? path : currentDirectory().appending(component: path)
  }
}
