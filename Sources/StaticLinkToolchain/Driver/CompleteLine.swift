import ObjectFiles
public import StaticLink

extension Toolchain {
  /// The linker's whole line for a user's arguments.
  ///
  /// - Parameters:
  ///   - arguments: the user's part, as in ``ParsedLine/arguments``.
  ///   - leading: how many search directories at its front belong before the driver's own.
  public func completeLine(
    around arguments: [LinkArgument], leadingSearchDirectories leading: Int
  ) -> [LinkArgument] {
    let leading = min(max(leading, 0), arguments.count)
    let firstDirectory =
      before.firstIndex {
        if case .searchDirectory = $0 { true } else { false }
      } ?? before.endIndex
    return Array(before[..<firstDirectory]) + arguments[..<leading] + before[firstDirectory...]
      + arguments[leading...] + after
  }
}
