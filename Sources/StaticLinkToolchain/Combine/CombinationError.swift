public import ObjectFiles
public import StaticLink

/// Objects and archives could not be combined.
public enum CombinationError: Error, Sendable, CustomStringConvertible {
  /// What stands in the way of it in the inputs, or in what is asked of them.
  case refused([Finding])
  /// The linker does not make one object of the inputs, in its own words.
  case linkFailed(linker: ByteString, message: ByteString)
  /// An input that is not there or damaged; the place has the member and its offset.
  case unreadable(Finding)
  /// The driver could not be asked.
  case driver(ProbeError)
  /// A tool that is not there.
  case toolNotFound(name: ByteString, driver: ByteString)
  /// A tool that cannot do what is wanted of it.
  case unsuitableTool(path: ByteString, lacks: String)
  /// A tool could not be run to its end.
  case process(ProcessError)
  /// A tool failed with these words.
  case toolFailed(path: ByteString, message: ByteString)
  /// A tool said that all was well and left something else than it was told to.
  case wrongResult(path: ByteString, symbol: ByteString)
  /// A temporary or the resulting file.
  case file(FileError)

  /// What the user reads; further lines belong to a tool.
  public var description: String {
    switch self {
    case .refused(let findings):
      findings.first?.message ?? "nothing to combine"
    case .linkFailed(let linker, let message):
      "\(linker.forMessage) -r fails:" + ProbeError.indented(message)
    case .unreadable(let finding):
      finding.message
    case .driver(let error):
      error.description
    case .toolNotFound(let name, let driver):
      "'\(name.forMessage)', which \(driver.forMessage) would run, not found"
    case .unsuitableTool(let path, let lacks):
      "\(path.forMessage) cannot be used: \(lacks)"
    case .process(let error):
      error.description
    case .toolFailed(let path, let message):
      "\(path.forMessage) failed:" + ProbeError.indented(message)
    case .wrongResult(let path, let symbol):
      "\(path.forMessage) did not do with '\(symbol.forMessage)' what it was told to"
    case .file(let error):
      "\(error.operation == .write ? "cannot write" : "cannot read") "
        + "\(error.path.forMessage): \(error.cause)"
    }
  }
}
