internal import ObjectFiles
internal import StaticLink

/// Turns what a user types into what a link can be asked about.
struct WhyQuestions {
  let explanation: LinkExplanation

  /// The one thing that a word means, or every symbol that a pattern matches.
  ///
  /// What a word could mean beside is said on standard error.
  func subjects(_ word: ByteString) throws(CommandFailure) -> [LinkExplanation.Subject] {
    let found = explanation.subjects(named: word)
    if case .symbol = found[0] { return symbolsSayingOthers(word, found) }
    sayOthers(word, found)
    return [found[0]]
  }

  private func symbolsSayingOthers(
    _ word: ByteString, _ found: [LinkExplanation.Subject]
  ) -> [LinkExplanation.Subject] {
    sayOthers(word, found)
    return symbols(word)
  }

  private func sayOthers(_ word: ByteString, _ found: [LinkExplanation.Subject]) {
    let others = found.dropFirst().map(\.kind.rawValue)
    guard !others.isEmpty else { return }
    let options = others.map { "--\($0)" }.joined(separator: " or ")
    Diagnostics.standard.raw(
      "staticld: note: '\(word.forMessage)' is taken for a \(found[0].kind.rawValue); "
        + "\(options) asks about the \(others.joined(separator: " or "))\n")
  }

  /// A symbol, or those of the link that a pattern of demangled names matches.
  func symbols(_ word: ByteString) -> [LinkExplanation.Subject] {
    guard let pattern = NamePattern(word) else { return [.symbol(word)] }
    let matching = explanation.symbols { name in
      name.bytes.withUnsafeBytes { pattern.matches($0) }
    }
    return matching.isEmpty ? [.symbol(word)] : matching.map { .symbol($0) }
  }

  /// - Throws: ``CommandFailure`` for a name with an empty part.
  func member(_ word: ByteString) throws(CommandFailure) -> LinkExplanation.Subject {
    guard word.hasSuffix(")"), let open = word.bytes.lastIndex(of: 0x28) else {
      return .member(word, of: nil)
    }
    let library = ByteString(word.bytes[..<open])
    let name = ByteString(word.bytes[(open + 1)...].dropLast())
    guard !library.isEmpty, !name.isEmpty else {
      throw CommandFailure("'\(word.forMessage)' is no member", hint: "libz.a(inflate.o)")
    }
    return .member(name, of: WhyQuestions.libraryName(library))
  }

  static func libraryName(_ word: ByteString) -> ByteString {
    word.hasPrefix("-l") && word.count > 2 ? word.dropFirst(2) : word
  }
}

/// The questions of one run with all that is asked of each.
struct WhyRun {
  let session: ExplainSession
  let subjects: [LinkExplanation.Subject]
  let limit: Int
  let wantsAll: Bool
  let wantsSizes: Bool

  /// An answer with the sizes that belong to it.
  struct Sized {
    var answer: LinkExplanation.Answer
    /// What each of the answer's nodes adds, in the same order.
    var bytes: [SectionBytes]?
    var departure: Departure?
    /// What each node that would go adds, in the order of ``Departure/goes``.
    var going: [SectionBytes] = []
  }

  var explanation: LinkExplanation { session.explanation }

  func answers() throws(CommandFailure) -> [Sized] {
    try subjects.map { (subject) throws(CommandFailure) in
      let answer = explanation.why(
        subject, limit: wantsAll ? limit : 1, countsRest: wantsAll)
      var sized = Sized(answer: answer)
      guard wantsSizes, !answer.nodes.isEmpty else { return sized }
      try ExplainSession.readingAgain { () throws(LinkInputError) in
        sized.bytes = try answer.nodes.map { (node) throws(LinkInputError) in
          try explanation.bytes(of: [node])
        }
        let departure = try explanation.departure(of: answer)
        sized.going = try departure.goes.map { (node) throws(LinkInputError) in
          try explanation.bytes(of: [node])
        }
        sized.departure = departure
      }
      return sized
    }
  }
}
