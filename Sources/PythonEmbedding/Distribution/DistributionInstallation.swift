internal import Glibc
internal import ObjectFiles
internal import StaticLinkToolchain

/// Installs what was built beside its place, makes it movable, and puts it in its place.
struct DistributionInstallation {
  let build: SourceBuild
  let setup: SetupFile
  let series: PythonSeries

  func install(
    _ progress: (String) -> Void
  ) throws(PythonDistributionError) -> PythonInstallation {
    progress("installing")
    let output = build.prefix
    let suffix = ".staticld-" + ByteString(String(getpid()))
    let stage = output + suffix
    defer { FileCopy.removeTree(stage) }
    try build.install(into: stage)
    let root = stage + output
    var installation = try finish(root)
    installation.leftOut = setup.leftOut
    do throws(FileError) {
      let text = try DistributionFile(installation, root: root).text
      try root.appending(component: PythonInstallation.fileName).write(text)
    } catch {
      throw .file(error)
    }
    try replace(output, by: root, keeping: stage.appending(component: "old"))
    do throws(PythonInstallationError) {
      return try PythonInstallation(at: output, environment: build.bench.environment)
    } catch {
      throw .installation(error)
    }
  }

  /// Has the new Python work on itself; that it can, where it was not configured to be, is a test.
  private func finish(_ root: ByteString) throws(PythonDistributionError) -> PythonInstallation {
    let script = build.bench.work.appending(component: "distribution.py")
    do throws(FileError) { try script.write(PackageResources.distribution_py) } catch {
      throw .file(error)
    }
    let python = root.appending(component: "bin/python" + ByteString(series.name))
    let names = setup.built.map { ByteString($0) }
    try build.bench.mustRun(
      "install",
      [python, "-I", "-S", "-B", "-W", "ignore", script, root, build.prefix, build.directory]
        + names)
    do throws(PythonInstallationError) {
      return try PythonInstallation(
        interpreter: python, of: root, environment: build.bench.environment)
    } catch {
      throw .installation(error)
    }
  }

  private func replace(
    _ output: ByteString, by root: ByteString, keeping old: ByteString
  ) throws(PythonDistributionError) {
    // Fails where there is none, and then nothing has to go.
    _ = FileCopy.rename(output, to: old)
    guard FileCopy.rename(root, to: output) else {
      let problem = errno
      _ = FileCopy.rename(old, to: output)
      throw .file(FileError(path: output, operation: .write, cause: .system(problem)))
    }
  }
}
