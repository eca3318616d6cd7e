public import ObjectFiles

/// The link cannot be judged because an input of it cannot be had.
public enum LinkInputError: Error, Equatable, Sendable {
  case file(ObjectFileError)
  /// An input that a linker script names.
  indirect case inScript(ByteString, LinkInputError)
  /// `-lNAME` leads to nothing; `sharedOnly` names a shared object of that name, if there is one.
  case missingLibrary(name: ByteString, sharedOnly: ByteString?)
  /// A linker script whose inputs nest without end.
  case scriptsNestTooDeep(ByteString)
  /// A group that is not closed, or closed without being open.
  case unbalanced(String)

  /// An input of the line is not there, rather than damaged.
  var isAbsence: Bool {
    switch self {
    case .missingLibrary: return true
    case .file(let error):
      if case .file(let file) = error.problem { return file.cause.isAbsence }
      return false
    case .inScript, .scriptsNestTooDeep, .unbalanced: return false
    }
  }
}
