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
  /// GNU ld 2.40: "may not nest groups".
  case nestedGroup
  /// GNU ld 2.40: "group ended before it began".
  case groupEndWithoutStart
  /// The driver appends a group of its own, so an open one is a nested one.
  case unclosedGroup
  /// GNU ld 2.40: "no state pushed before popping".
  case popWithoutPush

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
    case .nestedGroup:
      "a group stands inside another: the linker does not nest --start-group"
    case .groupEndWithoutStart:
      "--end-group without a --start-group before it"
    case .unclosedGroup:
      "--start-group without an --end-group after it"
    case .popWithoutPush:
      "--pop-state without a --push-state before it"
    }
  }
}
