internal import Glibc
internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// One link as `STATICLD_LOG` keeps it: an object of JSON on a line of its own.
struct LinkRecord {
  enum Result: String {
    /// The line linked as it was.
    case linked
    /// It failed, was put right, and linked.
    case mended
    case failed
    /// It was judged; how it ended is not known.
    case checked
  }

  var result: Result
  var linker: ByteString
  var words: [ByteString]
  var repaired: RepairedLine?
  var findings: [Finding]
  var duration: Duration

  /// One write at the end of the file, so that the lines of parallel links stay whole.
  ///
  /// A log that cannot be written is no reason for a build to fail.
  func append(to path: ByteString) {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptor = path.withCString { open($0, flags, 0o666) } ?? -1
    guard descriptor >= 0 else { return }
    _ = writeAll(json.compact() + [0x0a], to: descriptor)
    close(descriptor)
  }

  var json: JSON {
    var entries: [(key: String, value: JSON)] = [
      ("schema", .string("staticld/1")), ("command", .string("link")),
      ("time", .string(LinkRecord.now)), ("result", .string(result.rawValue)),
    ]
    entries += JSON.name("directory", SystemFiles().resolvedPath(".") ?? ".")
    entries += JSON.name("linker", linker)
    if let output { entries += JSON.name("output", output) }
    entries.append(("arguments", LinkRecord.list(words)))
    if let repaired {
      entries += [
        ("linked", LinkRecord.list(repaired.words)), ("note", .string(repaired.note)),
      ]
    }
    entries += [
      ("findings", .array(findings.map(JSON.finding))),
      ("milliseconds", .integer(LinkRecord.milliseconds(duration))),
    ]
    return .object(entries)
  }

  private var output: ByteString? {
    guard let index = words.lastIndex(of: "-o"), index + 1 < words.count else { return nil }
    return words[index + 1]
  }

  private static func list(_ words: [ByteString]) -> JSON {
    .array(words.map { .string($0.description) })
  }

  private static func milliseconds(_ duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    return UInt64(max(0, seconds)) * 1000 + UInt64(max(0, attoseconds) / 1_000_000_000_000_000)
  }

  /// The time of day in UTC, as RFC 3339 writes it.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
