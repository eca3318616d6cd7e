/// One member that entered a link, and why: what the oracle compares, as a multiset.
struct Extraction: Hashable, CustomStringConvertible {
  var member: FileName
  var referrer: FileName?
  /// Nil when the whole archive was asked for.
  var symbol: String?

  /// The header's offset, only where the archive has two members of this name.
  var offset: Int?
  var referrerOffset: Int?
  /// Referrers the map leaves possible: members of one name that all refer to the symbol.
  var possibleReferrers: [Int] = []

  var description: String {
    let place = "\(member)" + (offset.map { "@\($0)" } ?? "")
    guard let symbol else { return "\(place) <- (--whole-archive)" }
    let possible = possibleReferrers.map(String.init).joined(separator: "|")
    let asker =
      referrer.map { "\($0)" + (referrerOffset.map { "@\($0)" } ?? "") } ?? ""
    return "\(place) <- \(asker)\(possible.isEmpty ? "" : "@" + possible) (\(symbol))"
  }
}

/// The symmetric difference of two multisets of extractions.
struct ExtractionDifference {
  private(set) var onlyOurs: [Extraction] = []
  private(set) var onlyLinker: [Extraction] = []

  var isEmpty: Bool { onlyOurs.isEmpty && onlyLinker.isEmpty }

  init(ours: [Extraction], linker: [Extraction]) {
    var open: [Extraction: Int] = [:]
    for extraction in ours { open[extraction, default: 0] += 1 }
    for extraction in linker {
      let spellings =
        extraction.possibleReferrers.isEmpty
        ? [extraction]
        : extraction.possibleReferrers.map {
          var one = extraction
          one.referrerOffset = $0
          one.possibleReferrers = []
          return one
        }
      if let match = spellings.first(where: { open[$0, default: 0] > 0 }) {
        open[match]! -= 1
      } else {
        onlyLinker.append(extraction)
      }
    }
    onlyOurs = open.flatMap { Array(repeating: $0.key, count: $0.value) }
      .sorted { $0.description < $1.description }
  }

  /// The tuples, most telling first, for a failure message.
  var text: String {
    let limit = 12
    func part(_ title: String, _ list: [Extraction]) -> [String] {
      list.prefix(limit).map { "  \(title) \($0)" }
        + (list.count > limit ? ["  \(title) … \(list.count - limit) more"] : [])
    }
    return (part("only ours:", onlyOurs) + part("only ld:  ", onlyLinker))
      .joined(separator: "\n")
  }
}
