internal import Glibc
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A link's inputs and its line in a directory of their own, to be linked again elsewhere.
///
/// Like LLD's `--reproduce`: the files lie below `files` by their absolute paths, `response.txt` is
/// the line with its paths changed to these, `run` links it.
struct SavedLink {
  let linker: ByteString
  let words: [ByteString]
  let line: LinkerLineCase?

  /// Nothing that goes wrong here makes a build fail: the copy is then not complete, which its
  /// `missing.txt` says.
  func write(below parent: ByteString) {
    let files = SystemFiles()
    CacheDirectory(path: parent).create()
    guard let (name, directory) = SavedLink.freshDirectory(below: parent, for: outputName) else {
      return
    }
    let root = CacheDirectory(path: directory)
    var missing: [ByteString] = []
    var copied: [ByteString: ByteString] = [:]
    for path in inputs(files) {
      guard let absolute = files.resolvedPath(path) else { continue }
      let relative = "files" + absolute
      if copied.values.contains(relative) || FileCopy.copy(absolute, to: directory + "/" + relative)
      {
        copied[path] = relative
      } else {
        missing.append(path)
      }
    }
    let spelled = changedWords(copied, files)
    let response = (try? WordFormat.rsp.text(of: spelled)) ?? ""
    root.store(response.bytes, as: "response.txt")
    let script =
      "#!/bin/sh\n# Links \(name.description) again; ${LD} takes the place of the linker.\n"
      + "cd \"$(dirname \"$0\")\" && exec ${LD:-\(shellWord(linker))} @response.txt \"$@\"\n"
    root.store(Array(script.utf8), as: "run")
    _ = FileCopy.allowExecution(directory + "/run")
    if !missing.isEmpty {
      let text = missing.map(\.bytes).joined(separator: [0x0a])
      root.store(Array(text) + [0x0a], as: "missing.txt")
    }
  }

  private func shellWord(_ word: ByteString) -> String {
    ((try? WordFormat.shell.text(of: [word])) ?? word).description
  }

  private var outputName: ByteString { line?.output?.lastPathComponent ?? "a.out" }

  /// What the line names, and what a simulation of it opens.
  private func inputs(_ files: SystemFiles) -> [ByteString] {
    var paths = words.filter { files.identity(of: $0)?.isRegularFile == true }
    if let line { paths += line.files() }
    var seen: Set<ByteString> = []
    return paths.filter { $0 != line?.output && seen.insert($0).inserted }
  }

  /// The line with its files in their new places: a library by the file that was found for it.
  private func changedWords(_ copied: [ByteString: ByteString], _ files: SystemFiles)
    -> [ByteString]
  {
    guard let line else { return words.map { copied[$0] ?? $0 } }
    let arguments = zip(line.arguments, line.paths).flatMap { argument, path -> [LinkArgument] in
      switch argument {
      case .file, .library: path.map { [.file(copied[$0] ?? $0)] } ?? [argument]
      case .searchDirectory: []
      case .other(let words) where words.first == "-plugin": []
      case .other(let words) where words.first?.hasPrefix("-plugin-opt") == true: []
      default: [argument]
      }
    }
    return ["-o", outputName] + LineSpelling.linker.words(for: arguments)
  }

  private static func freshDirectory(
    below parent: ByteString, for output: ByteString
  ) -> (name: ByteString, path: ByteString)? {
    for number in 1...10_000 {
      let suffix = number == 1 ? "" : ByteString("-\(number)")
      let path = parent.appending(component: output + suffix)
      if FileCopy.makeDirectory(path) { return (output + suffix, path) }
      guard errno == EEXIST else { return nil }
    }
    return nil
  }
}
