internal import ObjectFiles
internal import Reports
internal import StaticLink

/// A plan as the document of schema `staticld/1`.
struct PlanJSON {
  let command: String
  let plan: LinkPlan
  let link: LineSession
  let wantsBindings: Bool

  func document() -> [UInt8] {
    let words = link.words(for: plan.line)
    var entries: [(key: String, value: JSON)] = [
      ("schema", .string("staticld/1")), ("command", .string(command)), ("linker", link.linkerJSON),
    ]
    if !link.toolchain.driver.isEmpty {
      entries.append(("driver", .string(link.toolchain.driver.description)))
    }
    entries += [
      ("mode", .string(link.toolchain.mode.rawValue)),
      ("verdict", .string(plan.verdict.rawValue)),
      ("line", .array(words.map { .string($0.description) })),
    ]
    if words.contains(where: { $0.utf8Text == nil }) {
      entries.append(("lineBytes", .array(words.map { .string(JSON.base64($0.bytes)) })))
    }
    entries.append(("libraries", .array(plan.libraries.map(library))))
    if wantsBindings { entries.append(("bindings", .array(plan.bindings.map(binding)))) }
    entries += [
      ("unresolved", .array(plan.unresolved.map(unresolved))),
      ("duplicates", .array(plan.duplicates.map(duplicate))),
      ("findings", .array(plan.findings.map(JSON.finding))),
      (
        "stats",
        .object([
          ("files", .integer(UInt64(plan.statistics.files))),
          ("objects", .integer(UInt64(plan.statistics.objects))),
          ("symbols", .integer(UInt64(plan.statistics.symbols))),
        ])
      ),
    ]
    return JSON.object(entries).document()
  }

  private func library(_ library: LinkPlan.Library) -> JSON {
    .object(
      JSON.name("path", library.path) + JSON.name("name", library.name) + [
        ("origin", .string(library.origin.rawValue)),
        ("evidence", .array(library.evidence.map(evidence))),
        ("rejected", .array(library.rejected.map(alternative))),
        ("reason", reason(library.reason)),
        ("members", .array(library.members.map(member))),
      ])
  }

  private func evidence(_ evidence: Evidence) -> JSON {
    .object([
      ("kind", .string(evidence.kind.rawValue)), ("detail", .string(evidence.detail)),
    ])
  }

  private func alternative(_ other: Choice.Alternative) -> JSON {
    .object(
      JSON.name("path", other.path) + [
        ("evidence", .array([evidence(other.evidence)])), ("why", .string(other.why)),
      ])
  }

  private func member(_ member: LinkPlan.Member) -> JSON {
    var entries = member.name.map { JSON.name("name", $0) } ?? []
    if let offset = member.offset { entries.append(("offset", .integer(offset))) }
    if let bytes = member.bytes { entries.append(("bytes", .integer(bytes))) }
    entries.append(("reason", reason(member.reason)))
    return .object(entries)
  }

  private func reason(_ reason: LinkPlan.Reason) -> JSON {
    var entries: [(key: String, value: JSON)] = [("kind", .string(reason.kind))]
    if let symbol = reason.symbol { entries += JSON.name("symbol", symbol) }
    if let referrer = reason.referrer { entries.append(("referrer", JSON.place(referrer))) }
    return .object(entries)
  }

  private func binding(_ binding: LinkPlan.Binding) -> JSON {
    .object(
      JSON.name("symbol", binding.symbol) + [
        ("chosen", JSON.place(binding.chosen)), ("others", .array(binding.others.map(JSON.place))),
      ])
  }

  private func unresolved(_ open: LinkPlan.Unresolved) -> JSON {
    .object(
      JSON.name("symbol", open.symbol) + [
        ("weak", .bool(open.isWeak)),
        ("referrers", .array(open.referrers.map(JSON.place))),
        ("candidates", .array(open.candidates.map { .string($0.description) })),
      ])
  }

  private func duplicate(_ duplicate: LinkPlan.Duplicate) -> JSON {
    .object(
      JSON.name("symbol", duplicate.symbol) + [
        (
          "definitions",
          .array(
            duplicate.definitions.map {
              .object([("place", JSON.place($0.place)), ("strength", .string($0.strength))])
            })
        ),
        ("bodies", .string(duplicate.bodies.rawValue)),
      ])
  }
}

extension LineSession {
  /// The linker and whose rules stand for it.
  var linkerJSON: JSON {
    .object([
      ("name", .string(toolchain.linker.family.rawValue)),
      ("version", .string(toolchain.linker.version)),
      ("profile", .string(semantics.profileName)),
    ])
  }
}

extension LinkerSemantics {
  /// The rules' name in answers: `lld-21`.
  var profileName: String { "\(family.rawValue)-\(version)" }
}
