internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// A call of a linker, in which the real one speaks first: a link that works is not touched.
struct LinkerCall {
  let name: ByteString
  /// The program that a launcher's line names.
  let given: ByteString?
  let words: [ByteString]
  let own: OwnFiles

  func run(_ given: EnvironmentBlock) -> Int32 {
    var environment = given
    let settings = WrapperSettings(environment)
    if let directory = own.linkersDirectory {
      environment["COMPILER_PATH"] = CompilerCall.without(directory, environment["COMPILER_PATH"])
    }
    guard let linker = linker(&environment, settings) else { return Complaint.notFound(name) }
    var words = linker.words + self.words
    if let inserted = environment[CompilerCall.insertedVariable] {
      environment[CompilerCall.insertedVariable] = nil
      words.removeAll { LinkerCall.isInserted($0, inserted) }
    }
    let hasFailed = environment[CompilerCall.failedVariable] != nil
    environment[CompilerCall.failedVariable] = nil
    if settings.looksAway || LinkerCall.asksOnly(words) {
      return Execution.replace(linker.path, words, environment)
    }
    if let unknown = settings.unknownMode {
      Complaint.say("warning: STATICLD is neither fix, check nor off: '\(unknown.forMessage)'")
    }
    return LinkAttempt(
      linker: linker.path, words: words, environment: environment, settings: settings,
      hasFailed: hasFailed
    ).run()
  }

  /// The real linker: the one that the driver named, or the next one in PATH.
  private func linker(
    _ environment: inout EnvironmentBlock, _ settings: WrapperSettings
  ) -> (path: ByteString, words: [ByteString])? {
    let search = own.search(environment)
    if let given { return search.find(given).map { ($0, []) } }
    if let path = namedLinker(&environment, search) { return (path, []) }
    if let words = settings.command(for: name), let path = search.find(words[0]) {
      return (path, Array(words.dropFirst()))
    }
    guard let path = search.find(name) else { return nil }
    own.mark(&environment, passing: path)
    return (path, [])
  }

  /// GCC passes a `-B` directory on as a library directory.
  private static func isInserted(_ word: ByteString, _ directory: ByteString) -> Bool {
    guard word.hasPrefix("-L" + directory) else { return false }
    return word.dropFirst(2 + directory.count).bytes.allSatisfy { $0 == UInt8(ascii: "/") }
  }

  /// The linker that the driver's call found out, or finds out now when the driver took another.
  private func namedLinker(
    _ environment: inout EnvironmentBlock, _ search: ExecutableSearch
  ) -> ByteString? {
    let named = environment[CompilerCall.linkerVariable]
    let driver = environment[CompilerCall.driverVariable]?.divided(at: UInt8(ascii: ":"))
    environment[CompilerCall.linkerVariable] = nil
    environment[CompilerCall.driverVariable] = nil
    guard let driver, driver.head != name else {
      return named.flatMap { search.find($0) }
    }
    return DriverLinker(
      driver: driver.tail, words: [], name: name, environment: environment
    ).path(search: search, cache: CacheDirectory(environment: environment))
  }

  /// The linker is asked about itself, and nothing is linked.
  private static func asksOnly(_ words: [ByteString]) -> Bool {
    words.contains { word in
      questions.contains(word) || word.hasPrefix("--help")
    }
  }

  private static let questions: WordList = [
    "-v", "-V", "--version", "-version", "-help", "--help", "--target-help", "--print-sysroot",
    "-print-sysroot",
  ]
}
