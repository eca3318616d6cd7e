/// What `staticld resolve --format json` claims, in the same terms as a map.
struct ReportExtractions {
  private(set) var extractions: [Extraction] = []
  /// Objects among the libraries, by real path.
  private(set) var objects: [String] = []

  init(_ report: ResolveReport, names: inout FileNames) {
    for library in report.libraries {
      let path = names.real(library.path)
      if !isArchive(path) {
        if isObject(path) { objects.append(path) }
        continue
      }
      for member in library.members ?? [] {
        let reason = member.reason
        extractions.append(
          Extraction(
            member: FileName(path: path, member: member.name),
            referrer: reason.referrer.map {
              FileName(path: names.real($0.path), member: $0.member)
            },
            symbol: reason.kind == "whole-archive" ? nil : reason.symbol,
            offset: member.offset, referrerOffset: reason.referrer?.offset))
      }
    }
    // The map has no offsets: ours count only where the name alone does not say which member.
    let identity = MemberIdentity(
      extractions.map(\.member) + extractions.compactMap(\.referrer), names: &names)
    for index in extractions.indices {
      if !identity.isRepeated(extractions[index].member) { extractions[index].offset = nil }
      if extractions[index].referrer.map(identity.isRepeated) != true {
        extractions[index].referrerOffset = nil
      }
    }
  }
}
