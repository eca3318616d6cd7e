internal import ObjectFiles
internal import StaticLinkToolchain

/// Configures and compiles CPython beside its source.
struct SourceBuild {
  let bench: BuildBench
  let tree: ByteString
  let version: PythonVersion
  let prefix: ByteString
  let jobs: Int

  /// Where its objects are.
  var directory: ByteString { bench.work.appending(component: "build") }

  /// Configures, and decides what of the standard library is built in.
  func configure(
    _ decisions: [String: SetupFile.Decision], _ progress: (String) -> Void
  ) throws(PythonDistributionError) -> SetupFile {
    let words = self.words
    let variables = ["CC", "CPPFLAGS", "CFLAGS", "LDFLAGS"].map { (name: ByteString) in
      name + "=" + (bench.environment[name] ?? "")
    }
    let key = words + variables
    if !bench.isDone("configure", key: key) {
      progress("configuring Python \(version.text)")
      for step: ByteString in ["configure", "modules", "compile"] { bench.forget(step) }
      FileCopy.removeTree(directory)
      FileCopy.makeDirectories(directory)
      try bench.mustRun("configure", words, in: directory)
      try bench.setDone("configure", key: key)
    }
    let setup = try setup(decisions)
    if !bench.isDone("modules", key: [ByteString(setup.text)]) {
      bench.forget("compile")
      do throws(FileError) {
        try directory.appending(component: "Modules/Setup.local").write(Array(setup.text.utf8))
      } catch {
        throw .file(error)
      }
      // The rules for the modules are in the Makefile, and so is the rule that writes them there.
      try bench.mustRun("configure", [try make, "Makefile"], in: directory)
      try bench.setDone("modules", key: [ByteString(setup.text)])
    }
    return setup
  }

  /// What configure is given.
  ///
  /// -static is kept from it, because it would take symbols of libc for those of the library it
  /// looks for, and from what is built with the result, where it would stand beside -shared. flock
  /// is in libc, but 3.11 takes libbsd for it where that is installed, which wants libmd.
  private var words: [ByteString] {
    [
      tree.appending(component: "configure"), "--prefix=" + prefix, "--disable-shared",
      "--disable-test-modules", "--with-ensurepip=install", "MODULE_BUILDTYPE=static",
      "LINKFORSHARED= ", "LDFLAGS_NODIST=-static", "OPT=-DNDEBUG -fwrapv -O3 -Wall",
      "CFLAGS_NODIST=-fPIC -fno-semantic-interposition", "ac_cv_lib_bsd_flock=no",
    ]
  }

  private func setup(
    _ decisions: [String: SetupFile.Decision]
  ) throws(PythonDistributionError) -> SetupFile {
    let path = directory.appending(component: "Modules/Setup.stdlib")
    guard let text = BuildBench.contents(path) else {
      throw .source(path, "configure did not write it")
    }
    return SetupFile(stdlib: String(decoding: text, as: UTF8.self), decisions: decisions)
  }

  func compile(_ progress: (String) -> Void) throws(PythonDistributionError) {
    guard !bench.isDone("compile", key: []) else { return }
    progress("compiling, \(jobs) at once")
    try bench.mustRun("compile", [try make, "-j" + ByteString(String(jobs))], in: directory)
    try bench.setDone("compile", key: [])
  }

  /// Installs into a directory that stands for the root of the file system.
  func install(into root: ByteString) throws(PythonDistributionError) {
    try bench.mustRun("install", [try make, "install", "DESTDIR=" + root], in: directory)
  }

  private var make: ByteString {
    get throws(PythonDistributionError) { try bench.program("make", package: "make") }
  }
}
