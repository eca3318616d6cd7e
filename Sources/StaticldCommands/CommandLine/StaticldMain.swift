internal import ArgumentParser
internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// The entry point of the `staticld` executable.
public enum StaticldMain {
  /// Runs the command that the process was started with.
  ///
  /// - Returns: the exit status: 0 done, 1 the answer is no, 2 usage or input error.
  public static func run() -> Int32 {
    // A reader that stops early, such as `head`, is no reason to die without a status.
    signal(SIGPIPE, SIG_IGN)
    var words = rawArguments()
    guard let name = words.first?.description else {
      return printHelp(of: Staticld.self, status: 2)
    }
    if Staticld.notThereYet.contains(name) {
      Diagnostics.standard.error("'staticld \(name)' is not there yet in version \(Version.text)")
      return 2
    }
    guard let command = Staticld.commands.first(where: { $0._commandName == name }) else {
      return runPlain(words)
    }
    words.removeFirst()
    return run(command, words)
  }

  private static func run<Command: LinkCommand>(
    _: Command.Type, _ words: [ByteString]
  ) -> Int32 {
    let divided =
      Command.takesNames
      ? CommandWords(words, interleaving: Command.ownOptions)
      : CommandWords(words, options: Command.ownOptions)
    do {
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

  /// The words as the kernel gave them; Swift's own array of them replaces what is not UTF-8.
  private static func rawArguments() -> [ByteString] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      guard let word = CommandLine.unsafeArgv[index] else { return nil }
      return ByteString(UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }
}
