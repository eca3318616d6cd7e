import Glibc
public import ObjectFiles

/// Finds a command the way `execvp` does.
public struct ExecutableSearch: Sendable {
  private let directories: [ByteString]
  private let workingDirectory: ByteString

  /// - Parameter environment: `PATH` is taken from here; without one, glibc's `/bin:/usr/bin`.
  public init(environment: Environment) {
    let path = environment["PATH"] ?? "/bin:/usr/bin"
    directories = path.split(separator: UInt8(ascii: ":"))
    workingDirectory = currentDirectory()
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

  private func absolute(_ path: ByteString) -> ByteString {
    if path.isAbsolutePath { return path }
    return path.isEmpty ? workingDirectory : workingDirectory.appending(component: path)
  }

  private func isExecutable(_ path: ByteString) -> Bool {
    FileStatus(path: path)?.kind == .regular && path.withCString { access($0, X_OK) } == 0
  }
}
