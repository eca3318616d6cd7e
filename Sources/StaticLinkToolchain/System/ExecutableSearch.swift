import Glibc
public import ObjectFiles
package import StaticLink

/// Finds a command the way `execvp` does.
public struct ExecutableSearch: Sendable {
  private let directories: [ByteString]
  private let workingDirectory: ByteString
  private let avoided: [FileIdentity]

  /// - Parameter environment: `PATH` is taken from here; without one, glibc's `/bin:/usr/bin`.
  public init(environment: Environment) {
    self.init(path: environment["PATH"], avoiding: [])
  }

  /// - Parameters:
  ///   - path: `PATH`; `nil` for glibc's `/bin:/usr/bin`.
  ///   - avoided: files that are never the answer, whatever links lead to them.
  package init(path: ByteString?, avoiding avoided: [FileIdentity]) {
    directories = (path ?? "/bin:/usr/bin").split(separator: UInt8(ascii: ":"))
    workingDirectory = currentDirectory()
    self.avoided = avoided
  }

  /// The absolute path of a command, symbolic links kept, because compilers look at the name by
  /// which they are called; `nil` when there is none that may be executed.
  public func find(_ command: ByteString) -> ByteString? {
    if command.isEmpty { return nil }
    if command.contains(UInt8(ascii: "/")) {
      let path = absolute(command)
      return isExecutable(path) ? path : nil
    }
    for directory in directories {
      // An empty component of PATH is the working directory.
      let path = absolute(directory).appending(component: command)
      if isExecutable(path) { return path }
    }
    return nil
  }

  /// The places where `find` looks before it comes to a path that it gave: another executable
  /// there would be found instead.
  func places(before path: ByteString, for command: ByteString) -> [ByteString] {
    if command.contains(UInt8(ascii: "/")) { return [] }
    return Array(
      directories.map { absolute($0).appending(component: command) }.prefix { $0 != path })
  }

  /// Whether a path leads to one of the files that are avoided.
  package func avoids(_ path: ByteString) -> Bool {
    FileStatus(path: path).map { avoided.contains($0.identity) } ?? false
  }

  private func absolute(_ path: ByteString) -> ByteString {
    if path.isAbsolutePath { return path }
    return path.isEmpty ? workingDirectory : workingDirectory.appending(component: path)
  }

  private func isExecutable(_ path: ByteString) -> Bool {
    guard let status = FileStatus(path: path), status.kind == .regular,
      !avoided.contains(status.identity)
    else { return false }
    return path.withCString { access($0, X_OK) } == 0
  }
}
