public import ObjectFiles

extension Toolchain {
  /// Where the linker looks for `-l` without any `-L` of the user, the sysroot filled in.
  public var libraryDirectories: [ByteString] {
    ((before + after).searchDirectories + searchDirectories).map {
      LibrarySearch.belowSysroot($0, sysroot: sysroot)
    }
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
  ///   - kept: libraries that the driver does not see, so that it leaves them where they are.
  public func completeLine(
    around arguments: [LinkArgument], leadingSearchDirectories leading: Int,
    keeping kept: Set<ByteString> = []
  ) -> [LinkArgument] {
    let leading = min(max(leading, 0), arguments.count)
    let firstDirectory =
      before.firstIndex {
        if case .searchDirectory = $0 { true } else { false }
      } ?? before.endIndex
    let (own, closing) = deferring(arguments[leading...], keeping: kept)
    return Array(before[..<firstDirectory]) + arguments[..<leading] + before[firstDirectory...]
      + own + closing
  }

  /// The user's arguments and the driver's closing ones, with the deferred libraries moved from the
  /// former into the latter, behind the first library there that they may serve.
  private func deferring(
    _ arguments: ArraySlice<LinkArgument>, keeping kept: Set<ByteString>
  ) -> (own: [LinkArgument], closing: [LinkArgument]) {
    var own = Array(arguments)
    var closing = after
    for name in deferredLibraries where !kept.contains(name) {
      let library = LinkArgument.library(name, isFileName: false)
      guard let position = own.firstIndex(of: library) else { continue }
      own.remove(at: position)
      let head = closing.prefix { if case .library = $0 { true } else { false } }
      if !head.contains(library) { closing.insert(library, at: head.count) }
    }
    return (own, closing)
  }

  /// The same as something to simulate; `excused` are names whose absence is nobody's fault.
  func line(
    _ arguments: [LinkArgument], leading: Int, excused: [ByteString] = []
  ) -> LinkLine {
    var line = unorderedLine(
      completeLine(around: arguments, leadingSearchDirectories: leading))
    line.excused = excused
    return line
  }

  /// Arguments as they are, with nothing of the driver's around them.
  func unorderedLine(_ arguments: [LinkArgument]) -> LinkLine {
    LinkLine(
      arguments: arguments, searchDirectories: searchDirectories, sysroot: sysroot,
      allowsShared: mode == .dynamic,
      linkerDefinedSymbols: linkerDefinedSymbols)
  }
}
