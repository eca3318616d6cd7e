internal import Glibc
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `python build`.
struct PythonBuildSession {
  private let options: PythonBuildCommand
  private let archives: [ByteString]
  private let wheels: [ByteString]
  private let output: ByteString
  private let machine: MachineSession
  private let diagnostics = Diagnostics.standard

  init(
    options: PythonBuildCommand, archives: [ByteString], output: ByteString
  ) throws(CommandFailure) {
    self.options = options
    // `--wheel wheels/*.whl` is one word for the option and the rest by themselves.
    self.archives = archives.filter { !$0.hasSuffix(".whl") }
    wheels = archives.filter { $0.hasSuffix(".whl") }
    self.output = output
    machine = try MachineSession(options.toolchain)
  }

  /// - Returns: the exit status.
  func run() throws(CommandFailure) -> Int32 {
    if let work = options.work.map({ ByteString($0) }) {
      FileCopy.makeDirectories(work)
      guard let directory = machine.files.resolvedPath(work) else {
        throw CommandFailure(
          "cannot make \(work.forMessage): \(String(cString: strerror(errno)))")
      }
      return try run(in: directory)
    }
    let directory: TemporaryDirectory
    do throws(FileError) {
      directory = try TemporaryDirectory(environment: machine.environment)
    } catch {
      throw CommandFailure("\(error.path.forMessage): \(error.cause)")
    }
    return try run(in: directory.path)
  }

  private func run(in work: ByteString) throws(CommandFailure) -> Int32 {
    let entry = try entry
    let python = try options.packages.installation(machine.environment)
    step("Python \(python.version.text): \(python.library.forMessage)")
    var captured = CapturedModules()
    for path in options.manifest { try captured.read(ByteString(path)) }
    try captured.add(archives)
    captured.exclude(options.packages.exclude)

    let bench = PythonBuildBench(machine: machine, work: work, python: python)
    let frozen = try freeze(python, captured, bench)
    guard try captured.serve(frozen, python: python, diagnostics) else { return 1 }
    let modules = try bench.combine(captured.modules, step)
    step("compiling")
    let objects = try bench.compile(
      frozen, modules: modules, entry: entry, hasSources: options.packages.sources)
    let link = PythonLink(
      options: options, machine: machine, python: python, objects: objects,
      archives: modules.map(\.archive) + captured.needed)
    guard try link.run(output: output, step) else {
      for (library, module) in captured.onlyShared {
        step(
          "note: module '\(module.forMessage)' was linked with \(library.forMessage); no static library lies "
            + "beside it")
      }
      return 1
    }
    let text = FreezeText(frozen, isVerbose: options.verbose)
    text.leftOut.forEach(step)
    if options.verbose {
      for gap in python.leftOut { step("not in this Python: \(gap.module): \(gap.reason)") }
    }
    step(
      "\(output.forMessage): \(text.counts), extension modules: \(modules.count), and "
        + "\(python.builtinModules.count) of Python itself")
    return 0
  }

  private func freeze(
    _ python: PythonInstallation, _ captured: CapturedModules, _ bench: PythonBuildBench
  ) throws(CommandFailure) -> FreezeReport {
    var request = try options.packages.request(python)
    request.builtins =
      python.builtinModules + captured.modules.map(\.name.description) + ["_staticld"]
    if let script = options.script {
      request.ownModules.append(
        .init(name: try PythonBuildSession.moduleName(script), path: ByteString(script)))
    } else if let module = options.entry?.split(separator: ":").first?.split(separator: ".").first {
      request.packages.append(String(module))
    }
    step("freezing modules")
    let report = try bench.freeze(request)
    try FreezeText.check(report)
    return report
  }

  private var entry: ProgramSource.Entry {
    get throws(CommandFailure) {
      if let script = options.script { return .call(try PythonBuildSession.moduleName(script)) }
      guard let entry = options.entry else { return .interpreter }
      guard
        entry.utf8.allSatisfy({ byte in
          byte >= 0x80 || InitTable.isNameByte(byte) || byte == UInt8(ascii: ":")
        }), !entry.isEmpty
      else { throw CommandFailure("--entry '\(entry)': module:function is wanted") }
      return .call(entry)
    }
  }

  /// `my_tool` of `tools/my-tool.py`.
  private static func moduleName(_ script: String) throws(CommandFailure) -> String {
    var stem = ByteString(script).lastPathComponent
    if stem.hasSuffix(".py") { stem = stem.dropLast(3) }
    let bytes = stem.bytes.map { InitTable.isNameByte($0) && $0 != 0x2e ? $0 : UInt8(ascii: "_") }
    guard let first = bytes.first, !(0x30...0x39).contains(first) else {
      throw CommandFailure("--script '\(script)': its name cannot be a module's")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func step(_ text: String) { diagnostics.raw("staticld: \(text)\n") }
}
