internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// One reason why something is not in the link, as a sentence.
struct WhyObstacle {
  private let obstacle: LinkExplanation.Obstacle
  private let answer: LinkExplanation.Answer
  private let session: ExplainSession

  init(
    _ obstacle: LinkExplanation.Obstacle, of answer: LinkExplanation.Answer,
    _ session: ExplainSession
  ) {
    self.obstacle = obstacle
    self.answer = answer
    self.session = session
  }

  var text: String {
    let place = self.place
    switch obstacle.reason {
    case .unreferenced: return notExtracted("nobody refers to \(them)")
    case .weakOnly:
      return notExtracted("only weak references ask for \(them), such as that of \(other)")
    case .wrongOrder:
      return notExtracted("\(library) stands left of the only reference, in \(other)")
    case .otherDefinition where answer.verdict == .inLink:
      return "\(place) defines it too, and is not used: \(other) came first"
    case .otherDefinition: return notExtracted("\(other) defines \(them) and came first")
    case .common:
      return notExtracted("the COMMON symbol in \(other) does not ask for \(them)")
    case .droppedGroup:
      return "\(place) defines it too, in a COMDAT group that is dropped: \(other) had it first"
    case .notOnLine:
      guard !obstacle.symbols.isEmpty else { return "\(place)\(package) is not on the line" }
      return "\(place) defines \(them), and \(library)\(package) is not on the line\(wanted)"
    case .rejected:
      return "\(place)\(package) was passed over by the search: \(obstacle.detail ?? "")"
    case .sharedOnly:
      return "\(place)\(package) is a shared object, which a static link cannot use\(wanted)"
    case .staleIndex:
      return "the index of \(library) lists \(them), \(place) does not define \(them)"
    case .nothingListed:
      return "\(place) defines nothing that its index lists: only --whole-archive takes it"
    case .unused: return "\(other) names it without using it, so that the linker does not miss it"
    case .undefined: return "\(other) refers to it, and nothing here defines it"
    case .unknown: return "nothing here defines it or refers to it"
    }
  }

  private func notExtracted(_ why: String) -> String {
    "\(place) defines \(what), not extracted because \(why)"
  }

  private var place: String {
    guard let place = obstacle.place else { return "" }
    guard place.member == nil else { return place.short }
    return session.readable(place.path).forMessage
  }

  private var other: String { obstacle.other?.short ?? "the linker itself" }

  private var library: String { obstacle.place?.path.lastPathComponent.forMessage ?? "" }

  /// Whom the missing library would serve.
  private var wanted: String { obstacle.other.map { ", though \($0.short) refers to it" } ?? "" }

  private var them: String {
    answer.subject.kind == .symbol || obstacle.symbolCount == 1 ? "it" : "them"
  }

  private var what: String {
    if answer.subject.kind == .symbol { return "it" }
    return WhyText.list(obstacle.symbols, count: obstacle.symbolCount)
  }

  private var package: String {
    guard let path = obstacle.place?.path,
      let name = session.link.evidence.package(owning: path)
    else { return "" }
    return " of \(name.forMessage)"
  }
}
