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
}
