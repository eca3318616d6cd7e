internal import Glibc
package import ObjectFiles
internal import StaticLinkToolchain

/// The drop-in for a compiler driver, a linker and pkg-config: one program that is what it is
/// called by.
public enum BuildWrapper {
  /// Does what the name that this process was started by asks for.
  ///
  /// - Returns: the exit status; where the real tool takes over, this does not return.
  public static func run() -> Int32 {
    let words = ArgumentVector.ofProcess
    guard let called = words.first else { return 2 }
    return run(
      Role(programName: called.lastPathComponent), Array(words.dropFirst()), called: called)
  }

  /// The launcher form: a command that is run as a drop-in for its first word would run it.
  ///
  /// - Parameter words: the command, the program first.
  package static func launch(_ words: [ByteString]) -> Int32 {
    guard let program = words.first else { return 2 }
    let rest = Array(words.dropFirst())
    let name = program.lastPathComponent
    let role: Role =
      if ToolNames.isLauncher(name) || ToolNames.isCompiler(name) {
        .compiler(name: name, given: program)
      } else if ToolNames.isLinker(name) {
        .linker(name: name, given: program)
      } else {
        .tool(name: name, given: program)
      }
    return run(role, rest)
  }

  private static func run(
    _ role: Role, _ words: [ByteString], called: ByteString? = nil
  ) -> Int32 {
    let environment = EnvironmentBlock()
    let own = OwnFiles(environment: environment)
    switch role {
    case .compiler(let name, let given):
      let isAmongLinkers = called?.parentDirectory == own.linkersDirectory
      return CompilerCall(
        name: name, given: given, isAmongLinkers: isAmongLinkers, words: words, own: own
      ).run(environment)
    case .linker(let name, let given):
      return LinkerCall(name: name, given: given, words: words, own: own).run(environment)
    case .packages:
      return PackageCall(words: words, own: own).run(environment)
    case .tool(let name, let given):
      guard let path = own.search(environment).find(given ?? name) else {
        return Complaint.notFound(given ?? name)
      }
      return Execution.replace(path, words, environment)
    }
  }
}

/// What the program is, by the name that it was started by.
enum Role {
  /// `given` is the program that a launcher's line names.
  case compiler(name: ByteString, given: ByteString? = nil)
  case linker(name: ByteString, given: ByteString? = nil)
  case packages
  /// Anything else, as `gcc-ar`: the next one of that name is run.
  case tool(name: ByteString, given: ByteString? = nil)

  init(programName: ByteString) {
    let prefix: ByteString = "staticld-"
    let name = programName.hasPrefix(prefix) ? programName.dropFirst(prefix.count) : programName
    if name == "pkg-config" || name == "pkgconf" {
      self = .packages
    } else if ToolNames.isCompiler(name) {
      self = .compiler(name: name)
    } else if ToolNames.isLinker(name) {
      self = .linker(name: name)
    } else {
      self = .tool(name: name)
    }
  }
}
