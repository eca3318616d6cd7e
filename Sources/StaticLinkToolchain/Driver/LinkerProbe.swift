public import ObjectFiles
public import StaticLink

/// Asks a linker that a line names itself what it adds: no driver stands between.
public struct LinkerProbe: Sendable {
  /// What is asked: the answer depends on nothing but this and the machine's files.
  public struct Request: Hashable, Sendable {
    /// The linker's name, or its path.
    public var linker: ByteString
    /// The line's arguments.
    public var arguments: [LinkArgument]
    /// What ``ParsedLine/requestedMode`` says of the line.
    public var requestedMode: RequestedMode?
    /// A sysroot when the line gives none.
    public var sysroot: ByteString?
    /// What the linker is run with, `LC_ALL` aside.
    public var environment: Environment

    /// Asks for the linker of a line that begins with one.
    public init(
      linker: ByteString, line: ParsedLine, sysroot: ByteString? = nil, environment: Environment
    ) {
      self.linker = linker
      arguments = line.arguments
      requestedMode = line.requestedMode
      self.sysroot = sysroot
      self.environment = environment
    }

    var switches: LinkerSwitches { LinkerSwitches(arguments) }

    /// A link without a dynamic linker is static as long as it meets no shared object.
    var mode: LinkMode {
      switch requestedMode {
      case .static: .static
      case .staticPIE: .staticPIE
      case .dynamic, .shared, .relocatable: .dynamic
      case nil: switches.isPIE ? .dynamic : .static
      }
    }
  }

  /// Asks, or takes the answer from a cache that still holds.
  ///
  /// - Throws: ``ProbeError`` when the linker is missing, fails or is none of the four.
  public static func run(
    _ request: Request, cache: ToolchainCache? = nil
  ) throws(ProbeError) -> Toolchain {
    let search = ExecutableSearch(environment: request.environment)
    guard let path = search.find(request.linker) else { throw .noSuchLinker(request.linker) }
    let switches = request.switches
    let sysroot = switches.sysroot ?? request.sysroot.map(LinkerSwitches.asPrefix)
    let key = CacheKey(
      linker: path, switches: switches, sysroot: sysroot, mode: request.mode,
      environment: request.environment)
    if let toolchain = cache?.toolchain(for: key) { return toolchain }

    var environment = request.environment
    environment["LC_ALL"] = "C"
    let linker = try LinkerBanner.identity(of: path, environment: environment)
    let rules = try LinkerDefaults(
      of: linker, switches: switches, sysroot: sysroot, mode: request.mode,
      environment: environment)
    let directories = DirectoryCensus(sysroot: rules.sysroot)
    let toolchain = Toolchain(
      driver: "", linker: linker, mode: request.mode,
      // `-static` on a linker's line counts from where it stands.
      before: [.searchStatic(false)], after: [], deferredLibraries: [],
      searchDirectories: rules.searchDirectories.filter { directories.exists($0) },
      sysroot: rules.sysroot, linkerDefinedSymbols: rules.symbols)
    if let witnesses = Witness.all(
      programs: [path], absent: search.places(before: path, for: request.linker), arguments: [],
      directories: directories.asked)
    {
      cache?.store(toolchain, witnesses: witnesses, for: key)
    }
    return toolchain
  }
}
