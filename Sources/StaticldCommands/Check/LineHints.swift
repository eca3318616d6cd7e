internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// Says in the user's own words what would mend a line that fails.
struct LineHints {
  let link: LineSession
  let request: ResolveRequest

  /// The same judgement with hints.
  func added(to plan: LinkPlan) -> LinkPlan {
    guard let mend = link.resolver.mend(request, after: plan) else { return plan }
    var plan = plan
    let how = how(mend)
    var isToldHow = false
    for index in plan.findings.indices where plan.findings[index].id == .unresolvedSymbol {
      guard let symbol = plan.findings[index].symbol, let place = mend.providers[symbol] else {
        continue
      }
      // One remedy mends them all, so it is told once.
      let isFirst = mend.addsLibraries && !isToldHow
      plan.findings[index].hint = "\(place.short) defines it" + (isFirst ? "; \(how)" : "")
      isToldHow = true
    }
    for index in plan.unresolved.indices where plan.unresolved[index].candidates.isEmpty {
      plan.unresolved[index].candidates =
        mend.providers[plan.unresolved[index].symbol].map { [$0.path] } ?? []
    }
    if mend.links, !mend.addsLibraries {
      plan.findings.append(
        Finding(.orderDependent, "nothing is missing, but this order does not link", hint: how))
    }
    plan.findings += mend.sharedOnly
    return plan
  }

  private func how(_ mend: Mend) -> String {
    if let added = mend.added {
      return "add at the end: \(text(of: link.addedWords(for: added)))"
    }
    return "link with: \(text(of: link.words(for: mend.line)))"
  }

  private func text(of words: [ByteString]) -> String {
    let quoted = try? WordFormat.shell.text(of: words)
    return (quoted ?? ByteString(Array(words.map(\.bytes).joined(separator: [0x20])))).forMessage
  }
}
