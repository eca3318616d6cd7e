public import ObjectFiles
public import StaticLink
import Synchronization

/// What this machine says of its libraries: pkg-config and libtool files, shared objects beside
/// archives, the package database.
///
/// Each source is read when the first question needs it.
public final class SystemEvidence: EvidenceSource {
  private let files: SystemFiles
  private let environment: Environment
  private let libraryDirectories: [ByteString]
  private let pkgConfig = Mutex<PkgConfigDatabase?>(nil)
  private let packages = Mutex<DebianPackages??>(nil)

  /// - Parameter libraryDirectories: where libraries are searched; `.pc` files lie below them.
  public init(files: SystemFiles, environment: Environment, libraryDirectories: [ByteString]) {
    self.files = files
    self.environment = environment
    self.libraryDirectories = libraryDirectories
  }

  public func declaredNeeds(of library: ByteString) -> [DeclaredNeed] {
    var result: [DeclaredNeed] = []
    if let name = LibraryFileName.name(ofArchive: library.lastPathComponent) {
      result += database().needs(of: name)
    }
    result += LibtoolArchive.needs(of: library, files: files)
    result += SharedSibling.needs(of: library, files: files)
    return result
  }

  public func package(owning file: ByteString) -> ByteString? {
    debian()?.package(owning: file, resolved: files.resolvedPath(file))
  }

  /// The version of a package as its database writes it.
  public func version(of package: ByteString) -> ByteString? { debian()?.version(of: package) }

  public func distance(from package: ByteString, to other: ByteString) -> Int? {
    debian()?.distance(from: package, to: other)
  }

  public func installedLibraries(named file: ByteString) -> [ByteString] {
    debian()?.libraries(named: file) ?? []
  }

  /// What the `.pc` file of an archive says of it; `nil` when there is none of this very archive.
  public func description(of archive: ByteString) -> PkgConfigDescription? {
    let described = database().modules(describing: LibraryPackage.name(of: archive))
    let texts = described.map { module -> [ByteString: ByteString] in
      guard let file = try? files.open(module.path),
        let text = try? file.read(at: 0, count: Int(min(file.size, 1 << 20)))
      else { return [:] }
      let wanted: Set<ByteString> = ["version", "description", "cflags", "libs"]
      return PkgConfigFile.fields(wanted, of: text, path: module.path)
    }
    guard let own = texts.first else { return nil }
    // A library of the same name may lie elsewhere.
    let named = ResponseWords.split((own["libs"] ?? "").bytes)
      .filter { $0.hasPrefix("-L") }.map { $0.dropFirst(2) }
    let directory = files.identity(of: archive.parentDirectory)
    guard
      (named.isEmpty ? libraryDirectories : named).contains(where: {
        files.identity(of: $0) == directory
      })
    else { return nil }
    return PkgConfigDescription(fields: own, required: Array(texts.dropFirst()))
  }

  /// The names of all pkg-config modules, in byte order.
  public var pkgConfigModules: [ByteString] { database().names }

  /// What a module declares for a static link; `nil` when there is no such module.
  public func declaration(of module: ByteString) -> PkgConfigDeclaration? {
    let database = database()
    return database.module(named: module).map {
      PkgConfigDeclaration($0, among: database, hiding: libraryDirectories)
    }
  }

  /// The same for a `.pc` file that need not lie where pkg-config looks.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  public func declaration(inFile path: ByteString) throws(FileError) -> PkgConfigDeclaration {
    let file = try files.open(path)
    let text = try file.read(at: 0, count: Int(min(file.size, 1 << 20)))
    return PkgConfigDeclaration(
      PkgConfigFile(path: path, text: text), among: database(), hiding: libraryDirectories)
  }

  public func prepare() { _ = database() }

  private func database() -> PkgConfigDatabase {
    pkgConfig.withLock { known in
      if let known { return known }
      let read = PkgConfigDatabase(directories: pkgConfigDirectories(), files: files)
      known = read
      return read
    }
  }

  private func debian() -> DebianPackages? {
    packages.withLock { known in
      if let known { return known }
      let read = DebianPackages(directory: "/var/lib/dpkg", files: files)
      known = .some(read)
      return read
    }
  }

  /// As pkg-config searches: PKG_CONFIG_PATH first, then PKG_CONFIG_LIBDIR or the defaults.
  private func pkgConfigDirectories() -> [ByteString] {
    func list(_ name: ByteString) -> [ByteString]? {
      environment.nonEmpty(name)?.split(separator: 0x3a).filter { !$0.isEmpty }
    }
    let own = libraryDirectories.flatMap {
      [
        $0.appending(component: "pkgconfig"),
        $0.appending(component: "..").appending(component: "share/pkgconfig"),
      ]
    }
    let defaults: [ByteString] = [
      "/usr/local/lib/pkgconfig", "/usr/local/share/pkgconfig", "/usr/lib/pkgconfig",
      "/usr/share/pkgconfig",
    ]
    var seen: Set<ByteString> = []
    return ((list("PKG_CONFIG_PATH") ?? []) + (list("PKG_CONFIG_LIBDIR") ?? own + defaults))
      .filter { seen.insert($0).inserted }
  }
}
