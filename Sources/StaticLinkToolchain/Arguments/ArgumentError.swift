public import ObjectFiles

/// A line of link arguments that cannot be understood, or that the linker itself would refuse to
/// understand.
public enum ArgumentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line ends where the option's value should stand.
  case missingValue(option: ByteString)
  /// The value is not of the form that the option wants.
  case malformedValue(option: ByteString, value: ByteString, wanted: String)
  /// More response files than GCC reads, which happens when they name each other in a circle.
  case tooManyResponseFiles(last: ByteString)
  /// GCC refuses a directory after `@`, where it takes a missing file for a word.
  case responseFileIsDirectory(ByteString)
  /// The response file is there but cannot be read.
  case unreadableResponseFile(FileError)
  /// A file that has to be compiled before anything can be said about its link.
  case sourceFile(ByteString)

  /// One line for the user.
  public var description: String {
    switch self {
    case .missingValue(let option):
      "missing argument to '\(option.forMessage)'"
    case .malformedValue(let option, let value, let wanted):
      "'\(value.forMessage)' after '\(option.forMessage)' is not \(wanted)"
    case .tooManyResponseFiles(let last):
      "too many response files, the last is '@\(last.forMessage)': do they name each other?"
    case .responseFileIsDirectory(let path):
      "response file '@\(path.forMessage)' is a directory"
    case .unreadableResponseFile(let error):
      "cannot read response file '@\(error.path.forMessage)'"
    case .sourceFile(let path):
      "'\(path.forMessage)' is a source file: compile it first and give the object file"
    }
  }
}
