public import ObjectFiles

/// Where the bytes of files come from: the machine, or values in a test.
///
/// `StaticLink` asks for whole libraries and directories, never for a symbol.
public protocol FileSource: Sendable {
  /// Opens a regular file for reading.
  ///
  /// - Throws: ``FileError`` when it is missing, unreadable or not a regular file.
  func open(_ path: ByteString) throws(FileError) -> any RandomAccessFile

  /// Which file a path leads to, symbolic links followed; `nil` when there is none.
  func identity(of path: ByteString) -> FileIdentity?

  /// The names in a directory, in byte order; empty when it cannot be listed.
  func names(in directory: ByteString) -> [ByteString]

  /// The path with every symbolic link and `..` resolved; `nil` when nothing is there.
  func resolvedPath(_ path: ByteString) -> ByteString?
}

/// One file, whatever path it was reached by.
public struct FileIdentity: Hashable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  public var isRegularFile: Bool

  public init(device: UInt64, inode: UInt64, isRegularFile: Bool) {
    self.device = device
    self.inode = inode
    self.isRegularFile = isRegularFile
  }
}

extension FileSource {
  /// Whether there is a regular file of a name, or a link to one.
  package func isRegularFile(_ path: ByteString) -> Bool {
    identity(of: path)?.isRegularFile == true
  }
}
