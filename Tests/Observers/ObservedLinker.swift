import Foundation

/// A linker that the tests ask what it does.
package enum ObservedLinker: String, CaseIterable, Sendable {
  case bfd, gold, lld21, lld14, mold

  package var program: String {
    switch self {
    case .bfd: "ld.bfd"
    case .gold: "ld.gold"
    case .lld21: "ld.lld"
    case .lld14: "ld.lld-14"
    case .mold: "ld.mold"
    }
  }

  /// Where the linker is, or nil where it is not installed.
  package var path: String? { Self.paths[self] }

  package static let installed = allCases.filter { $0.path != nil }

  /// What the linker calls itself on a driver's and on staticld's command line.
  package var family: String { isLLD ? "lld" : rawValue }

  /// Where an observed link of a directory puts what it makes.
  package func output(in directory: String) -> String { "\(directory)/out.\(rawValue)" }

  package var isLLD: Bool { self == .lld21 || self == .lld14 }

  /// Makes the linker tell all it does, the same way every time.
  ///
  /// One thread, because mold resolves in parallel; no limit on messages; names as they are in the
  /// object; the machine, which LLD would take from the first object only; each file and member as it enters the link (GNU ld names members only when asked
  /// twice).
  var options: [String] {
    switch self {
    case .bfd: ["-t", "-t", "--no-demangle"]
    case .gold: ["-t", "--no-demangle"]
    case .lld21, .lld14: ["-t", "--no-demangle", "--error-limit=0", "--threads=1", "-melf_x86_64"]
    case .mold: ["--no-demangle", "--thread-count=1"]
    }
  }

  private static let paths: [ObservedLinker: String] = {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    var found: [ObservedLinker: String] = [:]
    for linker in allCases {
      found[linker] = directories.map { "\($0)/\(linker.program)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    return found
  }()
}
