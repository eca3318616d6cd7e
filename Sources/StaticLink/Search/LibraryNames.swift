public import ObjectFiles

/// What the name of a library alone tells.
public enum LibraryNames {
  /// Whether compilers or C libraries ship the library, by the name that `-l` takes.
  public static func isOfToolchain(_ name: ByteString) -> Bool {
    ToolchainLibraries.rank(of: name) != nil
  }
}
