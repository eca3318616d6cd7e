internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A linker's line divided into what the compiler driver put on it and what its user did.
///
/// The line does not say, so startup objects and the runtime libraries at its end are taken for the
/// driver's (GCC 12 and clang 14 to 21 put them there). With a line of another shape all of it is
/// the user's, which is no less true.
struct LinkerLineParts {
  private(set) var before: [LinkArgument] = []
  private(set) var own: [LinkArgument] = []
  private(set) var after: [LinkArgument] = []
  /// How many directories at the front of ``own`` the driver puts in front of its own.
  private(set) var leadingSearchDirectories = 0

  /// The line as it was.
  let whole: [LinkArgument]

  /// - Parameter defaults: where the linker looks by itself.
  init(_ arguments: [LinkArgument], defaults: [ByteString], files: SystemFiles) {
    whole = arguments
    let tail = LinkerLineParts.startOfTail(arguments)
    let head = LinkerLineParts.endOfHead(arguments[..<tail])
    var rest = arguments[head..<tail]
    var known = Set(defaults.compactMap { files.identity(of: $0) })
    for case .file(let path) in arguments[..<head] {
      if let identity = files.identity(of: path.parentDirectory) { known.insert(identity) }
    }
    before = Array(arguments[..<head])
    var leading: [LinkArgument] = []
    while case .searchDirectory(let path)? = rest.first {
      rest.removeFirst()
      let isOfDriver = files.identity(of: path).map { known.contains($0) } ?? false
      if isOfDriver {
        before.append(.searchDirectory(path))
      } else {
        leading.append(.searchDirectory(path))
      }
    }
    leadingSearchDirectories = leading.count
    own = leading + rest
    after = Array(arguments[tail...])
  }

  /// Behind the last startup object that no other input stands in front of.
  private static func endOfHead(_ arguments: ArraySlice<LinkArgument>) -> Int {
    var end = arguments.startIndex
    for (index, argument) in zip(arguments.indices, arguments) {
      switch argument {
      case .file(let path):
        guard DriverInputs.isStartup(path) else { return end }
        end = index + 1
      case .library: return end
      default: break
      }
    }
    return end
  }

  /// In front of the closing run of runtime libraries and startup objects.
  private static func startOfTail(_ arguments: [LinkArgument]) -> Int {
    var start = arguments.endIndex
    while start > arguments.startIndex, isOfTail(arguments[start - 1]) { start -= 1 }
    // What closes here was opened by the user.
    while start < arguments.endIndex, !isOpening(arguments[start...]) { start += 1 }
    return includingLanguageLibraries(arguments, start)
  }

  private static func isOfTail(_ argument: LinkArgument) -> Bool {
    switch argument {
    case .library(let name, false): DriverInputs.isRuntime(name)
    case .file(let path):
      DriverInputs.isStartup(path) || path.lastPathComponent.hasPrefix("libclang_rt.")
    case .startGroup, .endGroup, .pushState, .popState, .asNeeded, .searchStatic: true
    default: false
    }
  }

  /// Whether a tail may begin so: with an input or an opening bracket, and balanced.
  private static func isOpening(_ tail: ArraySlice<LinkArgument>) -> Bool {
    switch tail.first {
    case .library, .file, .startGroup, .pushState: break
    default: return false
    }
    var groups = 0
    var states = 0
    for argument in tail {
      switch argument {
      case .startGroup: groups += 1
      case .endGroup: groups -= 1
      case .pushState: states += 1
      case .popState: states -= 1
      default: break
      }
      if groups < 0 || states < 0 { return false }
    }
    return true
  }

  /// What g++, gfortran and clang++ append for their languages.
  private static func includingLanguageLibraries(
    _ arguments: [LinkArgument], _ start: Int
  ) -> Int {
    for names in languages where start >= names.count {
      let run = arguments[(start - names.count)..<start]
      if run.elementsEqual(names.map { LinkArgument.library($0, isFileName: false) }) {
        return start - names.count
      }
    }
    return start
  }

  private static let languages: [[ByteString]] = [
    ["gfortran", "m", "quadmath", "m"], ["gfortran", "m", "quadmath"],
    ["gfortran", "quadmath", "m"],
    ["gfortran", "m"], ["stdc++", "m"], ["c++", "m"],
  ]
}
