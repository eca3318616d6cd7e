internal import ObjectFiles
internal import Reports
internal import StaticLinkToolchain

/// What `manifest.json` says.
struct CaptureManifest {
  enum State: String {
    /// The build is still running, or we were killed.
    case running
    /// The build succeeded.
    case finished
    case failed
    case interrupted

    var text: String { self == .interrupted ? "was interrupted" : rawValue }
  }

  let command: [ByteString]
  let directory: ByteString
  var state = State.running
  var status: Int32?
  var libraries: [CapturedLibrary] = []
  var problems: [CaptureProblem] = []
  /// SHA-256 of archives.
  var digests: [ByteString: String] = [:]

  init(command: [ByteString], directory: ByteString) {
    self.command = command
    self.directory = directory
  }

  var json: JSON {
    var entries: [(key: String, value: JSON)] = [
      ("schema", .string("staticld/1")), ("command", .string("capture")),
      ("state", .string(state.rawValue)),
    ]
    if let status { entries.append(("status", .integer(UInt64(status)))) }
    entries += [
      ("build", CaptureManifest.list(command)), ("libraries", .array(libraries.map(entry))),
      (
        "problems",
        .array(
          problems.map { problem in
            .object(JSON.name("output", problem.output) + [("text", .string(problem.text))])
          })
      ),
    ]
    return .object(entries)
  }

  private func entry(_ library: CapturedLibrary) -> JSON {
    let link = library.link
    var entries: [(key: String, value: JSON)] = [("kind", .string(library.kind.rawValue))]
    entries += JSON.name("name", library.name)
    if let initFunction = library.initFunction {
      entries += JSON.name("initFunction", initFunction)
    }
    entries += JSON.name("archive", library.archive.lastPathComponent)
    if let digest = digests[library.archive] { entries.append(("sha256", .string(digest))) }
    entries.append(("members", CaptureManifest.list(library.members)))
    entries.append(("needs", .array(library.needs.map(CaptureManifest.need))))
    entries += JSON.name("output", link.outputPath)
    entries += JSON.name("directory", link.directory)
    if let compiler = link.driver.first {
      entries += JSON.name("compiler", compiler)
      entries.append(("arguments", CaptureManifest.list(Array(link.driver.dropFirst()))))
    }
    entries += JSON.name("linker", link.linker)
    return .object(entries)
  }

  private static func need(_ need: CapturedLibrary.Need) -> JSON {
    var entries = JSON.name("spelled", need.spelled) + JSON.name("path", need.path)
    if let captured = need.captured { entries += JSON.name("captured", captured) }
    if let archive = need.archive { entries += JSON.name("archive", archive) }
    return .object(entries)
  }

  private static func list(_ words: [ByteString]) -> JSON {
    .array(words.map { .string($0.description) })
  }
}
