internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLink
internal import StaticLinkToolchain

/// Makes the parts of a program around a static Python, in one directory.
struct PythonBuildBench {
  private let machine: MachineSession
  private let work: ByteString
  private let python: PythonInstallation

  init(machine: MachineSession, work: ByteString, python: PythonInstallation) {
    self.machine = machine
    self.work = work
    self.python = python
  }

  private var blob: ByteString { work.appending(component: "frozen.bin") }

  /// Freezes what is asked for, and what every program needs to start.
  func freeze(_ request: FreezeRequest) throws(CommandFailure) -> FreezeReport {
    var request = request
    for module in ProgramSource.bootModules {
      let path = try write(module.source, to: ByteString(module.name + ".py"))
      request.ownModules.append(.init(name: module.name, path: path))
    }
    request.cache = PackageOptions.cache(machine.environment)
    do throws(FreezeError) {
      return try Freezer.run(request, blob: blob, work: work, environment: machine.environment)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Every module as an archive of its own, in which nobody sees more than its init function.
  func combine(
    _ modules: [ExtensionModule], _ step: (String) -> Void
  ) throws(CommandFailure) -> [ExtensionModule] {
    guard !modules.isEmpty else { return [] }
    step("combining \(modules.count) extension modules")
    FileCopy.makeDirectories(work.appending(component: "modules"))
    do throws(CombinationError) {
      let tools = try CombinationTools(
        command: machine.driver(), options: machine.sysrootOptions,
        environment: machine.environment)
      var combined: [ExtensionModule] = []
      for var module in modules {
        let output = work.appending(component: "modules").appending(component: module.name + ".a")
        var request = CombinationRequest(
          inputs: [module.archive],
          renaming: [.init(module.initFunction, to: module.linkName)], output: output)
        request.archives = .whole
        try Combination.make(request, tools: tools, environment: machine.environment)
        (module.archive, module.initFunction) = (output, module.linkName)
        combined.append(module)
      }
      return combined
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// The objects of the program, in the order of the line.
  func compile(
    _ report: FreezeReport, modules: [ExtensionModule], entry: ProgramSource.Entry,
    hasSources: Bool
  ) throws(CommandFailure) -> [ByteString] {
    let table: InitTable
    do throws(InitTable.Conflict) { table = try InitTable(modules) } catch {
      throw CommandFailure(error.description)
    }
    let settings = ProgramSource.settings(entry, hasSources: hasSources)
    let symbols = ProgramSource.symbolTable(of: try librarySymbols())
    let sources: [(name: ByteString, text: [UInt8])] = [
      ("program.c", ProgramSource.main), ("settings.c", Array(settings.utf8)),
      ("inittab.c", Array(table.source.utf8)), ("dynamic.c", ProgramSource.dynamic),
      ("symbols.c", Array(symbols.utf8)),
      ("frozen.S", Array(FrozenTable.source(of: report, blob: blob).utf8)),
    ]
    let compiler: CompilerRun
    do throws(ProbeError) {
      compiler = try CompilerRun(machine.driver(), environment: machine.environment)
    } catch {
      throw CommandFailure(error.description)
    }
    var objects: [ByteString] = []
    for source in sources {
      let path = try write(source.text, to: source.name)
      let object = path.dropLast(2) + ".o"
      let words: [ByteString] =
        machine.sysrootOptions + ["-O1", "-w", "-fPIE", "-c"]
        + python.includeDirectories.map { "-I" + $0 } + ["-o", object, path]
      try PythonBuildBench.run(compiler, words)
      objects.append(object)
    }
    return objects
  }

  /// Runs a driver that has to succeed.
  static func run(_ driver: CompilerRun, _ words: [ByteString]) throws(CommandFailure) {
    let outcome: ChildProcess.Outcome
    do throws(ProcessError) { outcome = try driver.run(words) } catch {
      throw CommandFailure(error.description)
    }
    guard outcome.status.isSuccess else {
      Diagnostics.standard.raw(String(decoding: outcome.errors, as: UTF8.self))
      throw CommandFailure(
        "'\(driver.words(words).map(\.forMessage).joined(separator: " "))' failed")
    }
  }

  /// What `ctypes.pythonapi` finds: the functions and variables of libpython, but for what each
  /// thread has one of, which has no address (`_Py_tss_tstate` in 3.13).
  private func librarySymbols() throws(CommandFailure) -> [ByteString] {
    do throws(ExtensionModuleError) {
      return try ExtensionModule.indexedNames(of: python.library, files: machine.files).filter {
        ($0.hasPrefix("Py") || $0.hasPrefix("_Py")) && !$0.hasPrefix("PyInit_")
          && !$0.hasPrefix("_Py_tss_")
      }
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private func write(_ text: [UInt8], to name: ByteString) throws(CommandFailure) -> ByteString {
    let path = work.appending(component: name)
    try Output(path: path).write(text)
    return path
  }
}
