import Glibc
public import ObjectFiles
public import StaticLink

/// The files of this machine.
///
/// Copies share their descriptors: however many files are open, at most `openFiles` descriptors
/// are, and a file whose descriptor was taken back is opened again by its next read.
public struct SystemFiles: FileSource {
  private let pool: DescriptorPool

  /// - Parameter openFiles: how many descriptors may be open at once.
  public init(openFiles: Int = 256) {
    pool = DescriptorPool(capacity: openFiles)
  }

  /// Opens a regular file; a directory, FIFO, socket or device is refused without blocking.
  public func open(_ path: ByteString) throws(FileError) -> any RandomAccessFile {
    try SystemFile(path, pool: pool)
  }

  /// All bytes of a regular file.
  package func contents(of path: ByteString) throws(FileError) -> [UInt8] {
    let file = try open(path)
    return try file.read(at: 0, count: Int(clamping: file.size))
  }

  /// The first bytes of a regular file, or what there is of them, with nothing kept open.
  package static func start(of path: ByteString, count: UInt64) throws(FileError) -> [UInt8] {
    let (descriptor, status) = try Descriptor.open(path)
    return try descriptor.read(at: 0, count: Int(min(count, status.size)), path: path)
  }

  /// The device and inode that a path leads to, symbolic links followed.
  public func identity(of path: ByteString) -> FileIdentity? {
    FileStatus(path: path)?.identity
  }

  /// The names in a directory in byte order, `.` and `..` left out.
  public func names(in directory: ByteString) -> [ByteString] {
    guard let stream = directory.withCString({ opendir($0) }) ?? nil else { return [] }
    defer { closedir(stream) }
    var names: [ByteString] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { ByteString(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The path as `realpath` gives it.
  public func resolvedPath(_ path: ByteString) -> ByteString? {
    guard let resolved = path.withCString({ realpath($0, nil) }) ?? nil else { return nil }
    defer { free(resolved) }
    return ByteString(cString: resolved)
  }
}

extension SystemFiles {
  /// What a file is by its first bytes; `nil` for what no linker takes, and what cannot be read.
  func kind(of path: ByteString) -> FileKind? {
    guard let file = try? open(path),
      let bytes = try? file.read(at: 0, count: Int(min(file.size, UInt64(FileKind.neededBytes))))
    else { return nil }
    return FileKind(firstBytes: bytes)
  }
}
