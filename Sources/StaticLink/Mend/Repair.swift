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

  /// The files that the inputs among a line's elements lead to, by the linker's search: one for
  /// each element, `nil` where there is none.
  public func paths(of elements: [LinkArgument], in request: ResolveRequest) -> [ByteString?] {
    let search = LibrarySearch(
      line: request.toolchain.line(
        request.arguments, leading: request.leadingSearchDirectories), source: files)
    var isStatic = request.toolchain.mode != .dynamic
    return elements.map { element in
      switch element {
      case .file(let path): return path
      case .searchStatic(let isOn):
        isStatic = isOn || request.toolchain.mode != .dynamic
        return nil
      case .library(let name, let isFileName):
        return search.first(for: name, isFileName: isFileName, allowsShared: !isStatic)
      default: return nil
      }
    }
  }
}
