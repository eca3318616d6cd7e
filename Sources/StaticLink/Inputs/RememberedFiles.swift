internal import ObjectFiles
internal import Synchronization

/// A source of which each path is asked once who it is.
///
/// A link asks for the same few hundred paths thousands of times: for every `-l` each directory of
/// the line, for every linker that the line is held against.
final class RememberedFiles: FileSource {
  private let base: any FileSource
  private let identities = Mutex<[ByteString: FileIdentity?]>([:])

  init(_ base: any FileSource) {
    self.base = base
  }

  func identity(of path: ByteString) -> FileIdentity? {
    if let known = identities.withLock({ $0[path] }) { return known }
    let identity = base.identity(of: path)
    identities.withLock { $0[path] = .some(identity) }
    return identity
  }

  func open(_ path: ByteString) throws(FileError) -> any RandomAccessFile { try base.open(path) }

  func names(in directory: ByteString) -> [ByteString] { base.names(in: directory) }

  func resolvedPath(_ path: ByteString) -> ByteString? { base.resolvedPath(path) }
}
