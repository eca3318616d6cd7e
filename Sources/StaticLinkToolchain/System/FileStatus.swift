import Glibc
import ObjectFiles
import StaticLink

/// What `stat` says about a path, as far as anything here asks.
struct FileStatus: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    case regular, directory, fifo, socket, device, other

    /// What a message calls it.
    var name: String {
      switch self {
      case .regular: "regular file"
      case .directory: "directory"
      case .fifo: "FIFO"
      case .socket: "socket"
      case .device: "device"
      case .other: "special file"
      }
    }
  }

  var kind: Kind
  var device: UInt64
  var inode: UInt64
  var size: UInt64
  var modifiedSeconds: Int64
  var modifiedNanoseconds: Int64

  init(
    kind: Kind, device: UInt64, inode: UInt64, size: UInt64, modifiedSeconds: Int64,
    modifiedNanoseconds: Int64
  ) {
    self.kind = kind
    self.device = device
    self.inode = inode
    self.size = size
    self.modifiedSeconds = modifiedSeconds
    self.modifiedNanoseconds = modifiedNanoseconds
  }

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    case S_IFIFO: kind = .fifo
    case S_IFSOCK: kind = .socket
    case S_IFCHR, S_IFBLK: kind = .device
    default: kind = .other
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    size = UInt64(clamping: status.st_size)
    modifiedSeconds = Int64(status.st_mtim.tv_sec)
    modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
  }

  /// Symbolic links are followed; `nil` when nothing can be reached.
  init?(path: ByteString) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  var identity: FileIdentity {
    FileIdentity(device: device, inode: inode, isRegularFile: kind == .regular)
  }
}
