internal import Glibc
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// The files that this program is installed as, so that it never takes itself for the real tool.
struct OwnFiles {
  /// What `/proc/self/exe` or the auxiliary vector say; symbolic links are resolved.
  let executable: ByteString?
  /// The directory that holds the drop-in by the linkers' names; `nil` when it is not installed.
  let linkersDirectory: ByteString?
  private let identities: [FileIdentity]

  /// Remembers, for programs that may start this one again, what has been passed already: ccache
  /// looks for the compiler in PATH and finds us there.
  static let passedVariable: ByteString = "STATICLD_PASSED"

  init(environment: EnvironmentBlock) {
    let files = SystemFiles()
    executable =
      files.resolvedPath("/proc/self/exe")
      ?? OwnFiles.auxiliaryPath.flatMap { files.resolvedPath($0) }
    linkersDirectory = executable.flatMap { OwnFiles.linkersDirectory(of: $0) }
    var identities: [FileIdentity] = []
    if let linker = linkersDirectory?.appending(component: "ld"),
      let identity = files.identity(of: linker)
    {
      identities.append(identity)
    }
    if let identity = executable.flatMap({ files.identity(of: $0) }) { identities.append(identity) }
    for path in environment[OwnFiles.passedVariable]?.split(separator: UInt8(ascii: ":")) ?? []
    where !path.isEmpty {
      if let identity = files.identity(of: path) { identities.append(identity) }
    }
    self.identities = identities
  }

  /// Where the kernel found the program, for places without /proc.
  private static var auxiliaryPath: ByteString? {
    let typeOfPath: UInt = 31
    let address = getauxval(typeOfPath)
    return UnsafePointer<CChar>(bitPattern: address).map { ByteString(cString: $0) }
  }

  /// Beside the program, or where `make install` puts it.
  private static func linkersDirectory(of executable: ByteString) -> ByteString? {
    let files = SystemFiles()
    let beside = executable.parentDirectory
    let places = [beside, beside.parentDirectory.appending(component: "libexec/staticld")]
    return places.first { place in
      files.resolvedPath(place.appending(component: "ld"))?.lastPathComponent == "staticld-cc"
    }
  }

  func search(_ environment: EnvironmentBlock) -> ExecutableSearch {
    ExecutableSearch(path: environment["PATH"], avoiding: identities)
  }

  /// Makes sure that a program which looks for the tool again does not come back to us for ever.
  ///
  /// A compiler does not look: its environment stays as it is.
  func mark(_ environment: inout EnvironmentBlock, passing path: ByteString) {
    guard OwnFiles.mayComeBack(path), let executable else { return }
    let passed = environment.nonEmpty(OwnFiles.passedVariable).map { $0 + ":" } ?? ""
    environment[OwnFiles.passedVariable] = passed + executable + ":" + path
  }

  /// Compiler caches and distributors, scripts, and other copies of this program.
  private static func mayComeBack(_ path: ByteString) -> Bool {
    guard let real = SystemFiles().resolvedPath(path) else { return true }
    let name = real.lastPathComponent
    if ToolNames.isLauncher(name) || name.hasPrefix("staticld") { return true }
    guard let start = try? SystemFiles.start(of: real, count: 2) else { return true }
    return start == Array("#!".utf8)
  }
}

/// glibc 2.16 and musl have it; the C library's module does not show it.
@_silgen_name("getauxval")
private func getauxval(_ type: UInt) -> UInt
