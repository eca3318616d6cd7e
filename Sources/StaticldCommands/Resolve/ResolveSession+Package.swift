internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// The formats that describe a library to a build system.
extension ResolveSession {
  /// - Returns: `nil` for the other formats.
  /// - Throws: ``CommandFailure`` for a line that is no library, or a word the format cannot hold.
  func packageText(of plan: LinkPlan) throws(CommandFailure) -> [UInt8]? {
    let packageFormat = PackageFormat(rawValue: format.rawValue)
    guard packageFormat != nil || format == .cps else { return nil }
    do throws(PackagingError) {
      let package = try LibraryPackage(
        plan: plan, given: link.line, toolchain: link.toolchain, files: link.machine.files,
        name: options.name.map { ByteString($0) },
        version: options.packageVersion.map { ByteString($0) },
        declared: { link.evidence.description(of: $0) })
      if let packageFormat { return try packageFormat.text(of: package).bytes }
      return try PackageJSON(package: package).document()
    } catch {
      throw CommandFailure(error.description)
    }
  }

  static func checkPackageOptions(
    _ options: ResolveCommand, _ format: Format
  ) throws(CommandFailure) {
    guard format != .cps, PackageFormat(rawValue: format.rawValue) == nil else { return }
    for (option, value) in [
      ("--name", options.name), ("--package-version", options.packageVersion),
    ] where value != nil {
      throw CommandFailure(
        "\(option) says nothing with --format \(format.rawValue)",
        hint: "it is for pkgconfig, cmake, meson, bazel and cps")
    }
  }
}
