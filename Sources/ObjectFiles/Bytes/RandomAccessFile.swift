/// An open file of which any part can be read.
///
/// Nothing is mapped: a mapped file that another process truncates kills the reader, a short
/// `pread` is an error that can be reported.
public protocol RandomAccessFile: Sendable {
  /// Bytes in the file when it was opened.
  var size: UInt64 { get }

  /// Reads a part of the file.
  ///
  /// - Throws: ``FileError`` when the system says so or the file has become shorter.
  func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8]

  /// Whether a part of the file can be had without a system call and without a copy.
  var isInMemory: Bool { get }

  /// A part of the file, in place where it is in memory.
  ///
  /// - Throws: ``FileError`` as ``read(at:count:)``.
  func bytes(at offset: UInt64, count: Int) throws(FileError) -> SharedBytes

  /// The same file in memory, for those who read much of it in small parts; itself where that cannot
  /// be had.
  func inMemory() -> any RandomAccessFile
}

extension RandomAccessFile {
  public var isInMemory: Bool { false }

  public func bytes(at offset: UInt64, count: Int) throws(FileError) -> SharedBytes {
    SharedBytes(try read(at: offset, count: count))
  }

  public func inMemory() -> any RandomAccessFile { self }
}

/// A file could not be found, opened, listed or read.
public struct FileError: Error, Equatable, Sendable {
  public enum Operation: String, Sendable {
    case open, read, list, write
  }

  public enum Cause: Equatable, Sendable {
    /// The system's `errno`.
    case system(Int32)
    /// The file ended before the bytes that its size promised.
    case shrank
    /// A directory, FIFO, socket or device stands where a file is wanted.
    case notAFile(String)
  }

  public var path: ByteString
  public var operation: Operation
  public var cause: Cause

  public init(path: ByteString, operation: Operation, cause: Cause) {
    self.path = path
    self.operation = operation
    self.cause = cause
  }
}

/// Bytes in memory in the place of a file, for tests and for parts already read.
public struct MemoryFile: RandomAccessFile {
  public let path: ByteString
  public let bytes: [UInt8]

  public init(path: ByteString, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  public var size: UInt64 { UInt64(bytes.count) }

  public var isInMemory: Bool { true }

  public func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
    try bytes(at: offset, count: count).array
  }

  public func bytes(at offset: UInt64, count: Int) throws(FileError) -> SharedBytes {
    let (end, overflow) = offset.addingReportingOverflow(UInt64(count))
    guard !overflow, end <= size else {
      throw FileError(path: path, operation: .read, cause: .shrank)
    }
    return SharedBytes(bytes).part(Int(offset)..<Int(end))
  }
}
