internal import Glibc
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A call of a compiler driver: the real one is run, and where it is going to link, it finds this
/// program in the place of its linker.
struct CompilerCall {
  let name: ByteString
  /// The program that a launcher's line names.
  let given: ByteString?
  /// Whether the program was started by its name in the directory of the linkers.
  var isAmongLinkers = false
  let words: [ByteString]
  let own: OwnFiles

  /// Tells the linker's role which linker the driver would have run.
  static let linkerVariable: ByteString = "STATICLD_REAL_LINKER"
  /// Tells it the name by which that was asked for and the driver, `ld:/usr/bin/gcc`: a driver may
  /// run another one by default than the `ld` that it is asked for (Swift's clang runs `ld.gold`).
  static let driverVariable: ByteString = "STATICLD_DRIVER"
  /// Tells it which directory a `-B` of ours added to the line.
  static let insertedVariable: ByteString = "STATICLD_INSERTED"
  /// Tells it that the link has failed already, without it.
  static let failedVariable: ByteString = "STATICLD_FAILED"

  func run(_ given: EnvironmentBlock) -> Int32 {
    var environment = given
    let settings = WrapperSettings(environment)
    guard let command = command(settings, environment) else { return Complaint.notFound(name) }
    own.mark(&environment, passing: command.path)
    var words = command.words + self.words
    if !settings.looksAway, case .links(let generatesCode) = LinkQuestion.answer(words) {
      if !generatesCode, mayGoUnseen(settings, environment) {
        let alone = HeldRun(command.path, words, environment)
        if alone.isLastWord {
          alone.replay()
          return alone.status.exitStatus
        }
        environment[CompilerCall.failedVariable] = "1"
      }
      hook(command.path, &words, &environment)
    }
    return Execution.replace(command.path, words, environment)
  }

  /// Whether only a link that fails is of interest: then the driver is left alone at first, and one
  /// process of ours is enough for a link that works.
  ///
  /// On a terminal drivers write in colours, which they would not on a pipe.
  private func mayGoUnseen(_ settings: WrapperSettings, _ environment: EnvironmentBlock) -> Bool {
    settings.asksForFailuresOnly && environment[CompilerCall.linkerVariable] == nil
      && isatty(STDERR_FILENO) == 0
  }

  /// The real tool's path, with the words that belong to its command.
  private func command(
    _ settings: WrapperSettings, _ environment: EnvironmentBlock
  ) -> (path: ByteString, words: [ByteString])? {
    let search = own.search(environment)
    if let given { return search.find(given).map { ($0, []) } }
    if let words = settings.command(for: name), let path = search.find(words[0]) {
      return (path, Array(words.dropFirst()))
    }
    if let brought = clangOfCaller(search) { return (brought, []) }
    return search.find(name).map { ($0, []) }
  }

  /// For `swiftc -tools-directory`, which takes the clang of that directory for the one beside it.
  private func clangOfCaller(_ search: ExecutableSearch) -> ByteString? {
    guard name == "clang", isAmongLinkers,
      let caller = SystemFiles().resolvedPath(ByteString("/proc/\(getppid())/exe"))
    else { return nil }
    return search.find(caller.parentDirectory.appending(component: name))
  }

  /// Puts this program where the driver looks for its linker.
  ///
  /// `-B` beats `COMPILER_PATH` (GCC manual, "Environment Variables"), but it shows on the linker's
  /// line and in what CMake records, so it is added only where the line has one already.
  private func hook(
    _ driver: ByteString, _ words: inout [ByteString], _ environment: inout EnvironmentBlock
  ) {
    guard let directory = own.linkersDirectory else { return }
    let choice = LinkerChoice(words)
    environment["COMPILER_PATH"] = CompilerCall.without(directory, environment["COMPILER_PATH"])
    let search = own.search(environment)
    let linker: ByteString?
    if let path = choice.path {
      linker = search.find(path)
    } else {
      linker = DriverLinker(
        driver: driver, words: words, name: choice.name, environment: environment
      ).path(search: search, cache: CacheDirectory(environment: environment))
    }
    guard let linker else { return }
    environment[CompilerCall.linkerVariable] = linker
    if choice.path == nil {
      environment[CompilerCall.driverVariable] = choice.name + ":" + driver
    }
    let rest = environment.nonEmpty("COMPILER_PATH").map { ":" + $0 } ?? ""
    environment["COMPILER_PATH"] = directory + rest
    if choice.path != nil {
      words.append("--ld-path=" + directory.appending(component: "ld"))
    } else if choice.hasDirectory {
      words.insert("-B" + directory + "/", at: 0)
      environment[CompilerCall.insertedVariable] = directory
    }
  }

  /// A search path without one directory; `nil` when nothing is left.
  static func without(_ directory: ByteString, _ path: ByteString?) -> ByteString? {
    guard let path, !path.isEmpty else { return path }
    let kept = path.split(separator: UInt8(ascii: ":")).filter {
      $0 != directory && $0 != directory + "/"
    }
    return kept.isEmpty
      ? nil : ByteString(Array(kept.map(\.bytes).joined(separator: [UInt8(ascii: ":")])))
  }
}

/// Which linker the words of a driver's line ask for.
struct LinkerChoice {
  /// What the driver looks for.
  private(set) var name: ByteString = "ld"
  /// A linker given by its path, for which no driver looks (clang).
  private(set) var path: ByteString?
  /// Whether the line has a `-B`.
  private(set) var hasDirectory = false

  init(_ words: [ByteString]) {
    for word in words where word.bytes.first == UInt8(ascii: "-") {
      if word.hasPrefix("-fuse-ld=") {
        let value = word.dropFirst("-fuse-ld=".utf8.count)
        // clang takes a path here, too; GCC 12 only the names.
        if value.isAbsolutePath {
          path = value
        } else if value == "ld" {
          name = "ld"
        } else {
          name = "ld." + value
        }
      } else if word.hasPrefix("--ld-path=") {
        path = word.dropFirst("--ld-path=".utf8.count)
      } else if word.hasPrefix("-B") {
        hasDirectory = true
      }
    }
  }
}
