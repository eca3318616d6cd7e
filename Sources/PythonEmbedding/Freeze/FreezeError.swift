public import ObjectFiles

/// Why nothing was frozen.
public enum FreezeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The interpreter cannot run, or could not do it; its own words.
  case interpreter(ByteString, String)
  /// An input that is none, in the script's words.
  case refused(String)
  case file(FileError)

  /// One line for the user.
  public var description: String {
    switch self {
    case .interpreter(let path, let text): "\(path.forMessage): \(text)"
    case .refused(let text): text
    case .file(let error): "\(error.path.forMessage): \(error.cause)"
    }
  }
}
