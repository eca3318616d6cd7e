public import ObjectFiles

/// Why no static Python could be built.
public enum PythonDistributionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is in the way of the result.
  case occupied(ByteString)
  /// A tree that is not the source of a Python that is wanted.
  case source(ByteString, String)
  /// The source package cannot be had.
  case fetch(String, log: ByteString)
  /// A program that is needed.
  case noProgram(ByteString, package: String)
  /// A library without which there is no Python worth having.
  case library(String, reason: String)
  /// A step that failed; the end of what it said.
  case step(String, log: ByteString, text: String)
  case file(FileError)
  case installation(PythonInstallationError)

  /// For the user; the text of a failed step has lines of its own.
  public var description: String {
    switch self {
    case .occupied(let path):
      "\(path.forMessage) is there and was not made by this command: it is left alone"
    case .source(let path, let text): "\(path.forMessage): \(text)"
    case .fetch(let text, let log): "\(text), see \(log.forMessage)"
    case .noProgram(let name, let package):
      "there is no \(name.forMessage) (Debian's package \(package))"
    case .library(let module, let reason): "no Python without \(module): \(reason)"
    case .step(let name, let log, let text): "\(name) failed, see \(log.forMessage)\n\(text)"
    case .file(let error): "\(error.path.forMessage): \(error.cause)"
    case .installation(let error): error.description
    }
  }
}
