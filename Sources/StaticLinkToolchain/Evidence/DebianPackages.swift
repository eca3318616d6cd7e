import ObjectFiles
import StaticLink

/// The package database of dpkg: who installed which archive, which package depends on which.
struct DebianPackages: Sendable {
  private let owners: [ByteString: ByteString]
  private let dependencies: [ByteString: [ByteString]]
  private let sources: [ByteString: ByteString]
  private let versions: [ByteString: ByteString]

  /// Reads `info/*.list` and `status` below dpkg's directory (dpkg(1), "FILES").
  ///
  /// - Returns: `nil` where there is no such database.
  init?(directory: ByteString, files: some FileSource) {
    guard let status = DebianPackages.contents(directory.appending(component: "status"), files)
    else { return nil }
    var dependencies: [ByteString: [ByteString]] = [:]
    var sources: [ByteString: ByteString] = [:]
    var versions: [ByteString: ByteString] = [:]
    for record in DebianPackages.records(of: status) {
      guard let package = record.package else { continue }
      dependencies[package] = record.dependencies
      sources[package] = record.source ?? package
      versions[package] = record.version
    }
    var owners: [ByteString: ByteString] = [:]
    let lists = directory.appending(component: "info")
    for name in files.names(in: lists) where name.hasSuffix(".list") {
      guard let text = DebianPackages.contents(lists.appending(component: name), files) else {
        continue
      }
      // `libz1-dev:amd64.list`: the architecture is no part of the name in dependencies.
      let package = ByteString(name.dropLast(5).bytes.prefix { $0 != 0x3a })
      DebianPackages.forEachLibrary(in: text) { owners[$0] = package }
    }
    self.owners = owners
    self.dependencies = dependencies
    self.sources = sources
    self.versions = versions
  }

  /// The owner of a path as given or resolved, each with and without `/usr` in front: a merged-usr
  /// system has files under both names and dpkg knows one.
  func package(owning path: ByteString, resolved: ByteString?) -> ByteString? {
    for candidate in [path, resolved].compactMap({ $0 }) {
      if let owner = owners[candidate] { return owner }
      let other = candidate.hasPrefix("/usr/") ? candidate.dropFirst(4) : "/usr" + candidate
      if let owner = owners[other] { return owner }
    }
    return nil
  }

  /// Paths of this file name, sorted.
  func libraries(named file: ByteString) -> [ByteString] {
    owners.keys.filter { $0.lastPathComponent == file }.sorted()
  }

  func version(of package: ByteString) -> ByteString? { versions[package] }

  /// Dependencies further away say nothing of a library any more.
  private static let distanceLimit = 4

  func distance(from package: ByteString, to other: ByteString) -> Int? {
    if package == other { return 0 }
    if let source = sources[package], source == sources[other] { return 0 }
    var seen: Set<ByteString> = [package]
    var layer = [package]
    for distance in 1...DebianPackages.distanceLimit {
      var next: [ByteString] = []
      for name in layer {
        for dependency in dependencies[name] ?? [] where seen.insert(dependency).inserted {
          if dependency == other { return distance }
          next.append(dependency)
        }
      }
      layer = next
    }
    return nil
  }

  private static func contents(_ path: ByteString, _ files: some FileSource) -> [UInt8]? {
    guard let file = try? files.open(path) else { return nil }
    return try? file.read(at: 0, count: Int(file.size))
  }

  private static func forEachLibrary(in text: [UInt8], _ body: (ByteString) -> Void) {
    text.withUnsafeBytes { bytes in
      var start = 0
      for end in bytes.indices where bytes[end] == 0x0a {
        if isLibrary(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) {
          body(ByteString(bytes[start..<end]))
        }
        start = end + 1
      }
    }
  }

  /// `….a`, `….so` and `….so.1`.
  private static func isLibrary(_ path: UnsafeRawBufferPointer) -> Bool {
    guard path.count > 3 else { return false }
    if path[path.count - 1] == 0x61, path[path.count - 2] == 0x2e { return true }
    var end = path.count
    while end > 0, path[end - 1] == 0x2e || path[end - 1] >= 0x30 && path[end - 1] <= 0x39 {
      end -= 1
    }
    return end > 3 && path[end - 1] == 0x6f && path[end - 2] == 0x73 && path[end - 3] == 0x2e
  }

  private struct Record {
    var package: ByteString?
    var source: ByteString?
    var version: ByteString?
    var dependencies: [ByteString] = []
  }

  private static func records(of status: [UInt8]) -> [Record] {
    var result: [Record] = []
    var record = Record()
    for line in status.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if line.isEmpty {
        result.append(record)
        record = Record()
      } else if line.starts(with: "Package: ".utf8) {
        record.package = ByteString(line.dropFirst(9))
      } else if line.starts(with: "Source: ".utf8) {
        record.source = ByteString(line.dropFirst(8).prefix { $0 != 0x20 })
      } else if line.starts(with: "Version: ".utf8) {
        record.version = ByteString(line.dropFirst(9))
      } else if line.starts(with: "Depends: ".utf8) {
        record.dependencies += names(in: line.dropFirst(9))
      } else if line.starts(with: "Pre-Depends: ".utf8) {
        record.dependencies += names(in: line.dropFirst(13))
      }
    }
    result.append(record)
    return result
  }

  /// The names in `a (>= 1), b | c`, alternatives included.
  private static func names(in field: ArraySlice<UInt8>) -> [ByteString] {
    field.split { $0 == 0x2c || $0 == 0x7c }.compactMap { part in
      let name = part.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0x3a && $0 != 0x28 }
      return name.isEmpty ? nil : ByteString(name)
    }
  }
}
