import ObjectFiles

/// Where a build puts its outputs, as far as their paths say how they will be installed.
struct BuildTree {
  let files: SystemFiles

  /// An output's path from the root of its build: setuptools' `build/lib.linux-x86_64-cpython-311`
  /// or a directory that Ninja, Meson or CMake runs in; else from where the link was made.
  func relativePath(of output: ByteString, from directory: ByteString) -> ByteString {
    let components = output.split(separator: UInt8(ascii: "/"))
    if let root = components.lastIndex(where: BuildTree.isRootOfSetuptools) {
      return BuildTree.joined(components[(root + 1)...])
    }
    for count in stride(from: components.count - 1, to: 0, by: -1) {
      let parent = ByteString("/") + BuildTree.joined(components[..<count])
      if BuildTree.marks.contains(where: { exists(parent.appending(component: $0)) }) {
        return BuildTree.joined(components[count...])
      }
    }
    let base = directory + "/"
    return output.hasPrefix(base) ? output.dropFirst(base.count) : output.lastPathComponent
  }

  /// `build/lib` with a platform behind it, or the temporary one of an editable installation.
  private static func isRootOfSetuptools(_ name: ByteString) -> Bool {
    name.hasPrefix("lib.") || name.hasSuffix(".build-lib")
  }

  private static let marks: [ByteString] = ["build.ninja", "meson-private", "CMakeCache.txt"]

  private func exists(_ path: ByteString) -> Bool { files.identity(of: path) != nil }

  private static func joined(_ components: ArraySlice<ByteString>) -> ByteString {
    ByteString(Array(components.map(\.bytes).joined(separator: [UInt8(ascii: "/")])))
  }
}
