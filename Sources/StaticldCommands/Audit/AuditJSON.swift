internal import ObjectFiles
internal import Reports

/// The verdicts of `audit` as the document of schema `staticld/1`.
struct AuditJSON {
  let verdicts: [ModuleVerdict]

  func document() -> [UInt8] {
    JSON.object([
      ("schema", .string("staticld/1")), ("command", .string("audit")),
      ("modules", .array(verdicts.map(module))),
    ]).document()
  }

  private func module(_ verdict: ModuleVerdict) -> JSON {
    func list(_ words: [ByteString]) -> JSON { .array(words.map { .string($0.description) }) }
    var entries =
      JSON.name("module", verdict.module) + JSON.name("path", verdict.file) + [
        ("verdict", .string(verdict.kind.rawValue)), ("archives", list(verdict.archives)),
        ("declared", list(verdict.declared)), ("missing", list(verdict.missing)),
        ("superfluous", list(verdict.superfluous)), ("sharedOnly", list(verdict.sharedOnly)),
        ("absent", list(verdict.absent)), ("missingModules", list(verdict.missingModules)),
        ("wrongOrder", .bool(verdict.isWrongOrder)),
      ]
    if let correction = verdict.correction {
      entries.append(("librariesPrivate", list(correction)))
    }
    entries.append(("why", .array(verdict.why.map { .string($0) })))
    return .object(entries)
  }
}
