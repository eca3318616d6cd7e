internal import ObjectFiles

/// What a candidate defines, by hash, read from its index alone.
enum CandidateIndex {
  /// The hashes; empty for a file that is no archive or cannot be read: a candidate that nobody
  /// asked for is passed over, not reported.
  static func hashes(of path: ByteString, source: any FileSource, depth: Int = 0) -> [UInt64] {
    guard let file = try? source.open(path) else { return [] }
    if let hashes = try? ArchiveIndex.hashes(in: file, path: path) { return hashes }
    guard depth < 4, file.size < 1 << 16,
      let text = try? file.read(at: 0, count: Int(file.size)), FileKind(firstBytes: text) == .text,
      let script = try? LinkerScript(text: text)
    else { return [] }
    return script.inputs.flatMap { input -> [UInt64] in
      guard case .file(let name) = input.name else { return [] }
      let target =
        name.isAbsolutePath ? name : path.parentDirectory.appending(component: name)
      return hashes(of: target, source: source, depth: depth + 1)
    }
  }
}
