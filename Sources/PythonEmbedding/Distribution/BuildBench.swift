internal import ObjectFiles
internal import StaticLinkToolchain

/// A directory in which steps run one after another, each with a log, and are not done twice.
struct BuildBench: Sendable {
  let work: ByteString
  let environment: Environment
  private let runner: ByteString?
  private let search: ExecutableSearch

  /// - Parameter work: an absolute path.
  init(work: ByteString, environment: Environment) throws(PythonDistributionError) {
    self.work = work
    search = ExecutableSearch(environment: environment)
    runner = search.find("setpriv")
    var settled = environment
    // A make around this one, and settings of another Python, are not meant.
    for name in environment.names
    where name.hasPrefix("PYTHON") || ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"].contains(name) {
      settled[name] = nil
    }
    settled["LC_ALL"] = "C"
    self.environment = settled
    for name: ByteString in ["logs", "stamps"] {
      FileCopy.makeDirectories(work.appending(component: name))
    }
    // Where directories cannot be made, this tells why.
    do throws(FileError) { try stamp("begun").write([]) } catch { throw .file(error) }
  }

  func log(_ step: ByteString) -> ByteString {
    work.appending(component: "logs").appending(component: step + ".log")
  }

  /// Whether a step was done with the same key.
  func isDone(_ step: ByteString, key: [ByteString]) -> Bool {
    BuildBench.contents(stamp(step)) == BuildBench.text(key)
  }

  func setDone(_ step: ByteString, key: [ByteString]) throws(PythonDistributionError) {
    do throws(FileError) { try stamp(step).write(BuildBench.text(key)) } catch {
      throw .file(error)
    }
  }

  func forget(_ step: ByteString) { FileCopy.remove(stamp(step)) }

  func program(_ name: ByteString, package: String) throws(PythonDistributionError) -> ByteString {
    guard let path = search.find(name) else { throw .noProgram(name, package: package) }
    return path
  }

  /// Runs a program; what it says is in the step's log, behind what is there.
  ///
  /// - Returns: whether it succeeded.
  func run(
    _ step: ByteString, _ words: [ByteString], in directory: ByteString? = nil
  ) throws(PythonDistributionError) -> Bool {
    let script: ByteString = "exec >>\"$0\" 2>&1; echo \"+ $*\"; exec \"$@\""
    // Its own process group keeps an interrupt from reaching it: it must not outlive us.
    let guarding: [ByteString] = runner.map { [$0, "--pdeathsig", "TERM"] } ?? []
    let shell = ChildProcess(
      "/bin/sh", ["-c", script, log(step)] + guarding + words, environment: environment,
      workingDirectory: directory ?? work, timeout: 4 * 3600)
    do throws(ProcessError) { return try shell.run().status.isSuccess } catch {
      throw .step(step.description, log: log(step), text: error.description)
    }
  }

  /// Runs a program that has to succeed.
  func mustRun(
    _ step: ByteString, _ words: [ByteString], in directory: ByteString? = nil
  ) throws(PythonDistributionError) {
    guard try run(step, words, in: directory) else { throw failure(step) }
  }

  /// What a user sees of a step that failed.
  func failure(_ step: ByteString) -> PythonDistributionError {
    let said = BuildBench.contents(log(step)) ?? []
    let lines = ByteString(said.suffix(4000)).split(separator: 0x0a).suffix(12)
    return .step(
      step.description, log: log(step), text: lines.map(\.forMessage).joined(separator: "\n"))
  }

  /// The bytes of a file; `nil` where there is none.
  static func contents(_ path: ByteString) -> [UInt8]? {
    try? SystemFiles().contents(of: path)
  }

  private func stamp(_ step: ByteString) -> ByteString {
    work.appending(component: "stamps").appending(component: step)
  }

  private static func text(_ key: [ByteString]) -> [UInt8] { key.flatMap { $0.bytes + [0x0a] } }
}
