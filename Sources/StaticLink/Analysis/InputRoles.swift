internal import ObjectFiles

/// Who put each file on the line, and what the toolchain's own are.
struct InputRoles {
  /// Files of the user's part of the line, scripts' archives included, in its order.
  private(set) var user: [FileID] = []
  /// Files of which every member is taken.
  private(set) var whole: FileSet = []
  private var isUser: FileSet = []
  private let inputs: InputSet
  private let isToolchainFile: [Bool]
  /// The first path of each file: a line may name one by several.
  private let firstPath: [FileID]

  init(_ request: ResolveRequest, line: LinkLine, inputs: InputSet) throws(LinkInputError) {
    self.inputs = inputs
    let search = LibrarySearch(line: line, source: inputs.source)
    let userLine = try UserLine(request.arguments, toolchain: request.toolchain)
    for unit in userLine.units {
      guard let path = UserLine.path(of: unit, search: search) else { continue }
      for file in inputs.files(behind: path) {
        if unit.isWhole { whole.insert(file) }
        if isUser.insert(file) { user.append(file) }
      }
    }
    firstPath = InputRoles.firstPaths(of: inputs)
    let known = isUser
    isToolchainFile = inputs.files.indices.map { index in
      let file = FileID(index)
      return !known.contains(file) || InputRoles.isToolchainName(inputs.path(of: file))
    }
  }

  private static func firstPaths(of inputs: InputSet) -> [FileID] {
    let known = inputs.files.enumerated().compactMap { index, file in
      inputs.source.identity(of: file.path).map { (identity: $0, index: index) }
    }.sorted {
      ($0.identity.device, $0.identity.inode, $0.index)
        < ($1.identity.device, $1.identity.inode, $1.index)
    }
    var result = inputs.files.indices.map { FileID($0) }
    for (last, next) in zip(known, known.dropFirst()) where last.identity == next.identity {
      result[next.index] = result[last.index]
    }
    return result
  }

  func isSame(_ left: FileID, _ right: FileID) -> Bool {
    left == right
      || max(left.index, right.index) < firstPath.count
        && firstPath[left.index] == firstPath[right.index]
  }

  /// Every path of a file.
  func aliases(of file: FileID) -> [FileID] {
    firstPath.indices.map { FileID($0) }.filter { isSame($0, file) }
  }

  func isOfUser(_ file: FileID) -> Bool { isUser.contains(file) }

  /// Whether every member of a file is in the link anyway.
  func isWhole(_ file: FileID) -> Bool {
    whole.contains { isSame($0, file) }
  }

  /// Added by the driver, or a library that comes with compiler or C library.
  func isToolchain(_ file: FileID) -> Bool {
    file.index >= isToolchainFile.count || isToolchainFile[file.index]
  }

  func isToolchain(_ object: ObjectID) -> Bool {
    isToolchain(inputs.objects[object.index].file)
  }

  /// The user's archives that are searched, without the toolchain's.
  var searchedArchives: [(file: FileID, archive: Archive)] {
    var seen: FileSet = []
    return user.compactMap { file in
      guard !isWhole(file), !isToolchain(file), seen.insert(firstPath[file.index]),
        case .archive(let archive) = inputs.files[file.index].contents
      else { return nil }
      return (file, archive)
    }
  }

  private static let startupObjects: Set<ByteString> = [
    "crt1.o", "Scrt1.o", "rcrt1.o", "gcrt1.o", "crti.o", "crtn.o", "crtbegin.o", "crtbeginS.o",
    "crtbeginT.o", "crtend.o", "crtendS.o", "crtfastmath.o",
  ]

  private static func isToolchainName(_ path: ByteString) -> Bool {
    let file = path.lastPathComponent
    if startupObjects.contains(file) { return true }
    guard let name = LibraryFileName.name(ofArchive: file) else { return false }
    // Debian's `libm.a` is a script that names `libm-2.36.a`.
    return ToolchainLibraries.rank(of: name) != nil || name.hasPrefix("m-2.")
  }
}
