internal import ArgumentParser
internal import BuildWrapper
internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// The entry point of the `staticld` executable.
public enum StaticldMain {
  /// Runs the command that the process was started with.
  ///
  /// - Returns: the exit status: 0 done, 1 the answer is no, 2 usage or input error.
  public static func run() -> Int32 {
    // The compiler that takes over must not inherit what is set below.
    if let launched = launchedCommand() { return BuildWrapper.launch(launched) }
    // A reader that stops early, such as `head`, is no reason to die without a status.
    signal(SIGPIPE, SIG_IGN)
    BusError.explain()
    var words = rawArguments()
    if programName == LinkerHint.programName { return LinkerHint.run(words) }
    guard let name = words.first?.description else {
      return printHelp(of: Staticld.self, status: 2)
    }
    if name == "cc" { return explainLauncher(words) }
    if name == "python", words.count == 1 { return printHelp(of: PythonCommand.self, status: 2) }
    if name == "python", let second = words.dropFirst().first?.description,
      let command = PythonCommand.commands.first(where: { $0._commandName == second })
    {
      return run(command, Array(words.dropFirst(2)))
    }
    if Staticld.notThereYet.contains(name) {
      Diagnostics.standard.error("'staticld \(name)' is not there yet in version \(Version.text)")
      return 2
    }
    // Build scripts ask it of every link; the list of all commands takes longer than many an answer.
    if name == "check" { return run(CheckCommand.self, Array(words.dropFirst())) }
    guard let command = Staticld.commands.first(where: { $0._commandName == name }) else {
      return runPlain(words)
    }
    words.removeFirst()
    return run(command, words)
  }

  /// The command behind `staticld cc --`, where nothing but a compiler's words can stand.
  private static func launchedCommand() -> [ByteString]? {
    let words = rawArguments()
    guard words.first == "cc", words.count > 1, words[1] != "--help", words[1] != "-h" else {
      return nil
    }
    let command = words.dropFirst(words[1] == "--" ? 2 : 1)
    return command.isEmpty ? nil : Array(command)
  }

  private static func explainLauncher(_ words: [ByteString]) -> Int32 {
    let usage = """
      usage: staticld cc -- COMPILER ARGUMENTS…

      Runs a compiler driver, a linker or any other tool as staticld-cc and its like do: a link
      that fails for the order of its libraries, or for what its archives need, is put right.
      See staticld-cc(1).

      """
    if words.count > 1, words[1] == "--help" || words[1] == "-h" {
      Output.standard.write(usage)
      return 0
    }
    Diagnostics.standard.error("no command to run", hint: "staticld cc -- gcc -o app main.o")
    return 2
  }

  static func run<Command: LinkCommand>(
    _: Command.Type, _ words: [ByteString]
  ) -> Int32 {
    let divided = Command.divide(words)
    do {
      if divided.own.isEmpty, let status = try Command.runPlain(divided) { return status }
      var command = try Command.parse(divided.own)
      return try command.run(divided)
    } catch let failure as CommandFailure {
      Diagnostics.standard.error(failure.message, hint: failure.hint)
      return 2
    } catch {
      return report(error, of: Command.self)
    }
  }

  private static func runPlain(_ words: [ByteString]) -> Int32 {
    do {
      var command = try Staticld.parseAsRoot(words.map(\.description))
      try command.run()
      return 0
    } catch {
      return report(error, of: Staticld.self)
    }
  }

  private static func report(_ error: any Error, of command: any ParsableCommand.Type) -> Int32 {
    let text = command.fullMessage(for: error)
    if command.exitCode(for: error) == .success {
      Output.standard.write(text + "\n")
      return 0
    }
    Diagnostics.standard.raw(text + "\n")
    return 2
  }

  private static func printHelp(of command: any ParsableCommand.Type, status: Int32) -> Int32 {
    Diagnostics.standard.raw(command.helpMessage() + "\n")
    return status
  }

  /// The name by which the process was started: a link to the binary can make it another program.
  private static var programName: ByteString? {
    guard let word = CommandLine.unsafeArgv[0] else { return nil }
    return ByteString(UnsafeRawBufferPointer(start: word, count: strlen(word))).lastPathComponent
  }

  /// The words as the kernel gave them; Swift's own array of them replaces what is not UTF-8.
  private static func rawArguments() -> [ByteString] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      guard let word = CommandLine.unsafeArgv[index] else { return nil }
      return ByteString(UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }
}
