/// A map's inclusions as extractions with real names, same-named members told apart.
struct MapExtractions {
  private(set) var extractions: [Extraction] = []
  /// Objects the linker opened: the startup files and the user's own, by real path.
  private(set) var objects: [String] = []

  /// `trace` is what the linker's `-t` printed: gold's map does not say what it loaded.
  init(_ map: LinkMap, trace: String = "", names: inout FileNames) {
    names.load(map.loaded)
    let loaded =
      map.loaded.isEmpty ? trace.split(separator: "\n").map(String.init) : map.loaded
    // What link-time optimization makes is the linker's own.
    objects = loaded.map { names.real($0) }.filter { isObject($0) && !$0.contains(".ltrans") }
    for inclusion in map.inclusions {
      let member = names.name(inMap: inclusion.member)
      let taken =
        inclusion.isFromPlugin
        ? extractions.last { $0.member.member == inclusion.referrer }?.member : nil
      extractions.append(
        Extraction(
          member: member, referrer: taken ?? inclusion.referrer.map { names.name(inMap: $0) },
          symbol: inclusion.symbol))
    }
    var identity = MemberIdentity(extractions.map(\.member), names: &names)
    identity.tellApart(&extractions, names: &names)
  }
}

/// Tells members of one name in one archive apart by what they define and refer to.
struct MemberIdentity {
  private var repeated: [FileName: [ArchiveListing.Member]] = [:]
  private var taken: [FileName: Set<Int>] = [:]
  private var definers: [String: [String: [Int]]] = [:]

  init(_ members: [FileName], names: inout FileNames) {
    for (path, group) in Dictionary(grouping: members, by: \.path) {
      guard let listing = names.listing(path) else { continue }
      let wanted = Set(group.compactMap(\.member))
      for (name, same) in Dictionary(grouping: listing.members, by: \.name)
      where same.count > 1 && wanted.contains(name) {
        repeated[FileName(path: path, member: name)] = same
        if definers[path] == nil { definers[path] = listing.definers() }
      }
    }
  }

  func isRepeated(_ name: FileName) -> Bool { repeated[name] != nil }

  mutating func tellApart(_ extractions: inout [Extraction], names: inout FileNames) {
    if repeated.isEmpty { return }
    // By symbol first: the index says which of them defines it, the first one is taken.
    for index in extractions.indices {
      guard let same = repeated[extractions[index].member], let symbol = extractions[index].symbol,
        let offsets = definers[extractions[index].member.path]?[symbol]
      else { continue }
      let offset = offsets.first { candidate in
        same.contains { $0.offset == candidate }
      }
      take(offset, for: &extractions[index])
    }
    // Whatever came in without a symbol took the members that are left, in order.
    for index in extractions.indices where extractions[index].offset == nil {
      guard let same = repeated[extractions[index].member] else { continue }
      let used = taken[extractions[index].member] ?? []
      take(same.first { !used.contains($0.offset) }?.offset, for: &extractions[index])
    }
    for index in extractions.indices {
      findReferrer(of: &extractions[index], names: &names)
    }
  }

  private mutating func take(_ offset: Int?, for extraction: inout Extraction) {
    extraction.offset = offset
    if let offset { taken[extraction.member, default: []].insert(offset) }
  }

  private func findReferrer(of extraction: inout Extraction, names: inout FileNames) {
    guard let referrer = extraction.referrer, let symbol = extraction.symbol,
      let same = repeated[referrer], let listing = names.listing(referrer.path)
    else { return }
    let possible = same.filter {
      taken[referrer]?.contains($0.offset) == true && listing.refers($0, to: symbol)
    }
    if possible.count == 1 {
      extraction.referrerOffset = possible[0].offset
    } else {
      extraction.possibleReferrers = possible.map(\.offset)
    }
  }
}
