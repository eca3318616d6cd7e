internal import ObjectFiles

/// The user's part of a line, taken apart: inputs with their switches, and what is no input.
struct UserLine {
  typealias Unit = LineStructure.Input

  /// The user's arguments, with an open `--whole-archive` or group closed at their end.
  let arguments: [LinkArgument]
  /// `-L`, `-u`, `--wrap`… in their order.
  let options: [LinkArgument]
  let units: [Unit]
  let baseline: Baseline

  /// The switches that the driver leaves set in front of the user's arguments.
  struct Baseline {
    var isAsNeeded = false
    var allowsShared = true
  }

  init(_ given: [LinkArgument], toolchain: Toolchain) throws(LinkInputError) {
    arguments = UserLine.closed(given)
    var baseline = Baseline()
    baseline.allowsShared = toolchain.mode == .dynamic
    for argument in toolchain.before {
      if case .asNeeded(let on) = argument { baseline.isAsNeeded = on }
      if case .searchStatic(let on) = argument { baseline.allowsShared = !on }
    }
    self.baseline = baseline
    let before = toolchain.before
    let inputsBefore = try LineStructure(toolchain.unorderedLine(before)).inputs.count
    units = Array(
      try LineStructure(toolchain.unorderedLine(before + arguments)).inputs[inputsBefore...])
    options = arguments.filter(\.isOption)
  }

  /// What the user left open ends with the user's last argument, not with the driver's.
  private static func closed(_ given: [LinkArgument]) -> [LinkArgument] {
    var isWhole = false
    var openGroups = 0
    var isInLibrary = false
    var pushed: [(isWhole: Bool, isInLibrary: Bool)] = []
    for argument in given {
      switch argument {
      case .wholeArchive(let on): isWhole = on
      case .startGroup: openGroups += 1
      case .endGroup: openGroups -= 1
      case .startLib: isInLibrary = true
      case .endLib: isInLibrary = false
      case .pushState: pushed.append((isWhole, isInLibrary))
      case .popState: if let saved = pushed.popLast() { (isWhole, isInLibrary) = saved }
      default: break
      }
    }
    var result = given
    if isInLibrary { result.append(.endLib) }
    result += repeatElement(.endGroup, count: max(openGroups, 0))
    if isWhole { result.append(.wholeArchive(false)) }
    return result
  }

  /// The path that a unit leads to, by the linker's search.
  static func path(of unit: Unit, search: LibrarySearch) -> ByteString? {
    switch unit.name {
    case .file(let path): path
    case .library(let name, let isFileName):
      search.first(for: name, isFileName: isFileName, allowsShared: unit.allowsShared)
    }
  }

  /// Inputs as arguments, with switches only where they change.
  func spell(_ units: [Unit]) -> [LinkArgument] {
    var result: [LinkArgument] = []
    var isWhole = false
    var isLazy = false
    var isAsNeeded = baseline.isAsNeeded
    var allowsShared = baseline.allowsShared
    func set(_ unit: Unit) {
      if unit.isWhole != isWhole {
        isWhole = unit.isWhole
        result.append(.wholeArchive(isWhole))
      }
      if unit.isAsNeeded != isAsNeeded {
        isAsNeeded = unit.isAsNeeded
        result.append(.asNeeded(isAsNeeded))
      }
      if unit.allowsShared != allowsShared {
        allowsShared = unit.allowsShared
        result.append(.searchStatic(!allowsShared))
      }
      if unit.isLazy != isLazy {
        isLazy = unit.isLazy
        result.append(isLazy ? .startLib : .endLib)
      }
    }
    for unit in units {
      set(unit)
      switch unit.name {
      case .file(let path): result.append(.file(path))
      case .library(let name, let isFileName):
        result.append(.library(name, isFileName: isFileName))
      }
    }
    set(
      Unit(
        name: .file(""), isAsNeeded: baseline.isAsNeeded, allowsShared: baseline.allowsShared))
    return result
  }
}

extension LinkArgument {
  /// A file or a library.
  public var isInput: Bool {
    switch self {
    case .file, .library: true
    default: false
    }
  }

  /// Neither an input nor a switch that concerns the inputs behind it.
  var isOption: Bool {
    switch self {
    case .file, .library, .startGroup, .endGroup, .wholeArchive, .asNeeded, .searchStatic,
      .pushState, .popState, .startLib, .endLib:
      false
    default: true
    }
  }
}
