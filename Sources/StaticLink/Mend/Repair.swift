public import ObjectFiles

extension Resolver {
  /// Puts a line right that failed, as the drop-in for a linker may: libraries are moved, repeated
  /// and grouped, and added where archives need them, never for an object's own reference.
  ///
  /// - Returns: `nil` when that does not make the line link.
  public func repair(_ request: ResolveRequest) -> LinkPlan? {
    var request = request
    request.completes = .archives
    request.allowsLibraryMode = false
    guard let line = try? close(request), line.closure.resolution.unresolved.isEmpty,
      let plan = try? order(line).plan, plan.verdict == .links
    else { return nil }
    return plan
  }

  /// The file that an input of a line leads to, by the linker's search; `nil` when there is none.
  public func path(of input: LinkArgument, in request: ResolveRequest) -> ByteString? {
    switch input {
    case .file(let path): return path
    case .library(let name, let isFileName):
      let line = request.toolchain.line(
        request.arguments, leading: request.leadingSearchDirectories)
      return LibrarySearch(line: line, source: files).first(
        for: name, isFileName: isFileName, allowsShared: request.toolchain.mode == .dynamic)
    default: return nil
    }
  }
}
