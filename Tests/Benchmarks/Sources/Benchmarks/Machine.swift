import Glibc
import ObjectFiles
import StaticLink
import StaticLinkToolchain

/// What every measurement needs to know of this machine.
struct Machine {
  let options: Options
  let workplace: Workplace
  let toolchain: Toolchain
  /// Every archive of the default search directories, each once.
  let archives: [ByteString]

  init(_ options: Options) throws {
    self.options = options
    workplace = try Workplace()
    do throws(ProbeError) {
      toolchain = try ToolchainProbe.run(Machine.request)
    } catch {
      throw BenchmarkError.setUp(error.description)
    }
    let files = SystemFiles()
    var archives: [ByteString] = []
    var seen: Set<FileIdentity> = []
    for directory in toolchain.libraryDirectories {
      guard let identity = files.identity(of: directory), seen.insert(identity).inserted else {
        continue
      }
      archives += files.names(in: directory)
        .filter { $0.hasPrefix("lib") && $0.hasSuffix(".a") }
        .map { directory.appending(component: $0) }
    }
    self.archives = archives
  }

  static let request = ProbeRequest(command: "gcc", environment: .current)

  /// The release binary with these arguments.
  func staticld(_ arguments: [String]) throws -> Command {
    guard access(options.staticld, X_OK) == 0 else {
      throw BenchmarkError.setUp(
        "no executable \(options.staticld): run make build in the main package")
    }
    return Command([options.staticld] + arguments)
  }

  /// The drop-in for a compiler with these arguments.
  func dropIn(_ name: String, _ arguments: [String]) throws -> Command {
    let path = options.prefix + "/bin/staticld-" + name
    guard access(path, X_OK) == 0 else {
      throw BenchmarkError.setUp("no executable \(path): run make build in the main package")
    }
    return Command([path] + arguments)
  }

  /// An object with a reference that nobody on the machine satisfies.
  func objectWantingNothingThatExists() throws -> String {
    try workplace.compile(
      "extern int staticld_benchmark_nobody_defines_this(void);\n"
        + "int main(void) { return staticld_benchmark_nobody_defines_this(); }\n",
      to: "unserved.o")
  }

  var description: String {
    "\(archives.count) archives in the default search directories of \(toolchain.driver); "
      + "\(options.runs) runs in turns, medians"
  }
}
