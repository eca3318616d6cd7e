public import ObjectFiles

/// A toolchain could not be asked, or its answer not understood.
public enum ProbeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The compiler driver is not there, or may not be executed.
  case commandNotFound(ByteString)
  /// The driver or the linker could not be run to its end.
  case process(ProcessError)
  /// The driver refused, with the first lines of what it said.
  case driverFailed(driver: ByteString, message: ByteString)
  /// The driver ran, but showed no command that links.
  case noLinkerCommand(driver: ByteString, message: ByteString)
  /// What the driver would run is nowhere.
  case linkerNotFound(name: ByteString, driver: ByteString)
  /// The linker that a line names is nowhere.
  case noSuchLinker(ByteString)
  /// A linker whose rules are not known here, with its banner.
  case unknownLinker(path: ByteString, banner: ByteString)
  /// The driver's own line for the linker makes no sense.
  case unreadableLine(driver: ByteString, ArgumentError)
  /// The placeholder that stands for the inputs has no place.
  case noTemporaryDirectory(FileError)

  /// What the user reads; further lines belong to the driver.
  public var description: String {
    switch self {
    case .commandNotFound(let command):
      "compiler driver '\(command.forMessage)' not found: name one with --cc or CC"
    case .process(let error):
      error.description
    case .driverFailed(let driver, let message):
      "\(driver.forMessage) failed when asked how it links:" + ProbeError.indented(message)
    case .noLinkerCommand(let driver, let message):
      "\(driver.forMessage) does not show how it links:" + ProbeError.indented(message)
    case .linkerNotFound(let name, let driver):
      "linker '\(name.forMessage)', which \(driver.forMessage) would run, not found"
    case .noSuchLinker(let name):
      "linker '\(name.forMessage)' not found"
    case .unknownLinker(let path, let banner):
      "\(path.forMessage) is none of GNU ld, gold, LLD and mold: it calls itself "
        + "'\(banner.forMessage)'"
    case .unreadableLine(let driver, let error):
      "cannot read the line that \(driver.forMessage) gives its linker: \(error)"
    case .noTemporaryDirectory(let error):
      "cannot create a temporary directory in \(error.path.forMessage)"
    }
  }

  static func indented(_ message: ByteString) -> String {
    message.split(separator: 0x0a).map { "\n  " + $0.forMessage }.joined()
  }

  /// The first lines that say anything, as many as help and no more.
  static func excerpt(of text: [UInt8]) -> ByteString {
    let lines = ByteString(text).split(separator: 0x0a).filter { !$0.isEmpty }.prefix(5)
    return ByteString(Array(lines.map(\.bytes).joined(separator: [0x0a])))
  }
}
