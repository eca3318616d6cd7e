internal import Glibc
package import ObjectFiles
package import StaticLinkToolchain

/// A build that runs with the drop-in in the place of its compilers and linkers.
package struct CapturedBuild {
  private let store: CaptureStore
  private let kinds: Set<CapturedLink.Kind>
  private let environment: EnvironmentBlock
  private let own: OwnFiles

  /// How the build ended.
  package enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Why no build ran.
  package enum Failure: Error {
    /// The drop-in is not where `make install` puts it.
    case notInstalled
    case notFound(ByteString)
    case cannotStart(ByteString, Int32)
  }

  /// - Parameters:
  ///   - store: where links are to be kept.
  ///   - kinds: those that are.
  package init(store: CaptureStore, kinds: Set<CapturedLink.Kind>) {
    self.store = store
    self.kinds = kinds
    environment = EnvironmentBlock()
    own = OwnFiles(environment: environment)
  }

  /// Runs a command to its end, with all streams as they are.
  ///
  /// A signal that ends builds is passed on, and we wait for the build's own end.
  ///
  /// - Returns: how it ended, and the signal that interrupted it.
  package func run(
    _ command: [ByteString]
  ) throws(Failure) -> (ending: Ending, interruption: Int32?) {
    guard let linkers = own.linkersDirectory else { throw .notInstalled }
    let wrapper = linkers.appending(component: "staticld-cc")
    var variables = environment
    let names = nameTools(wrapper)
    place(wrapper, names, into: &variables)
    guard let name = command.first else { throw .notFound("") }
    guard let program = ExecutableSearch(path: variables["PATH"], avoiding: []).find(name) else {
      throw .notFound(name)
    }
    let outcome = Execution.run(program, Array(command.dropFirst()), variables)
    switch outcome.end {
    case .exited(let code): return (.exited(code), outcome.interruption)
    case .signalled(let number): return (.signalled(number), outcome.interruption)
    case .notStarted(let code): throw .cannotStart(program, code)
    }
  }

  private var binDirectory: ByteString { store.path.appending(component: "bin") }

  /// A link to the drop-in for every compiler and linker in PATH, by its own name.
  private func nameTools(_ wrapper: ByteString) -> Set<ByteString> {
    CacheDirectory(path: binDirectory).create()
    let files = SystemFiles()
    var names: Set<ByteString> = []
    for directory in (environment["PATH"] ?? "/bin:/usr/bin").split(separator: UInt8(ascii: ":"))
    where directory.isAbsolutePath {
      for name in files.names(in: directory) where ToolNames.isCompiler(name) || isLinker(name) {
        names.insert(name)
      }
    }
    for name in names { link(name, to: wrapper) }
    return names
  }

  @discardableResult
  private func link(_ name: ByteString, to wrapper: ByteString) -> ByteString {
    let link = binDirectory.appending(component: name)
    _ = wrapper.withCString { target in link.withCString { symlink(target, $0) } }
    return link
  }

  /// `collect2` and `real-ld` are looked for by GCC, which has our linker already.
  private func isLinker(_ name: ByteString) -> Bool {
    ToolNames.isLinker(name) && name != "collect2" && name != "real-ld"
  }

  /// The variables that builds take their tools from: what they named is what the drop-in runs.
  private func place(
    _ wrapper: ByteString, _ names: Set<ByteString>, into variables: inout EnvironmentBlock
  ) {
    for (variable, setting, name) in CapturedBuild.tools {
      if let given = variables.nonEmpty(variable) {
        if variables.nonEmpty(setting) == nil { variables[setting] = given }
      } else if !names.contains(name) {
        continue
      }
      variables[variable] = link("staticld-" + name, to: wrapper)
    }
    variables["PATH"] = binDirectory + ":" + (environment["PATH"] ?? "/bin:/usr/bin")
    variables[WrapperSettings.captureVariable] = store.path
    variables[WrapperSettings.capturedKindsVariable] = CapturedLink.Kind.letters(of: kinds)
    // A build that fails is not to be helped to another result.
    if variables.nonEmpty("STATICLD") == nil { variables["STATICLD"] = "off" }
  }

  private static let tools: [(variable: ByteString, setting: ByteString, name: ByteString)] = [
    ("CC", "STATICLD_CC", "cc"), ("CXX", "STATICLD_CXX", "c++"),
    ("FC", "STATICLD_FC", "gfortran"), ("LD", "STATICLD_LD", "ld"),
  ]
}
