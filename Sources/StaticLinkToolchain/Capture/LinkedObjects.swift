import Glibc
import ObjectFiles
import StaticLink

/// The build's own objects in a link: those on the line, and the members of its archives that the
/// linker took.
struct LinkedObjects {
  private let link: CapturedLink
  private let files: SystemFiles
  private let environment: Environment

  init(_ link: CapturedLink, files: SystemFiles, environment: Environment) {
    self.link = link
    self.files = files
    self.environment = environment
  }

  struct Input {
    /// The copy that was kept.
    var path: ByteString
    var member: ArchiveMember?

    /// A file that holds the object alone.
    func file(in directory: ByteString, files: SystemFiles) throws(CaptureFailure) -> ByteString {
      guard let member else { return path }
      do {
        let archive = try Archive(path: path, file: try files.open(path))
        let bytes = try archive.contents(of: member)
        let target = directory.appending(component: member.name.lastPathComponent)
        CacheDirectory(path: directory).store(bytes, as: target.lastPathComponent)
        return target
      } catch {
        throw CaptureFailure(text: "\(error)")
      }
    }

    func name(in link: CapturedLink) -> ByteString {
      let original = link.kept.first { $0.copy == path }?.original ?? path
      return member.map { original + "(" + $0.name + ")" } ?? original
    }
  }

  /// What the linker took, by a simulation of its line; all that was kept where there is none.
  func inputs() throws(CaptureFailure) -> [Input] {
    let copies = Set(link.kept.map(\.copy))
    let taken = taken().filter { copies.contains($0.path) }
    let objects = link.kept.map(\.copy).filter { !isArchive($0) && isObject($0) }
    let found = Set(taken.map(\.path))
    if objects.allSatisfy({ found.contains($0) }) { return taken }
    return try everything()
  }

  private func taken() -> [Input] {
    guard let parsed = try? ParsedLine(linker: link.linker, words: link.words, files: files),
      let toolchain = try? LinkerProbe.run(
        .init(linker: link.linker, line: parsed, environment: environment),
        cache: ToolchainCache(environment: environment))
    else { return [] }
    let request = ResolveRequest(
      arguments: parsed.arguments, toolchain: toolchain,
      semantics: .rules(of: toolchain.linker), allowsLibraryMode: false)
    let plan = Resolver(
      files: files, evidence: NoEvidence(),
      bitcode: LLVMSymbolReader(toolchain: toolchain, environment: environment)
    ).judge(request)
    return plan.libraries.flatMap { library -> [Input] in
      let archive = (try? files.open(library.path)).flatMap {
        try? Archive(path: library.path, file: $0)
      }
      return library.members.compactMap { member in
        guard let offset = member.offset else { return Input(path: library.path) }
        return (try? archive?.member(at: offset)).map { Input(path: library.path, member: $0) }
      }
    }
  }

  private func everything() throws(CaptureFailure) -> [Input] {
    var inputs: [Input] = []
    for path in link.kept.map(\.copy) {
      guard isArchive(path) else {
        if isObject(path) { inputs.append(Input(path: path)) }
        continue
      }
      do {
        let archive = try Archive(path: path, file: try files.open(path))
        inputs += try archive.members().map { Input(path: path, member: $0) }
      } catch {
        throw CaptureFailure(text: "\(error)")
      }
    }
    return inputs
  }

  private func isArchive(_ path: ByteString) -> Bool { files.kind(of: path) == .archive }

  private func isObject(_ path: ByteString) -> Bool {
    let kind = files.kind(of: path)
    return kind == .elf || kind == .bitcode
  }
}
