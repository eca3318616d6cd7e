import Glibc
public import ObjectFiles

/// A program could not be run to its end.
public struct ProcessError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Why it could not.
  public enum Cause: Error, Equatable, Sendable {
    /// The system refused to start it, with this `errno`.
    case cannotStart(Int32)
    /// It was killed after this many seconds.
    case timedOut(Int)
    /// It was killed because it wrote without end.
    case tooMuchOutput
    /// An argument or variable contains a NUL byte, which no program can be given.
    case containsNUL
  }

  /// The program.
  public var path: ByteString
  /// Why it could not.
  public var cause: Cause

  /// Says which program and why.
  public init(path: ByteString, cause: Cause) {
    self.path = path
    self.cause = cause
  }

  /// One line for the user.
  public var description: String {
    switch cause {
    case .cannotStart(let code): "cannot run \(path.forMessage): \(systemMessage(code))"
    case .timedOut(let seconds): "\(path.forMessage) did not finish within \(seconds) seconds"
    case .tooMuchOutput: "\(path.forMessage) wrote more than anyone could read"
    case .containsNUL: "cannot run \(path.forMessage): an argument contains a NUL byte"
    }
  }
}

/// The system's text for an `errno`.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}
