public import ObjectFiles
public import StaticLinkToolchain

/// Builds a static Python from its source, into a directory that can be moved.
public struct PythonDistribution: Sendable {
  /// The directory to make.
  public var output: ByteString
  public var series: PythonSeries
  /// An unpacked source, which is only read; `nil` for Debian's source package.
  public var source: ByteString?
  /// Compilers that run at once.
  public var jobs: Int
  /// Where it is built; what was done there before is not done again.
  public var work: ByteString
  public var environment: Environment

  /// All paths are absolute.
  public init(
    output: ByteString, series: PythonSeries, source: ByteString?, jobs: Int, work: ByteString,
    environment: Environment
  ) {
    self.output = output
    self.series = series
    self.source = source
    self.jobs = jobs
    self.work = work
    self.environment = environment
  }

  /// Builds it; the directory appears complete or not at all.
  ///
  /// An earlier result in its place is replaced, anything else is not.
  ///
  /// - Parameter progress: is told, in a few words, what comes next.
  public func build(
    _ progress: (String) -> Void
  ) throws(PythonDistributionError) -> PythonInstallation {
    let files = SystemFiles()
    guard
      files.names(in: output).isEmpty
        || files.resolvedPath(output.appending(component: PythonInstallation.fileName)) != nil
    else { throw .occupied(output) }
    let bench = try BuildBench(work: work, environment: environment)
    let tree = try tree(bench, progress)
    let version = try version(of: tree)
    var decisions: [String: SetupFile.Decision] = [:]
    progress("looking for static libraries")
    let probe = try LibraryProbe(
      directory: bench.work.appending(component: "probes"), environment: bench.environment)
    for module in LibraryModule.all {
      decisions[module.name] = try probe.decide(module, series: series)
    }
    // pip comes as a wheel, and a wheel is a ZIP file.
    if case .leftOut(let reason) = decisions["zlib"] { throw .library("zlib", reason: reason) }
    let tools = SourceBuild(
      bench: bench, tree: tree, version: version, prefix: output, jobs: jobs)
    let setup = try tools.configure(decisions, progress)
    try tools.compile(progress)
    return try DistributionInstallation(build: tools, setup: setup, series: series)
      .install(progress)
  }

  private func tree(
    _ bench: BuildBench, _ progress: (String) -> Void
  ) throws(PythonDistributionError) -> ByteString {
    if let source { return source }
    let archive = try SourcePackage(series: series, bench: bench).fetch(progress)
    let tree = bench.work.appending(component: "source")
    if bench.isDone("unpack", key: [archive]) { return tree }
    progress("unpacking \(archive.lastPathComponent.forMessage)")
    bench.forget("unpack")
    FileCopy.removeTree(tree)
    FileCopy.makeDirectories(tree)
    let tar = try bench.program("tar", package: "tar")
    try bench.mustRun(
      "unpack", [tar, "-xf", archive, "-C", tree, "--strip-components=1", "--no-same-owner"])
    try bench.setDone("unpack", key: [archive])
    return tree
  }

  private func version(
    of tree: ByteString
  ) throws(PythonDistributionError) -> PythonVersion {
    let version = try PythonDistribution.version(ofSource: tree)
    guard PythonSeries(version) == series else {
      throw .source(tree, "is Python \(version.text), not \(series.name)")
    }
    let built = tree.appending(component: "Programs/python.o")
    guard SystemFiles().resolvedPath(built) == nil else {
      throw .source(tree, "it was built in before; 'make distclean' there, or a clean copy, helps")
    }
    return version
  }

  /// The version of an unpacked source.
  public static func version(
    ofSource tree: ByteString
  ) throws(PythonDistributionError) -> PythonVersion {
    let files = SystemFiles()
    for name: ByteString in ["configure", "Modules/makesetup", "Include/patchlevel.h"]
    where files.resolvedPath(tree.appending(component: name)) == nil {
      throw .source(tree, "'\(name)' is not there: it is no source of CPython")
    }
    let header = tree.appending(component: "Include/patchlevel.h")
    let text: String
    do throws(PythonInstallationError) {
      text = try PythonInstallation.version(ofHeader: header, files)
    } catch {
      throw .installation(error)
    }
    guard let version = PythonVersion(text) else {
      throw .source(header, "'\(text)' is no version")
    }
    return version
  }
}
