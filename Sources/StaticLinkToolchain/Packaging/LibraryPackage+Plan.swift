public import ObjectFiles
public import StaticLink

extension LibraryPackage {
  /// The package that a resolved line describes: the first archive given, and everything behind it.
  ///
  /// Where the line does not begin with that archive (a cycle, a library that needs it), the whole
  /// line stands behind it, so that nothing is lost.
  ///
  /// - Parameters:
  ///   - plan: the resolved line.
  ///   - given: the line as the user gave it.
  ///   - toolchain: whose directories need not be named.
  ///   - files: where paths are made absolute.
  ///   - name: what to call it instead of by the archive's name.
  ///   - version: its version.
  ///   - declared: what its `.pc` says, asked for by the archive's absolute path.
  public init(
    plan: LinkPlan, given: ParsedLine, toolchain: Toolchain, files: some FileSource,
    name: ByteString? = nil, version: ByteString? = nil,
    declared: (ByteString) -> PkgConfigDescription?
  ) throws(PackagingError) {
    let isObject = { (library: LinkPlan.Library) in
      library.origin == .input && library.members.contains { $0.name == nil }
    }
    if let object = plan.libraries.first(where: isObject) { throw .object(object.path) }
    let places = InputPlaces(given: given, toolchain: toolchain, files: files)
    let archive = given.arguments.lazy.compactMap { places.path(of: $0) }
      .first { $0.hasSuffix(".a") }
    guard let archive else { throw .noArchive }

    let description = declared(archive)
    try self.init(
      name: name ?? LibraryPackage.name(of: archive), archive: archive,
      version: version ?? description?.version ?? "0", description: description?.description)
    includeDirectories = description?.includeDirectories ?? []
    compileFlags = description?.compileFlags ?? []
    driverFlags = given.driverOptions.filter(LibraryPackage.bringsLibraries)
    languages = Language.allCases.filter { language in
      plan.libraries.contains { language.isRuntime($0.name) && !$0.members.isEmpty }
    }
    let isSelf = { (argument: LinkArgument) in places.path(of: argument) == archive }
    try LibraryPackage.refuseWhole(plan.line, isSelf)
    var rest = plan.line.filter { if case .searchDirectory = $0 { false } else { true } }[...]
    if let first = rest.first, isSelf(first) { rest.removeFirst() }
    interface = rest.map { isSelf($0) ? .file(archive) : places.spelled($0) }
  }

  private static func refuseWhole(
    _ line: [LinkArgument], _ isSelf: (LinkArgument) -> Bool
  ) throws(PackagingError) {
    var isWhole = false
    for argument in line {
      if case .wholeArchive(let isOn) = argument { isWhole = isOn }
      if isWhole, isSelf(argument), case .file(let path) = argument { throw .wholeArchive(path) }
      if isWhole, isSelf(argument), case .library(let name, _) = argument {
        throw .wholeArchive("-l" + name)
      }
    }
  }

  /// The line is complete only together with what such an option makes the driver append.
  private static func bringsLibraries(_ option: ByteString) -> Bool {
    let prefixes: [ByteString] = ["-pthread", "-fopenmp", "-fopenacc", "-stdlib=", "-fsanitize="]
    return prefixes.contains { option.hasPrefix($0) }
  }
}

extension LibraryPackage.Language {
  fileprivate func isRuntime(_ library: ByteString) -> Bool {
    switch self {
    case .cxx: ["stdc++", "supc++", "c++", "c++abi"].contains(library)
    case .fortran: library == "gfortran"
    }
  }
}
