internal import BuildWrapper
internal import Glibc
internal import ObjectFiles
internal import Reports
internal import StaticLinkToolchain

/// A build that is captured, from its start to the manifest.
struct CaptureSession {
  private let directory: ByteString
  private let command: [ByteString]
  private let store: CaptureStore
  private let environment = Environment.current
  private let diagnostics = Diagnostics.standard

  init(directory: ByteString, command: [ByteString]) throws(CommandFailure) {
    FileCopy.makeDirectories(directory)
    guard let real = SystemFiles().resolvedPath(directory) else {
      throw CommandFailure(
        "cannot make \(directory.forMessage): \(String(cString: strerror(errno)))")
    }
    self.directory = real
    self.command = command
    store = CaptureStore(path: real.appending(component: ".capture"))
  }

  /// - Returns: the build's own status; where a signal ended it, this process ends by that.
  func run(_ kinds: Set<CapturedLink.Kind>) throws(CommandFailure) -> Int32 {
    FileCopy.removeTree(store.path)
    var manifest = CaptureManifest(command: command, directory: directory)
    // Should we be killed, this is what is left.
    try write(manifest)
    let outcome = try build(kinds)
    guard
      let assembly = CaptureAssembly(
        store: store, directory: directory, environment: environment)
    else { throw CommandFailure("there is no ar in PATH") }
    (manifest.libraries, manifest.problems) = assembly.run(kinds)
    manifest.digests = digests(of: manifest.libraries)
    FileCopy.removeTree(store.path)
    manifest.status = outcome.status
    manifest.state =
      outcome.interruption != nil ? .interrupted : outcome.status == 0 ? .finished : .failed
    try write(manifest)
    say(manifest)
    if case .signalled(let number) = outcome.ending {
      signal(number, SIG_DFL)
      kill(getpid(), number)
    }
    return outcome.status
  }

  private struct Outcome {
    var ending: CapturedBuild.Ending
    var interruption: Int32?

    var status: Int32 {
      switch ending {
      case .exited(let code): code
      case .signalled(let number): 128 + number
      }
    }
  }

  private func build(_ kinds: Set<CapturedLink.Kind>) throws(CommandFailure) -> Outcome {
    do throws(CapturedBuild.Failure) {
      let (ending, interruption) = try CapturedBuild(store: store, kinds: kinds).run(command)
      if case .signalled(let number) = ending {
        return Outcome(ending: ending, interruption: interruption ?? number)
      }
      return Outcome(ending: ending, interruption: interruption)
    } catch {
      FileCopy.removeTree(store.path)
      switch error {
      case .notInstalled:
        throw CommandFailure(
          "the drop-in for compilers is not beside this program",
          hint: "make build lays it out in .build/staticld, make install where it belongs")
      case .notFound(let name): throw CommandFailure("'\(name.forMessage)' is not found in PATH")
      case .cannotStart(let path, let code):
        throw CommandFailure(
          "cannot run \(path.forMessage): \(String(cString: strerror(code)))")
      }
    }
  }

  private func write(_ manifest: CaptureManifest) throws(CommandFailure) {
    try Output(path: directory.appending(component: "manifest.json")).write(
      manifest.json.document())
  }

  /// By coreutils' sha256sum; empty where there is none.
  private func digests(of libraries: [CapturedLibrary]) -> [ByteString: String] {
    guard !libraries.isEmpty,
      let tool = ExecutableSearch(environment: environment).find("sha256sum"),
      // -z: names as they are, a NUL behind each line.
      let outcome = try? ChildProcess(
        tool, ["-z", "--"] + libraries.map(\.archive), environment: environment, timeout: 600
      ).run()
    else { return [:] }
    var digests: [ByteString: String] = [:]
    for line in ByteString(outcome.output).split(separator: 0) where line.count > 66 {
      digests[line.dropFirst(66)] = ByteString(line.bytes.prefix(64)).description
    }
    return digests
  }

  private func say(_ manifest: CaptureManifest) {
    for problem in manifest.problems {
      diagnostics.raw(
        "staticld: warning: \(problem.output.forMessage) is not captured: \(problem.text)\n")
    }
    let counts = [CapturedLibrary.Kind.module, .library, .executable].compactMap { kind in
      let count = manifest.libraries.filter { $0.kind == kind }.count
      return count == 0 ? nil : "\(count) \(count == 1 ? kind.rawValue : kind.plural)"
    }
    let what = counts.isEmpty ? "no link" : counts.joined(separator: ", ")
    let state = manifest.state == .finished ? "" : " (the build \(manifest.state.text))"
    diagnostics.raw("staticld: captured \(what) in \(directory.forMessage)\(state)\n")
  }
}

extension CapturedLibrary.Kind {
  fileprivate var plural: String { self == .library ? "libraries" : rawValue + "s" }
}
