internal import BuildWrapper
internal import ObjectFiles
internal import StaticLinkToolchain

/// The file that tells the wrapper what to run.
struct WrapperStore {
  let path: ByteString
  var entries: [ByteString: ByteString]
  private let environment: Environment

  /// - Throws: ``CommandFailure`` without a home directory, or when the file cannot be read.
  init(_ environment: Environment) throws(CommandFailure) {
    guard let path = WrapperFile.path(home: environment["HOME"], environment["XDG_CONFIG_HOME"])
    else { throw CommandFailure("neither HOME nor XDG_CONFIG_HOME says where to store it") }
    self.path = path
    self.environment = environment
    let files = SystemFiles()
    guard files.identity(of: path) != nil else {
      entries = [:]
      return
    }
    do {
      entries = WrapperFile.entries(in: try files.contents(of: path))
    } catch {
      throw CommandFailure("cannot read \(path.forMessage)")
    }
  }

  /// - Throws: ``CommandFailure`` for what the wrapper could not use.
  mutating func set(_ key: ByteString, _ value: ByteString) throws(CommandFailure) {
    guard !value.isEmpty, !value.bytes.contains(0x0a) else {
      throw CommandFailure("--\(key.description) wants something on one line")
    }
    switch key {
    case "mode":
      guard ["fix", "check", "off"].contains(value) else {
        throw CommandFailure(
          "'\(value.forMessage)' is no mode", hint: "known are fix, check and off")
      }
      entries[key] = value
    case "log", "save-dir":
      // Builds change their directory.
      let directory = SystemFiles().resolvedPath(".") ?? "."
      entries[key] = value.isAbsolutePath ? value : directory.appending(component: value)
    default:
      let search = ExecutableSearch(environment: environment)
      guard let program = ResponseWords.split(value.bytes).first, search.find(program) != nil else {
        throw CommandFailure("'\(value.forMessage)' is not found")
      }
      entries[key] = value
    }
  }

  func save() throws(CommandFailure) {
    CacheDirectory(path: path.parentDirectory).create()
    try Output(path: path).write(WrapperFile.text(of: entries))
  }
}
