internal import ObjectFiles

extension InputSet {
  /// The files that an argument of a line leads to, those of a script included.
  func files(
    of argument: LinkArgument, by search: LibrarySearch, allowsShared: Bool
  ) -> FileSet {
    switch argument {
    case .file(let path):
      return files(behind: path)
    case .library(let name, let isFileName):
      let found = search.first(for: name, isFileName: isFileName, allowsShared: allowsShared)
      return found.map { files(behind: $0) } ?? []
    default:
      return []
    }
  }
}
