internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// The answers of `find` as the document of schema `staticld/1`.
struct FindJSON {
  let answers: [FindSession.Answer]
  let evidence: SystemEvidence

  func document() -> [UInt8] {
    JSON.object([
      ("schema", .string("staticld/1")), ("command", .string("find")),
      ("symbols", .array(answers.map(symbol))),
    ]).document()
  }

  private func symbol(_ answer: FindSession.Answer) -> JSON {
    var entries = JSON.name("symbol", answer.symbol)
    if let demangled = Demangler.demangle(answer.symbol) {
      entries.append(("demangled", .string(demangled.description)))
    }
    entries.append(("definitions", .array(answer.definitions.map(definition))))
    return .object(entries)
  }

  private func definition(_ definition: SymbolDefinition) -> JSON {
    var entries: [(key: String, value: JSON)] = [
      ("place", JSON.place(definition.place)),
      ("strength", .string(definition.strength.rawValue)),
      ("hidden", .bool(definition.isHidden)), ("shared", .bool(definition.isShared)),
    ]
    if let package = evidence.package(owning: definition.place.path) {
      entries.append(("package", .string(package.description)))
      if let version = evidence.version(of: package) {
        entries.append(("version", .string(version.description)))
      }
    }
    return .object(entries)
  }
}
