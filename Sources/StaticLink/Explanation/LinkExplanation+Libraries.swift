internal import ObjectFiles

extension LinkExplanation {
  func why(
    member name: ByteString, of library: ByteString?, limit: Int, countsRest: Bool
  ) -> Answer {
    let subject = Subject.member(name, of: library)
    let members = members(named: name, of: library)
    let nodes = Set(members.compactMap(\.node))
    guard nodes.isEmpty else {
      return found(subject, .init(nodes: nodes), limit: limit, countsRest: countsRest)
    }
    var answer = Answer(subject: subject, verdict: .notInLink)
    for member in members {
      guard let offset = member.place.offset else { continue }
      answer.obstacles += obstacles(of: [offset], in: member.file, at: member.place)
    }
    if members.isEmpty {
      let isLibraryThere = library.map { !files(ofLibrary: $0).isEmpty } ?? true
      answer.obstacles = [
        Obstacle(
          reason: isLibraryThere ? .unknown : .notOnLine,
          place: library.map { Place(path: $0, member: name) })
      ]
    }
    return answer
  }

  func why(library name: ByteString, limit: Int, countsRest: Bool) -> Answer {
    let subject = Subject.library(name)
    let files = files(ofLibrary: name)
    let nodes = link.objects.indices.filter {
      files.contains(link.inputs.objects[link.objects[$0].index].file)
    }
    guard nodes.isEmpty else {
      return found(subject, .init(nodes: Set(nodes)), limit: limit, countsRest: countsRest)
    }
    var answer = Answer(subject: subject, verdict: .notInLink)
    for file in archives where files.contains(file) {
      guard case .archive(let archive) = link.inputs.files[file.index].contents else { continue }
      var seen: Set<UInt64> = []
      let offsets = (archive.index?.memberOffsets ?? []).filter { seen.insert($0).inserted }
      answer.obstacles += obstacles(of: offsets, in: file, at: Place(path: archive.path))
    }
    if files.isEmpty { answer.obstacles = libraryElsewhere(name) }
    return answer
  }

  /// One obstacle for each reason that keeps some members out.
  private func obstacles(
    of offsets: [UInt64], in file: FileID, at place: Place
  ) -> [Obstacle] {
    var order: [Obstacle] = []
    var position: [Obstacle.Reason: Int] = [:]
    for offset in offsets {
      for symbol in listedSymbols(of: offset, in: file) {
        let one = obstacle(to: symbol, at: place, in: file, offset)
        if let known = position[one.reason] {
          order[known].symbolCount += 1
          if order[known].symbols.count < LinkExplanation.symbolsShown {
            order[known].symbols += one.symbols
          }
        } else {
          position[one.reason] = order.count
          order.append(one)
        }
      }
    }
    guard order.isEmpty else {
      // What somebody refers to is told first.
      return order.filter { $0.reason != .unreferenced }
        + order.filter { $0.reason == .unreferenced }
    }
    return [Obstacle(reason: .nothingListed, place: place)]
  }

  /// More symbols of one obstacle than this are counted, not listed.
  private static let symbolsShown = 20

  /// The library that a name leads to in the directories of the search.
  private func pathElsewhere(_ name: ByteString) -> ByteString? {
    let source = link.inputs.source
    let isPath = name.bytes.contains(0x2f)
    let files = [name, "lib" + name + ".a", "lib" + name + ".so"]
    let paths =
      isPath
      ? [name]
      : link.request.searchDirectories.flatMap { directory in
        files.map { directory.appending(component: $0) }
      }
    return paths.first { source.identity(of: $0)?.isRegularFile == true }
  }

  func hasLibraryElsewhere(_ name: ByteString) -> Bool { pathElsewhere(name) != nil }

  private func libraryElsewhere(_ name: ByteString) -> [Obstacle] {
    guard let path = pathElsewhere(name) else { return [Obstacle(reason: .unknown)] }
    let place = Place(path: path)
    if let why = rejection(of: path) {
      return [Obstacle(reason: .rejected, place: place, detail: why)]
    }
    let isShared = LibraryFileName.name(ofSharedObject: path.lastPathComponent) != nil
    return [Obstacle(reason: isShared ? .sharedOnly : .notOnLine, place: place)]
  }
}
