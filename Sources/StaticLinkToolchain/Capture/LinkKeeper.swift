import Glibc
package import ObjectFiles
import StaticLink

/// Keeps what went into a link that has just been made.
package struct LinkKeeper {
  private let linker: ByteString
  private let words: [ByteString]
  private let environment: Environment
  private let store: CaptureStore
  private let files = SystemFiles()

  /// - Parameters:
  ///   - linker: the real linker's path.
  ///   - words: its line.
  package init(
    linker: ByteString, words: [ByteString], environment: Environment, store: CaptureStore
  ) {
    self.linker = linker
    self.words = words
    self.environment = environment
    self.store = store
  }

  /// Copies the build's own inputs and writes down the rest.
  ///
  /// Nothing that goes wrong here may make a build fail: what is missing then is said when the
  /// build has ended.
  ///
  /// Builds link much only to see whether it links: what nobody wants is told before anything is
  /// read.
  ///
  /// - Parameters:
  ///   - driver: the line of the driver that called the linker.
  ///   - kinds: what is wanted.
  package func keep(driver: @autoclosure () -> [ByteString], of kinds: Set<CapturedLink.Kind>) {
    guard let parsed = try? ParsedLine(linker: linker, words: words, files: files),
      let kind = CapturedLink.Kind(parsed.requestedMode), kinds.contains(kind),
      !LinkKeeper.isProbe(parsed), let directory = files.resolvedPath("."),
      let toolchain = try? LinkerProbe.run(
        .init(linker: linker, line: parsed, environment: environment),
        cache: ToolchainCache(environment: environment))
    else { return }
    let output = parsed.output ?? "a.out"
    guard let outputPath = files.resolvedPath(output) else { return }
    let driver = driver()
    var link = CapturedLink(
      kind: kind, time: 0,
      linker: linker, words: [], driver: driver, directory: directory, output: output,
      outputPath: outputPath,
      relativePath: BuildTree(files: files).relativePath(of: outputPath, from: directory),
      kept: [], libraries: [])
    let request = ResolveRequest(arguments: parsed.arguments, toolchain: toolchain)
    let resolver = Resolver(files: files, evidence: NoEvidence())
    let paths = resolver.paths(of: parsed.arguments, in: request)
    let archives = resolver.paths(
      of: [.searchStatic(true)] + parsed.arguments.filter { $0 != .searchStatic(false) },
      in: request)
    let archiveOf = Dictionary(
      zip(parsed.arguments.filter { $0 != .searchStatic(false) }, archives.dropFirst()),
      uniquingKeysWith: { first, _ in first })
    let machine = MachineDirectories(toolchain, arguments: parsed.arguments, files: files)
    var compiled = CompiledSources(driver: driver, environment: environment)
    var arguments: [LinkArgument] = []
    for (argument, path) in zip(parsed.arguments, paths) {
      let archive = archiveOf[argument] ?? nil
      arguments += kept(argument, path, archive, machine, &compiled, &link)
    }
    link.words = LineSpelling.linker.words(for: arguments)
    link.time = LinkKeeper.now
    store.record(link)
  }

  /// What stands in an element's place when the build's directories are gone.
  private func kept(
    _ argument: LinkArgument, _ path: ByteString?, _ archive: ByteString?,
    _ machine: MachineDirectories, _ compiled: inout CompiledSources, _ link: inout CapturedLink
  ) -> [LinkArgument] {
    if case .other(let words) = argument, words.first?.hasPrefix("-plugin") == true { return [] }
    guard let path else {
      guard case .searchDirectory(let directory) = argument else { return [argument] }
      return files.resolvedPath(directory).map { [.searchDirectory($0)] } ?? []
    }
    guard let real = files.resolvedPath(path) else { return [argument] }
    let kind = files.kind(of: real)
    if machine.contain(real) || isSharedObject(real, kind) {
      if !machine.isOfDriver(argument, real) {
        link.libraries.append(
          .init(
            spelled: LinkKeeper.spelling(argument), path: real,
            archive: self.archive(inPlaceOf: path, found: archive) ?? ""))
      }
      return [.file(real)]
    }
    let source = compiled.source(of: path)
    guard let copy = copy(of: real, kind, as: source.map(CompiledSources.objectName)) else {
      return [argument]
    }
    let original = source.map { files.resolvedPath($0) ?? $0 } ?? real
    link.kept.append(.init(original: original, copy: copy))
    return [.file(copy)]
  }

  private func copy(of path: ByteString, _ kind: FileKind?, as name: ByteString?) -> ByteString? {
    guard kind == .thinArchive else { return store.keep(path, as: name) }
    guard let file = try? files.open(path), let archive = try? Archive(path: path, file: file),
      let members = try? archive.members(), let ar = ArchiveTool(environment: environment)
    else { return nil }
    let paths = members.compactMap { member in
      member.nestedHeaderOffset == nil ? member.externalPath : nil
    }
    return paths.count == members.count ? store.keep(thin: path, members: paths, ar: ar) : nil
  }

  private func isSharedObject(_ path: ByteString, _ kind: FileKind?) -> Bool {
    guard kind == .elf, let file = try? files.open(path),
      let type = try? file.read(at: 16, count: 2)
    else { return false }
    return type == [3, 0] || type == [0, 3]
  }

  /// What a static link would take, or what stands beside a shared object that is named by its path.
  private func archive(inPlaceOf path: ByteString, found: ByteString?) -> ByteString? {
    if let found, LibraryFileName.name(ofArchive: found.lastPathComponent) != nil { return found }
    guard let name = LibraryFileName.name(ofSharedObject: path.lastPathComponent) else {
      return nil
    }
    let beside = path.parentDirectory.appending(component: "lib" + name + ".a")
    return files.isRegularFile(beside) ? beside : nil
  }

  private static func spelling(_ argument: LinkArgument) -> ByteString {
    LineSpelling.linker.words(for: [argument]).first ?? ""
  }

  /// Whether something is linked only to see whether it links.
  private static func isProbe(_ line: ParsedLine) -> Bool {
    let names = line.arguments.compactMap { argument -> ByteString? in
      guard case .file(let path) = argument else { return nil }
      return path.lastPathComponent
    }
    return (names + [line.output?.lastPathComponent ?? "a.out"]).contains { name in
      probes.contains { name.hasPrefix($0) } || name == "conftest" || name == "output.exe"
    }
  }

  /// Of autoconf, CMake and Meson.
  private static let probes: [ByteString] = ["conftest.", "cmTC_", "sanitycheck"]

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// The sources on a driver's line: it compiles them to objects with names of chance, and hands these
/// to the linker in the sources' order (GCC 12, clang 14).
private struct CompiledSources {
  private var sources: ArraySlice<ByteString>
  private let given: Set<ByteString>
  private let directory: ByteString

  init(driver: [ByteString], environment: Environment) {
    given = Set(driver)
    sources =
      driver.dropFirst().filter { word in
        word.bytes.first != UInt8(ascii: "-") && SourceNames.isSource(word)
      }[...]
    directory = environment.nonEmpty("TMPDIR") ?? "/tmp"
  }

  /// The source of an object that the driver made, `nil` for one that its line names.
  mutating func source(of object: ByteString) -> ByteString? {
    let isTemporary =
      object.hasSuffix(".o") && object.parentDirectory == directory && !given.contains(object)
    return isTemporary ? sources.popFirst() : nil
  }

  /// `fast.o` of `src/fast.s`.
  static func objectName(_ source: ByteString) -> ByteString {
    let name = source.lastPathComponent
    let dot = name.bytes.lastIndex(of: UInt8(ascii: ".")) ?? name.bytes.endIndex
    return ByteString(name.bytes[..<dot]) + ".o"
  }
}

/// Which files belong to the machine and not to the build: those below the directories where the
/// linker looks by itself, or where the driver has its startup objects.
private struct MachineDirectories {
  private var directories: Set<ByteString> = []

  init(_ toolchain: Toolchain, arguments: [LinkArgument], files: SystemFiles) {
    for directory in toolchain.libraryDirectories { insert(directory, files) }
    for case .file(let path) in arguments where DriverInputs.isStartup(path) {
      insert(path.parentDirectory, files)
    }
  }

  private mutating func insert(_ directory: ByteString, _ files: SystemFiles) {
    // A driver of a build of its own has them beside the build's files.
    if let real = files.resolvedPath(directory), real != "/" { directories.insert(real) }
  }

  func contain(_ path: ByteString) -> Bool {
    var directory = path.parentDirectory
    while directory != "/", directory != "." {
      if directories.contains(directory) { return true }
      directory = directory.parentDirectory
    }
    return false
  }

  /// What a driver puts on every line.
  func isOfDriver(_ argument: LinkArgument, _ path: ByteString) -> Bool {
    if case .library(let name, false) = argument { return DriverInputs.isRuntime(name) }
    return DriverInputs.isStartup(path)
  }
}
