internal import ArgumentParser
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLinkToolchain

struct FreezeCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Write packages as assembler source, compiled for one Python.",
    usage: "staticld python freeze [OPTIONS] -o frozen.S",
    discussion: """
      The source defines staticld_frozen, a table for PyImport_FrozenModules, and the data files \
      of the packages as staticld_data and staticld_data_count: rows of name, address and size. \
      What it takes with .incbin is written beside it: frozen.bin.

      Exit status: 0 written; 2 wrong usage, or a package that is not found.
      """)

  static let takesNames = true
  static let ownOptions =
    PackageOptions.own
    + OwnOptions(flags: ["--help", "-h", "--verbose", "-v"], valued: ["-o", "--output"])

  @OptionGroup var packages: PackageOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The assembler source to write.", valueName: "file"))
  var output: String?

  @Flag(name: [.customShort("v"), .long], help: "Name everything that is taken or left out.")
  var verbose = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    guard let output = output.map({ ByteString($0) }) else {
      throw CommandFailure("no -o", hint: "staticld python freeze --package numpy -o frozen.S")
    }
    if let word = words.link.first {
      throw CommandFailure(
        "'\(word.forMessage)' is no option", hint: "--package NAME names a package")
    }
    let environment = Environment.current
    let python = try packages.installation(environment)
    var request = try packages.request(python)
    request.builtins = python.builtinModules
    request.cache = PackageOptions.cache(environment)
    let report = try freeze(request, output, environment)
    let text = FreezeText(report, isVerbose: verbose)
    for line in text.leftOut + ["\(output.forMessage): \(text.counts)"] {
      Diagnostics.standard.raw("staticld: \(line)\n")
    }
    return 0
  }

  private func freeze(
    _ request: FreezeRequest, _ output: ByteString, _ environment: Environment
  ) throws(CommandFailure) -> FreezeReport {
    let stem = output.hasSuffix(".S") || output.hasSuffix(".s") ? output.dropLast(2) : output
    let directory = stem.parentDirectory
    guard let place = SystemFiles().resolvedPath(directory.isEmpty ? "." : directory) else {
      throw CommandFailure("no directory \(directory.forMessage)")
    }
    let blob = place.appending(component: stem.lastPathComponent + ".bin")
    do {
      let work = try TemporaryDirectory(environment: environment)
      let made = work.path.appending(component: "frozen.bin")
      let report = try Freezer.run(
        request, blob: made, work: work.path, environment: environment)
      try FreezeText.check(report)
      guard FileCopy.copyWhole(made, to: blob) else {
        throw CommandFailure("cannot write \(blob.forMessage)")
      }
      try Output(path: output).write(Array(FrozenTable.source(of: report, blob: blob).utf8))
      return report
    } catch let error as CommandFailure {
      throw error
    } catch let error as FileError {
      throw CommandFailure("\(error.path.forMessage): \(error.cause)")
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
