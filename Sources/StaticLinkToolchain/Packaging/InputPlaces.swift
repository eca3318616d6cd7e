import ObjectFiles
import StaticLink

/// Where the inputs of a line lie, for a line that works in any directory and without `-L`.
struct InputPlaces<Files: FileSource> {
  private let own: [ByteString]
  private let toolchain: [ByteString]
  private let prefersShared: Bool
  private let files: Files

  init(given: ParsedLine, toolchain: Toolchain, files: Files) {
    own = given.arguments.searchDirectories
    self.toolchain = toolchain.libraryDirectories
    prefersShared = toolchain.mode == .dynamic
    self.files = files
  }

  /// The absolute path of an input; `nil` for what is none or is not there.
  func path(of argument: LinkArgument) -> ByteString? {
    switch argument {
    case .file(let path): absolute(path)
    case .library(let name, let isFileName):
      find(name, isFileName: isFileName, in: own + toolchain)
    default: nil
    }
  }

  /// The input by its absolute path, except what the driver finds by its name alone.
  func spelled(_ argument: LinkArgument) -> LinkArgument {
    if case .library(let name, let isFileName) = argument {
      guard let path = find(name, isFileName: isFileName, in: own + toolchain),
        path != find(name, isFileName: isFileName, in: toolchain)
      else { return argument }
      return .file(path)
    }
    return path(of: argument).map { .file($0) } ?? argument
  }

  private func find(
    _ name: ByteString, isFileName: Bool, in directories: [ByteString]
  ) -> ByteString? {
    let shared: [ByteString] = prefersShared ? ["lib" + name + ".so"] : []
    let names = isFileName ? [name] : shared + ["lib" + name + ".a"]
    for directory in directories {
      for name in names {
        let path = directory.appending(component: name)
        if files.isRegularFile(path) { return absolute(path) }
      }
    }
    return nil
  }

  /// The directory is resolved, the file is not: a link such as Debian's alternatives is a choice
  /// to keep.
  private func absolute(_ path: ByteString) -> ByteString {
    guard let directory = files.resolvedPath(path.parentDirectory) else { return path }
    return directory.appending(component: path.lastPathComponent)
  }
}
