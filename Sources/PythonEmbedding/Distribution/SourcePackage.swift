internal import ObjectFiles
internal import StaticLinkToolchain

/// Debian's source package of Python, through an apt configuration of its own.
///
/// The sources that the machine's configuration names say where the mirror is; nothing of that
/// configuration, nor of its lists, is changed.
struct SourcePackage {
  let series: PythonSeries
  let bench: BuildBench

  private var name: ByteString { "python" + ByteString(series.name) }
  private var apt: ByteString { bench.work.appending(component: "apt") }
  private var downloads: ByteString { bench.work.appending(component: "download") }
  private var step: ByteString { "fetch" }

  /// - Returns: the archive of the source as CPython's authors published it.
  func fetch(_ progress: (String) -> Void) throws(PythonDistributionError) -> ByteString {
    if let archive = archive, bench.isDone(step, key: [name]) { return archive }
    progress("fetching Debian's source of Python \(series.name)")
    guard let release = series.debianRelease else {
      throw failure("no Debian release has Python \(series.name): --source DIRECTORY is wanted")
    }
    let apt = try bench.program("apt-get", package: "apt")
    for directory in [self.apt + "/lists/partial", self.apt + "/archives/partial", downloads] {
      FileCopy.makeDirectories(directory)
    }
    let sources = try self.sources(apt, release: ByteString(release))
    do throws(FileError) {
      try self.apt.appending(component: "sources.list").write(sources.flatMap { $0.bytes + [0x0a] })
    } catch {
      throw .file(error)
    }
    guard try bench.run(step, [apt] + options + ["update"]) else {
      throw failure("the mirror has no sources of Debian's \(release)")
    }
    try download(apt)
    guard let archive else { throw failure("the source package has no .orig.tar") }
    try bench.setDone(step, key: [name])
    return archive
  }

  /// The newest version; where the mirror has lost it, another.
  private func download(_ apt: ByteString) throws(PythonDistributionError) {
    let command = [apt] + options + ["source", "--download-only"]
    if try bench.run(step, command + [name], in: downloads) { return }
    let cache = try bench.program("apt-cache", package: "apt")
    for version in try output([cache] + options + ["showsrc", name]).split(separator: 0x0a)
    where version.hasPrefix("Version: ") {
      let wanted = name + "=" + version.dropFirst(9)
      if try bench.run(step, command + [wanted], in: downloads) { return }
    }
    throw failure("the source package '\(name.forMessage)' cannot be downloaded")
  }

  private var archive: ByteString? {
    let names = SystemFiles().names(in: downloads)
    let found = names.last {
      $0.hasPrefix(name + "_") && $0.split(separator: 0x2e).suffix(3).first == "orig"
        && !$0.hasSuffix(".asc")
    }
    return found.map { downloads.appending(component: $0) }
  }

  /// Entries for sources of a release, from where this machine has its packages.
  private func sources(
    _ apt: ByteString, release: ByteString
  ) throws(PythonDistributionError) -> [ByteString] {
    let codename = try codename
    let question: [ByteString] = [
      apt, "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)",
      "Created-By: Packages",
    ]
    // Where lists were never fetched, it is not known whose they will be.
    var targets = try output(question + ["Origin: Debian"])
    if targets.isEmpty { targets = try output(question) }
    var entries: [ByteString] = []
    for target in targets.split(separator: 0x0a) {
      let words = target.split(separator: 0x20)
      guard words.count == 3, words[2] == "main", words[1].hasPrefix(codename) else { continue }
      let suffix = words[1].dropFirst(codename.count)
      guard ["", "-updates", "-security"].contains(suffix) else { continue }
      let keyring: ByteString = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
      let entry = "deb-src " + keyring + " " + words[0] + " " + release + suffix + " main"
      if !entries.contains(entry) { entries.append(entry) }
    }
    guard !entries.isEmpty else {
      throw failure("apt is not set up for Debian: --source DIRECTORY is wanted")
    }
    return entries
  }

  private var codename: ByteString {
    get throws(PythonDistributionError) {
      let lines = ByteString(BuildBench.contents("/etc/os-release") ?? []).split(separator: 0x0a)
      let key: ByteString = "VERSION_CODENAME="
      guard let line = lines.first(where: { $0.hasPrefix(key) }) else {
        throw failure("this is no Debian: --source DIRECTORY is wanted")
      }
      return line.dropFirst(key.count)
    }
  }

  private var options: [ByteString] {
    let settings: [ByteString] = [
      "Dir::State=" + apt, "Dir::State::status=/var/lib/dpkg/status", "Dir::Cache=" + apt,
      "Dir::Etc::sourcelist=" + apt + "/sources.list", "Dir::Etc::sourceparts=/dev/null",
      "APT::Sandbox::User=", "Acquire::Languages=none", "Acquire::Retries=3",
    ]
    return ["-qq"] + settings.flatMap { ["-o", $0] }
  }

  private func output(_ words: [ByteString]) throws(PythonDistributionError) -> ByteString {
    do throws(ProcessError) {
      return ByteString(
        try ChildProcess(words[0], Array(words.dropFirst()), environment: bench.environment).run()
          .output)
    } catch {
      throw failure(error.description)
    }
  }

  private func failure(_ text: String) -> PythonDistributionError {
    .fetch(text, log: bench.log(step))
  }
}
