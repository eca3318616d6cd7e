public import ObjectFiles
public import StaticLink

/// Has `llvm-nm` read bitcode: the one beside the linker, beside the driver, or in PATH.
///
/// A tool reads the bitcode of its own LLVM and of older ones, so each is tried until one answers.
public struct LLVMSymbolReader: BitcodeReader {
  private let toolchain: Toolchain
  private let environment: Environment

  public init(toolchain: Toolchain, environment: Environment) {
    self.toolchain = toolchain
    self.environment = environment
  }

  /// Looked for when a file needs them, which nearly none does.
  private var tools: [ByteString] {
    let search = ExecutableSearch(environment: environment)
    let files = SystemFiles()
    var tools: [ByteString] = []
    for program in [toolchain.linker.path, toolchain.driver] where !program.isEmpty {
      for path in [program, files.resolvedPath(program) ?? program] {
        let tool = path.parentDirectory.appending(component: "llvm-nm")
        if let found = search.find(tool) { tools.append(found) }
      }
    }
    if let found = search.find("llvm-nm") { tools.append(found) }
    var seen: Set<ByteString> = []
    return tools.filter { seen.insert(files.resolvedPath($0) ?? $0).inserted }
  }

  /// The symbols that the first tool which understands the file tells of it.
  public func listing(of path: ByteString) -> BitcodeListing? {
    // A path that begins with a dash would be an option.
    let name = path.hasPrefix("-") ? "./" + path : path
    var environment = environment
    environment["LC_ALL"] = "C"
    for tool in tools {
      let words: [ByteString] = ["--format=posix", "--no-sort", "--quiet", name]
      let outcome = try? ChildProcess(tool, words, environment: environment).run()
      if let outcome, outcome.status.isSuccess { return BitcodeListing(posix: outcome.output) }
    }
    return nil
  }
}
