import Glibc
import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

/// Files that are values.
struct MemoryFiles: FileSource {
  var contents: [ByteString: [UInt8]] = [:]
  var directories: Set<ByteString> = []

  init(_ texts: [ByteString: ByteString] = [:], directories: Set<ByteString> = []) {
    contents = texts.mapValues(\.bytes)
    self.directories = directories
  }

  func open(_ path: ByteString) throws(FileError) -> any RandomAccessFile {
    if directories.contains(path) {
      throw FileError(path: path, operation: .open, cause: .notAFile("directory"))
    }
    guard let bytes = contents[path] else {
      throw FileError(path: path, operation: .open, cause: .system(ENOENT))
    }
    return MemoryFile(path: path, bytes: bytes)
  }

  func identity(of path: ByteString) -> FileIdentity? { nil }
  func names(in directory: ByteString) -> [ByteString] { [] }
  func resolvedPath(_ path: ByteString) -> ByteString? { path }
}

/// Parses words that are separated by single spaces.
func parse(_ line: String, files: MemoryFiles = MemoryFiles()) throws -> ParsedLine {
  let words = line.split(separator: " ").map { ByteString(String($0)) }
  return try ParsedLine(parsing: words, files: files)
}

/// A text that a real tool printed.
func captured(_ name: String) throws -> [UInt8] {
  let here = ByteString(#filePath).parentDirectory
  let path = here.appending(component: "Captured").appending(component: ByteString(name))
  let file = try SystemFiles().open(path)
  return try file.read(at: 0, count: Int(file.size))
}

/// A directory that is gone when the test is.
final class Scratch {
  let path: ByteString

  init() {
    var template = Array("/tmp/staticld-test-XXXXXX".utf8CString)
    let isMade = mkdtemp(&template) != nil
    path = isMade ? ByteString(template.dropLast().map { UInt8(bitPattern: $0) }) : "/nonexistent"
  }

  deinit {
    let rm = ChildProcess("/bin/rm", ["-rf", path], environment: .current)
    _ = try? rm.run()
  }

  func write(_ bytes: [UInt8], to name: ByteString, mode: mode_t = 0o600) {
    let file = path.appending(component: name)
    guard let stream = fopen(file.description, "w") else { return }
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
    chmod(file.description, mode)
  }

  subscript(name: ByteString) -> ByteString { path.appending(component: name) }
}

/// Whether a tool that a live test needs is on this machine.
func isInstalled(_ command: ByteString) -> Bool {
  ExecutableSearch(environment: .current).find(command) != nil
}
