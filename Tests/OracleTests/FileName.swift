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
  private var inMap: [String: FileName] = [:]
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

  /// Registers the thin archives that a map loaded: it names their members by path alone.
  mutating func load(_ paths: [String]) {
    for path in Set(paths) {
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
  ///
  /// Both an archive and a member can have parentheses: the split is where an archive stands.
  mutating func name(inMap text: String) -> FileName {
    if let known = inMap[text] { return known }
    let name = split(text) ?? thin[real(text)] ?? FileName(path: real(text), member: nil)
    inMap[text] = name
    return name
  }

  private mutating func split(_ text: String) -> FileName? {
    guard text.hasSuffix(")") else { return nil }
    for open in text.indices.reversed() where text[open] == "(" {
      let path = real(String(text[..<open]))
      guard let listing = listing(path) else { continue }
      let member = String(text[text.index(after: open)...].dropLast())
      return FileName(path: path, member: listing.isThin ? inThin(path, member) : member)
    }
    return nil
  }

  /// gold and mold name a thin archive's member by its path.
  private mutating func inThin(_ archive: String, _ member: String) -> String {
    let names = listing(archive)?.members.map(\.name) ?? []
    if names.contains(member) { return member }
    let path = real(member)
    return names.first { memberFile($0, of: archive) == path } ?? member
  }

  /// The contents of an object, or of a member: all that have its name.
  mutating func contents(of name: FileName) -> [[UInt8]] {
    func read(_ path: String) -> [UInt8] {
      FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    }
    guard let member = name.member, let listing = listing(name.path) else {
      return [read(name.path)]
    }
    return listing.members.filter { $0.name == member }.map {
      listing.isThin ? read(memberFile(member, of: name.path)) : listing.bytes(of: $0)
    }
  }
}
