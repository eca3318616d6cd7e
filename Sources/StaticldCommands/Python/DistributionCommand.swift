internal import ArgumentParser
internal import Glibc
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLinkToolchain

struct DistributionCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "distribution",
    abstract: "Build a static Python.",
    usage: "staticld python distribution [OPTIONS] -o DIR",
    discussion: """
      The directory has libpython as a static library, with all of the standard library's \
      extension modules that the static libraries of this machine allow, its headers, and an \
      interpreter; it can be moved. It is what --python of staticld python build wants.

      Exit status: 0 made; 1 it cannot be made here; 2 wrong usage.
      """)

  static let takesNames = true
  static let ownOptions = OwnOptions(
    flags: ["--help", "-h", "--verbose", "-v"],
    valued: ["-o", "--output", "--version", "--source", "--jobs", "-j", "--work"])

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The directory to make.", valueName: "directory"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "3.11 (default, if --source does not tell), 3.12 or 3.13.", valueName: "series"))
  var version: String?

  @Option(
    help: ArgumentHelp(
      "An unpacked source of CPython, which is only read (default: Debian's source package).",
      valueName: "directory"))
  var source: String?

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp("Compilers to run at once (default: one a core).", valueName: "number"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Where to build; it is kept, and what was done there is not done again.",
      valueName: "directory"))
  var work: String?

  @Flag(name: [.customShort("v"), .long], help: "Name tests that are left out and modules, too.")
  var verbose = false

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    guard let output else {
      throw CommandFailure(
        "no -o", hint: "staticld python distribution --version 3.11 -o python3.11")
    }
    if let word = words.link.first {
      throw CommandFailure("'\(word.forMessage)' is no option of this command")
    }
    if let jobs, jobs < 1 { throw CommandFailure("--jobs wants a number from 1 on") }
    let environment = Environment.current
    let place = DistributionCommand.absolute(output)
    let tree = source.map { DistributionCommand.absolute($0) }
    // Only a place that was named is kept: what failed can then be looked at and gone on with.
    let bench = work.map { DistributionCommand.absolute($0) } ?? place + ".build"
    do throws(PythonDistributionError) {
      let distribution = PythonDistribution(
        output: place, series: try series(tree), source: tree,
        jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), work: bench,
        environment: environment)
      let python = try distribution.build(say)
      if work == nil { FileCopy.removeTree(bench) }
      summarize(python)
      return 0
    } catch {
      if case .source(_, _) = error { throw CommandFailure(error.description) }
      Diagnostics.standard.error(error.description)
      return 1
    }
  }

  private func series(_ tree: ByteString?) throws(PythonDistributionError) -> PythonSeries {
    if let version {
      guard let series = PythonSeries(name: version) else {
        throw .source(ByteString(version), "is no version that can be embedded")
      }
      return series
    }
    guard let tree else { return .v311 }
    let found = try PythonDistribution.version(ofSource: tree)
    guard let series = PythonSeries(found) else {
      throw .source(tree, "is Python \(found.text), which cannot be embedded")
    }
    return series
  }

  private func summarize(_ python: PythonInstallation) {
    for module in python.leftOut where verbose || !module.isNoLibrary {
      say("left out: \(module.module): \(module.reason)")
    }
    if verbose { say("built in: " + python.builtinModules.joined(separator: " ")) }
    if PythonSeries(python.version)?.isTested != true {
      say("Python \(python.version.series) is not among those that staticld is tested with")
    }
    say(
      "\(python.description.parentDirectory.forMessage): Python \(python.version.text), "
        + "\(python.builtinModules.count) modules built in")
  }

  private func say(_ text: String) { Diagnostics.standard.raw("staticld: \(text)\n") }

  /// The directory may not be there yet.
  private static func absolute(_ path: String) -> ByteString {
    var path = ByteString(path)
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    let files = SystemFiles()
    if let resolved = files.resolvedPath(path) { return resolved }
    let parent = path.parentDirectory
    FileCopy.makeDirectories(parent)
    return (files.resolvedPath(parent) ?? parent).appending(component: path.lastPathComponent)
  }
}
