internal import FoundationEssentials
internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// A line of the drop-in's log.
struct LoggedLink: Decodable {
  struct Finding: Decodable {
    var id: String
    var severity: String
    var message: String
    var hint: String?
  }

  var time: String
  var result: String
  var directory: String
  var linker: String
  var output: String?
  var arguments: [String]
  /// The line that linked, where another one failed.
  var linked: [String]?
  var note: String?
  var findings: [Finding]
  var milliseconds: UInt64

  /// - Throws: ``CommandFailure`` that names file and line for what is no log.
  static func read(_ path: ByteString) throws(CommandFailure) -> [LoggedLink] {
    let text: [UInt8]
    do throws(FileError) {
      text = try SystemFiles().contents(of: path)
    } catch {
      throw CommandFailure(.file(ObjectFileError(path: path, problem: .file(error))))
    }
    var links: [LoggedLink] = []
    let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard let link = try? JSONDecoder().decode(LoggedLink.self, from: Data(line)) else {
        throw CommandFailure("\(path.forMessage):\(index + 1): not a line of staticld's log")
      }
      links.append(link)
    }
    return links
  }

  var text: String {
    var text = "\(time) \(result) \(output ?? "a.out") (\(milliseconds) ms)"
    if let note { text += ": \(note)" }
    text += "\n"
    for finding in findings {
      text += "  \(finding.severity): \(finding.message) [\(finding.id)]\n"
    }
    return text
  }

  /// The keys of compile_commands.json, for a link that was made.
  var linkCommand: JSON {
    .object(
      [
        ("directory", .string(directory)),
        ("arguments", .array(([linker] + (linked ?? arguments)).map { .string($0) })),
      ] + (output.map { [("output", .string($0))] } ?? []))
  }

  var json: JSON {
    var entries: [(key: String, value: JSON)] = [
      ("time", .string(time)), ("result", .string(result)), ("directory", .string(directory)),
      ("linker", .string(linker)),
    ]
    if let output { entries.append(("output", .string(output))) }
    entries.append(("arguments", .array(arguments.map { .string($0) })))
    if let linked { entries.append(("linked", .array(linked.map { .string($0) }))) }
    if let note { entries.append(("note", .string(note))) }
    entries += [
      (
        "findings",
        .array(
          findings.map {
            .object(
              [
                ("id", .string($0.id)), ("severity", .string($0.severity)),
                ("message", .string($0.message)),
              ] + ($0.hint.map { [("hint", .string($0))] } ?? []))
          })
      ),
      ("milliseconds", .integer(milliseconds)),
    ]
    return .object(entries)
  }
}
