public import ObjectFiles

extension Toolchain {
  /// Where the linker looks for `-l` without any `-L` of the user, the sysroot filled in.
  public var libraryDirectories: [ByteString] {
    let own = (before + after).compactMap { argument -> ByteString? in
      if case .searchDirectory(let path) = argument { path } else { nil }
    }
    return (own + searchDirectories).map { LibrarySearch.belowSysroot($0, sysroot: sysroot) }
  }

  /// The libraries that the driver appends, without their groups.
  var implicitLibraries: [LinkArgument] {
    after.filter { if case .library = $0 { true } else { false } }
  }

  /// The linker's whole line for a user's arguments.
  ///
  /// - Parameters:
  ///   - arguments: the user's part of the line.
  ///   - leading: how many search directories at its front belong before the driver's own, where
  ///     gcc and clang put a user's `-L`.
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

  /// The same as something to simulate; `excused` are names whose absence is nobody's fault.
  func line(
    _ arguments: [LinkArgument], leading: Int, excused: [ByteString] = []
  ) -> LinkLine {
    LinkLine(
      arguments: completeLine(around: arguments, leadingSearchDirectories: leading),
      searchDirectories: searchDirectories, sysroot: sysroot, allowsShared: mode == .dynamic,
      linkerDefinedSymbols: linkerDefinedSymbols, excused: excused)
  }
}
