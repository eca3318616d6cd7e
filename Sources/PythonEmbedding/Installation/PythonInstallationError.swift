public import ObjectFiles

/// Why a Python cannot be linked statically.
public enum PythonInstallationError: Error, Equatable, Sendable, CustomStringConvertible {
  case notFound(ByteString)
  /// The interpreter cannot be asked; its own words.
  case interpreter(ByteString, String)
  /// An interpreter for which there is no static library; where it was looked for.
  case noLibrary(interpreter: ByteString, places: [ByteString])
  /// A part that should be there.
  case missing(part: ByteString, of: ByteString)
  /// Two parts of different versions.
  case mismatch(ByteString, String, ByteString, String)
  case unsupported(ByteString, String)
  case unreadable(ByteString, String)

  /// One line for the user.
  public var description: String {
    switch self {
    case .notFound(let path): "no Python '\(path.forMessage)'"
    case .interpreter(let path, let text): "\(path.forMessage): \(text)"
    case .noLibrary(let interpreter, let places):
      "\(interpreter.forMessage) has no static library: there is no "
        + places.map(\.forMessage).joined(separator: " and no ")
    case .missing(let part, let whole):
      "\(whole.forMessage): '\(part.forMessage)' is not there"
    case .mismatch(let one, let version, let other, let otherVersion):
      "\(one.forMessage) is of Python \(version), but \(other.forMessage) is of \(otherVersion)"
    case .unsupported(let path, let version):
      "\(path.forMessage) is of Python \(version); 3.11, 3.12 and 3.13 can be embedded"
    case .unreadable(let path, let text): "\(path.forMessage): \(text)"
    }
  }
}
