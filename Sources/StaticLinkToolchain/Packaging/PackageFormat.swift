public import ObjectFiles

/// A build system's text that imports a library.
public enum PackageFormat: String, Hashable, Sendable, CaseIterable {
  /// A complete `.pc` file.
  case pkgconfig
  /// A `NAME-config.cmake` for `find_package`.
  case cmake
  /// A `meson.build` for `subdir()`.
  case meson
  /// A `BUILD` file to lie beside the archive.
  case bazel

  /// The file's bytes.
  ///
  /// - Throws: ``PackagingError`` when the format has no spelling for a word.
  public func text(of package: LibraryPackage) throws(PackagingError) -> ByteString {
    try LibraryPackage.refuseControls(in: package.words, format: rawValue)
    return switch self {
    case .pkgconfig: try PkgConfigText(package: package).text()
    case .cmake: try CMakeText(package: package).text()
    case .meson: try MesonText(package: package).text()
    case .bazel: try BazelText(package: package).text()
    }
  }
}
