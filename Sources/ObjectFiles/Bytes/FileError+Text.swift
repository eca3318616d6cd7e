internal import Glibc

extension FileError.Cause: CustomStringConvertible {
  /// The system's own words, where it is the system that refused.
  public var description: String {
    switch self {
    case .system(let code): String(cString: strerror(code))
    case .shrank: "became shorter while it was read"
    case .notAFile(let kind): "is a \(kind), not a file"
    }
  }

  /// Whether nothing is there.
  public var isAbsence: Bool { self == .system(ENOENT) || self == .system(ENOTDIR) }
}
