internal import ObjectFiles

/// Something on which linkers do not agree about a line.
enum LinkerDisagreement {
  /// Symbols of which linkers take different definitions, in the same way for each of them.
  case definitions(symbols: [ByteString], parties: [Party])
  /// Linkers that fail where others link.
  case failures(failing: [Failure], linking: [LinkerIdentity.Family])

  struct Party {
    var linkers: [LinkerIdentity.Family]
    /// `nil`: these linkers take no member for the symbol.
    var definition: Place?
  }

  struct Failure {
    var linkers: [LinkerIdentity.Family]
    var reason: String
    /// Members without which the linkers might link.
    var places: [Place]
  }

  var isFailure: Bool {
    if case .failures = self { true } else { false }
  }

  /// The members that it is about.
  var places: [Place] {
    switch self {
    case .definitions(_, let parties): parties.compactMap(\.definition)
    case .failures(let failing, _): failing.flatMap(\.places)
    }
  }

  /// The disagreement as a finding; names stand in quotes, so that they can be shown demangled.
  var finding: Finding {
    switch self {
    case .definitions(let symbols, let parties):
      let who = parties.map { party in
        let takes = party.linkers.count > 1 ? "take" : "takes"
        return "\(LinkerIdentity.Family.list(party.linkers)) \(takes) "
          + (party.definition?.short ?? "none")
      }
      let names = LinkAnalysis.list(symbols.map { "'\($0.forMessage)'" })
      return Finding(
        .linkersDisagree,
        (names.isEmpty ? "" : names + ": ") + who.joined(separator: ", "),
        place: parties.lazy.compactMap(\.definition).first, symbol: symbols.first)
    case .failures(let failing, let linking):
      let why = failing.map {
        "\(LinkerIdentity.Family.list($0.linkers)) would fail: \($0.reason)"
      }
      return Finding(
        .linkersDisagree,
        (why + ["\(LinkerIdentity.Family.list(linking)) would link this"]).joined(separator: "; "))
    }
  }
}
