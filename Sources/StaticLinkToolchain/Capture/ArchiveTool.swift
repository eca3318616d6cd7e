import Glibc
package import ObjectFiles

/// Binutils' `ar`, for archives that are the same whenever and by whomever they are made.
package struct ArchiveTool: Sendable {
  private let path: ByteString
  private let environment: Environment

  /// - Returns: `nil` when no `ar` is in PATH.
  package init?(environment: Environment) {
    guard let path = ExecutableSearch(environment: environment).find("ar") else { return nil }
    self.path = path
    self.environment = environment
  }

  /// Makes an archive of objects in the order in which they are given; two of one name are both
  /// in it.
  ///
  /// - Throws: ``ArchiveToolError`` with what `ar` said; there is then no such archive.
  package func create(
    _ target: ByteString, from members: [ByteString]
  ) throws(ArchiveToolError) {
    let temporary = target + "." + ByteString(String(getpid())) + ".tmp"
    let list = temporary + ".rsp"
    defer { for path in [temporary, list] { FileCopy.remove(path) } }
    do {
      let text = try WordFormat.rsp.text(of: members)
      CacheDirectory(path: list.parentDirectory).store(text.bytes, as: list.lastPathComponent)
      // D: no times and owners; q: nothing is replaced; s: with an index; P would keep the paths.
      let outcome = try ChildProcess(
        path, ["qcsD", temporary, "@" + list], environment: environment, timeout: 600
      ).run()
      guard outcome.status.isSuccess, FileCopy.rename(temporary, to: target) else {
        throw ArchiveToolError(
          path: target, text: ByteString(outcome.errors).description)
      }
    } catch let error as ArchiveToolError {
      throw error
    } catch {
      throw ArchiveToolError(path: target, text: "\(error)")
    }
  }
}

/// An archive could not be made.
package struct ArchiveToolError: Error, CustomStringConvertible {
  package var path: ByteString
  /// What `ar` said.
  package var text: String

  package var description: String { "cannot make \(path.forMessage): \(text)" }
}
