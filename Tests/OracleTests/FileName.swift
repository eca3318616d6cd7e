import Foundation

/// A file or archive member by its real path, whatever way a linker or the tool came to it.
struct FileName: Hashable, CustomStringConvertible {
  var path: String
  var member: String?

  var description: String { member.map { "\(path)(\($0))" } ?? path }
}

/// Turns names as printed into real ones, remembering answers: a map names libc 2,000 times.
struct FileNames {
  private let directory: String
  private var reals: [String: String] = [:]
  private var listings: [String: ArchiveListing?] = [:]
  /// The archives a map can name members of, longest path first.
  private var archives: [String] = []
  /// Members of thin archives: real path of the member's file to its archive and name in there.
  private var thin: [String: FileName] = [:]

  init(directory: String) { self.directory = directory }

  mutating func real(_ path: String) -> String {
    if let known = reals[path] { return known }
    let absolute = path.hasPrefix("/") ? path : "\(directory)/\(path)"
    let resolved = realpath(absolute, nil)
    defer { free(resolved) }
    let answer = resolved.map { String(cString: $0) } ?? absolute
    reals[path] = answer
    return answer
  }

  mutating func listing(_ path: String) -> ArchiveListing? {
    let path = real(path)
    if let known = listings[path] { return known }
    let listing = ArchiveListing(path: path)
    listings[path] = .some(listing)
    return listing
  }

  /// Registers what a map loaded, so that `name(inMap:)` can tell a path from a member.
  mutating func load(_ paths: [String]) {
    archives = Set(paths).sorted { $0.utf8.count > $1.utf8.count }
    for path in archives {
      guard let listing = listing(path), listing.isThin else { continue }
      for member in listing.members {
        thin[memberFile(member.name, of: path)] = FileName(path: real(path), member: member.name)
      }
    }
  }

  /// Where a thin archive keeps a member: its names are relative to the archive.
  private mutating func memberFile(_ name: String, of archive: String) -> String {
    let directory = (real(archive) as NSString).deletingLastPathComponent
    return real(name.hasPrefix("/") ? name : "\(directory)/\(name)")
  }

  /// `PATH`, `ARCHIVE(MEMBER)` or, for a thin archive, the member's path.
  mutating func name(inMap text: String) -> FileName {
    for archive in archives where text.hasPrefix(archive + "(") && text.hasSuffix(")") {
      return FileName(
        path: real(archive), member: String(text.dropFirst(archive.count + 1).dropLast()))
    }
    let path = real(text)
    return thin[path] ?? FileName(path: path, member: nil)
  }
}
