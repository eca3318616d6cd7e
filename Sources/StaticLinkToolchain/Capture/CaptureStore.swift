import Glibc
package import ObjectFiles

/// Where a build's links and the files that went into them are kept while it runs.
///
/// Any number of linkers write to it at once: every file gets its name only when it is whole.
package struct CaptureStore: Sendable {
  package let path: ByteString

  package init(path: ByteString) {
    self.path = path
  }

  private var linksDirectory: ByteString { path.appending(component: "links") }
  private var filesDirectory: ByteString { path.appending(component: "files") }

  package func record(_ link: CapturedLink) {
    // A name as wide for each, so that names sort as times do.
    let digits = String(link.time)
    let name = String(repeating: "0", count: 20 - digits.utf8.count) + digits
    CacheDirectory(path: linksDirectory).store(
      link.bytes, as: ByteString("\(name)-\(getpid()).link"))
  }

  /// The links so far, oldest first.
  package func links() -> [CapturedLink] {
    let files = SystemFiles()
    return files.names(in: linksDirectory).filter { $0.hasSuffix(".link") }.compactMap { name in
      (try? files.contents(of: linksDirectory.appending(component: name))).flatMap {
        CapturedLink($0)
      }
    }
  }

  /// Copies a file, unless it is here as it is now.
  ///
  /// - Parameter name: what to call it, where its own name says nothing.
  /// - Returns: the copy; `nil` when that cannot be made.
  package func keep(_ source: ByteString, as name: ByteString? = nil) -> ByteString? {
    place(of: source, name) { FileCopy.copyWhole(source, to: $0) }
  }

  /// A thin archive's members in an archive that holds them.
  package func keep(thin source: ByteString, members: [ByteString], ar: ArchiveTool) -> ByteString?
  {
    place(of: source, nil) { target in
      CacheDirectory(path: target.parentDirectory).create()
      return (try? ar.create(target, from: members)) != nil
    }
  }

  private func place(
    of source: ByteString, _ given: ByteString?, _ make: (ByteString) -> Bool
  ) -> ByteString? {
    guard let status = FileStatus(path: source), status.kind == .regular else { return nil }
    let time = "\(status.modifiedSeconds).\(status.modifiedNanoseconds)"
    let name = ByteString("\(status.device)-\(status.inode)-\(status.size)-\(time)")
    let target = filesDirectory.appending(component: name)
      .appending(component: given ?? source.lastPathComponent)
    return FileStatus(path: target) != nil || make(target) ? target : nil
  }
}
