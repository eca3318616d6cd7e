import Glibc
package import ObjectFiles

/// A private directory that is removed, with all that is in it, when its owner goes.
package struct TemporaryDirectory: ~Copyable {
  package let path: ByteString

  /// - Throws: ``FileError`` when neither `TMPDIR` nor `/tmp` can be written to.
  package init(environment: Environment) throws(FileError) {
    let parent = environment.nonEmpty("TMPDIR") ?? "/tmp"
    let base = parent.isAbsolutePath ? parent : currentDirectory().appending(component: parent)
    var template = base.appending(component: "staticld-XXXXXX").bytes + [0]
    let created = template.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.flatMap { mkdtemp($0) } != nil
      }
    }
    guard created else {
      throw FileError(path: base, operation: .write, cause: .system(errno))
    }
    path = ByteString(template.dropLast())
  }

  deinit {
    FileCopy.removeTree(path)
  }

  /// Creates an empty file in it.
  func createFile(_ name: ByteString) throws(FileError) -> ByteString {
    let file = path.appending(component: name)
    let descriptor = file.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard let descriptor, descriptor >= 0 else {
      throw FileError(path: file, operation: .write, cause: .system(errno))
    }
    close(descriptor)
    return file
  }
}
