internal import ObjectFiles

/// Tells all inputs of a line that are not there, and where they could be had, and shared objects that
/// a static link does not take.
///
/// GNU ld 2.40 names them too, but gives up at the first such shared object, and when it comes to a
/// linker script behind a missing input, as Debian's `libm.a` is.
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
    let structure = try? LineStructure(line)
    var seen: Set<LineStructure.Input.Name> = []
    var findings = (structure?.inputs ?? []).filter { seen.insert($0.name).inserted }
      .compactMap { input in
        let isRefused = structure?.refusesShared(input, request.semantics) ?? false
        return finding(input, search) ?? (isRefused ? refusal(of: input) : nil)
      }
    let first = Finding(error)
    if !findings.contains(where: { $0.message == first.message && $0.place == first.place }) {
      findings.insert(first, at: 0)
    }
    return findings
  }

  private func refusal(of input: LineStructure.Input) -> Finding? {
    guard case .file(let path) = input.name else { return nil }
    let inputs = InputSet(source: source)
    guard let file = try? inputs.load(path), case .shared = inputs.files[file.index].contents else {
      return nil
    }
    return .sharedInStaticLink(Place(path: path))
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
      source.isRegularFile($0)
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
