internal import ObjectFiles

/// A library that could be chosen: known by its index only.
struct Candidate: Sendable {
  /// Position among the candidates, in the order of the search directories.
  var id: Int
  var path: ByteString
  /// The name as `-l` takes it: `z` of `libz.a`.
  var name: ByteString
  /// Position of the directory among those searched.
  var directory: Int
  /// The hashes of the names that its index lists.
  var hashes: [UInt64]
}

/// The libraries of the search directories, each name once: an earlier directory hides a later one,
/// as it does for `-l`.
struct CandidateSet {
  struct Directory {
    enum Kind {
      /// Named by the user with `-L`, or the directory of an input.
      case user
      case toolchain
    }
    var path: ByteString
    var kind: Kind
  }

  let directories: [Directory]
  let candidates: [Candidate]

  init(
    directories: [Directory], source: any FileSource, exclude: Set<ByteString>
  ) {
    self.directories = CandidateSet.distinct(directories, source: source)
    var names: Set<ByteString> = []
    var found: [(path: ByteString, name: ByteString, directory: Int)] = []
    for (position, directory) in self.directories.enumerated() {
      for file in source.names(in: directory.path).sorted() {
        let path = directory.path.appending(component: file)
        guard let name = LibraryFileName.name(ofArchive: file), !CandidateSet.isVariant(name),
          !exclude.contains(name), !exclude.contains(path), names.insert(name).inserted
        else { continue }
        found.append((path, name, position))
      }
    }
    let indexes = Parallel.map(found) { entry in
      CandidateIndex.hashes(of: entry.path, source: source)
    }
    candidates = zip(found, indexes).enumerated().map { id, pair in
      Candidate(
        id: id, path: pair.0.path, name: pair.0.name, directory: pair.0.directory,
        hashes: pair.1)
    }
  }

  /// Each directory once, at its first position, by its first name without `..`: gcc calls
  /// `/usr/lib/x86_64-linux-gnu` by a path through its own directory before it says so plainly.
  private static func distinct(
    _ directories: [Directory], source: any FileSource
  ) -> [Directory] {
    var positions: [FileIdentity: Int] = [:]
    var result: [Directory] = []
    for directory in directories {
      guard let identity = source.identity(of: directory.path) else { continue }
      if let position = positions[identity] {
        // A directory that the driver searches anyway stays its own, even when the user names it.
        if directory.kind == .toolchain { result[position].kind = .toolchain }
        if result[position].path.hasParentStep, !directory.path.hasParentStep {
          result[position].path = directory.path
        }
      } else {
        positions[identity] = result.count
        result.append(directory)
      }
    }
    return result
  }

  /// Which candidates define which of the wanted hashes, in the order of the candidates.
  func providers(of wanted: Set<UInt64>) -> [UInt64: [Int]] {
    guard !wanted.isEmpty else { return [:] }
    // One bit for each value of 12 bits of the hash turns nearly all names away.
    var filter = [Bool](repeating: false, count: 4096)
    for hash in wanted { filter[Int(hash >> 52)] = true }
    var result: [UInt64: [Int]] = [:]
    for candidate in candidates {
      for hash in candidate.hashes where filter[Int(hash >> 52)] && wanted.contains(hash) {
        if result[hash]?.last != candidate.id { result[hash, default: []].append(candidate.id) }
      }
    }
    return result
  }

  /// Debug, profiling, PIC and sanitizer builds of a library are never chosen by themselves.
  static func isVariant(_ name: ByteString) -> Bool {
    let endings: [ByteString] = [
      "_pic", "-pic", "_g", "_p", "_nonshared", "_debug", "-debug", "_dbg", "_prof",
      "_preinit",
    ]
    if endings.contains(where: { name.hasSuffix($0) }) { return true }
    let runtimes: [ByteString] = ["asan", "tsan", "ubsan", "lsan", "hwasan", "msan", "gcov"]
    return runtimes.contains(name) || name.hasPrefix("clang_rt.")
  }
}

extension ByteString {
  /// Whether a component of the path is `..`.
  fileprivate var hasParentStep: Bool { split(separator: 0x2f).contains("..") }
}
