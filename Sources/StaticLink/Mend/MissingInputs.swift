internal import ObjectFiles

/// Tells all inputs of a line that are not there, and where they could be had.
///
/// GNU ld 2.40 names them too, but gives up when it comes to a linker script behind the first one,
/// as Debian's `libm.a` is.
struct MissingInputs {
  private let request: ResolveRequest
  private let source: any FileSource
  private let evidence: any EvidenceSource

  init(_ request: ResolveRequest, source: any FileSource, evidence: any EvidenceSource) {
    self.request = request
    self.source = source
    self.evidence = evidence
  }

  /// - Parameter error: the one that ended the simulation.
  func findings(after error: LinkInputError) -> [Finding] {
    let line = request.toolchain.line(
      request.arguments, leading: request.leadingSearchDirectories)
    let search = LibrarySearch(line: line, source: source)
    let inputs = (try? LineStructure(line))?.inputs ?? []
    var seen: Set<LineStructure.Input.Name> = []
    var findings = inputs.filter { seen.insert($0.name).inserted }
      .compactMap { finding($0, search) }
    let first = Finding(error)
    if !findings.contains(where: { $0.message == first.message && $0.place == first.place }) {
      findings.insert(first, at: 0)
    }
    return findings
  }

  private func finding(_ input: LineStructure.Input, _ search: LibrarySearch) -> Finding? {
    switch input.name {
    case .file(let path):
      guard source.identity(of: path) == nil else { return nil }
      do {
        _ = try source.open(path)
        return nil
      } catch {
        return Finding(.file(ObjectFileError(path: path, problem: .file(error))))
      }
    case .library(let name, let isFileName):
      func candidate(allowsShared: Bool) -> ByteString? {
        search.first(for: name, isFileName: isFileName, allowsShared: allowsShared)
      }
      guard candidate(allowsShared: input.allowsShared) == nil else { return nil }
      let shared = candidate(allowsShared: true)
      var finding = Finding(.missingLibrary(name: name, sharedOnly: shared))
      if let shared {
        finding.hint = "\(described(shared)) is a shared object; there is no archive"
      } else {
        finding.hint = whereabouts(of: isFileName ? name : "lib" + name + ".a", library: name)
      }
      return finding
    }
  }

  private func described(_ path: ByteString) -> String {
    let package = evidence.package(owning: path).map { " of package \($0.forMessage)" }
    return path.forMessage + (package ?? "")
  }

  /// Where else the machine has it.
  private func whereabouts(of file: ByteString, library: ByteString) -> String? {
    let elsewhere = evidence.installedLibraries(named: file).first {
      source.identity(of: $0)?.isRegularFile == true
    }
    if let elsewhere {
      let directory = elsewhere.parentDirectory.forMessage
      return "add -L\(directory): \(described(elsewhere)) is there"
    }
    for directory in request.searchDirectories {
      let shared = source.names(in: directory).first {
        LibraryFileName.name(ofSharedObject: $0) == library
      }
      guard let shared else { continue }
      return "only \(described(directory.appending(component: shared))) is here; "
        + "its development package is what a link needs"
    }
    return nil
  }
}
