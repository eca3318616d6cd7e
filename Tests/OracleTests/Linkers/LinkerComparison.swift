import BinaryHarness
import Foundation
import LinkerObservers

/// What `staticld check` says of a linker's line against what the linker did with it.
struct LinkerComparison {
  private(set) var row: OracleRow
  /// What the two do not agree on, the most telling first.
  private(set) var differences: [String] = []
  private var names: FileNames
  private let linker: ObservedLinker
  private let answer: LinkerAnswer

  /// Runs both on the line.
  init(
    _ name: String, _ linker: ObservedLinker, _ line: LinkerLine, in bench: Workbench
  ) throws {
    self.linker = linker
    names = FileNames(directory: bench.path)
    row = OracleRow(name: name, linkerName: linker.rawValue, verdict: .equal)
    answer = try LinkerAnswer(linker, line, in: bench, names: &names)
    if answer.observation.crashed {
      throw OracleCase.NotApplicable(
        reason: "\(linker) crashes: \(answer.observation.messages.text.prefix(80))")
    }
    let outcome = try Staticld.run(
      ["check", "--no-hints", "--format", "json", "--bindings", "--", line.path] + line.words,
      in: bench.path, environment: line.environment)
    guard
      let report = try? JSONDecoder().decode(ResolveReport.self, from: Data(outcome.output))
    else {
      differences = ["check: \(outcome.ending) \(outcome.errorText)"]
      return
    }
    compare(report, links: outcome.succeeded)
    if !differences.isEmpty && row.verdict == .equal { row.verdict = .differs }
  }

  var observation: LinkerObservation { answer.observation }
  var members: [FileName: Int] { answer.members }

  private mutating func compare(_ report: ResolveReport, links: Bool) {
    let observation = answer.observation
    let errors = (report.findings ?? []).filter { $0.severity == "error" }
    if links != observation.succeeded {
      differences.append(
        "verdict: \(links ? "links" : "fails") \(errors.prefix(3).map(\.message)), "
          + "\(linker) \(observation.ending): \(observation.messages.text.prefix(1500))")
      return
    }
    // A linker that stops over something else says no more.
    if !observation.succeeded && !observation.messages.others.isEmpty { return }
    compareMembers(report)
    if observation.succeeded {
      compareBindings(report)
    } else {
      compareSymbols(report)
    }
  }

  private mutating func compareMembers(_ report: ResolveReport) {
    let extractions = ReportExtractions(report, names: &names)
    var ours: [FileName: Int] = [:]
    for extraction in extractions.extractions { ours[extraction.member, default: 0] += 1 }
    // What the plugin has claimed is no member to these two.
    var claimed = 0
    if linker == .gold || linker == .mold {
      let bytecode = Set(ours.keys).subtracting(answer.members.keys).filter { isBytecode($0) }
      for member in bytecode { claimed += ours.removeValue(forKey: member) ?? 0 }
    }
    row.ours = ours.values.reduce(0, +)
    row.linker = answer.members.values.reduce(0, +)
    if let count = answer.objectCount {
      // mold names a member once, and none that has no sections and is not referred to; but it
      // counts all, and the objects, and what link-time optimization makes.
      if claimed == 0, !extractions.objects.contains(where: { isBytecode(.init(path: $0)) }) {
        row.linker = count - extractions.objects.count
      } else {
        row.ours = ours.count
      }
      ours = ours.mapValues { _ in 1 }
    }
    var onlyOurs = difference(ours, answer.members)
    var onlyLinker = difference(answer.members, ours)
    // LLD 14 takes a member on the word of an index that lists bytecode, and finds nothing there;
    // staticld says at once that nobody reads it.
    if linker == .lld14, !answer.observation.succeeded {
      let unread = onlyLinker.filter { isBytecode($0) }
      onlyLinker.removeAll { unread.contains($0) }
      row.linker -= unread.count
    }
    if linker == .mold && row.linker == row.ours { onlyOurs = [] }
    row.onlyOurs = onlyOurs.count
    row.onlyLinker = onlyLinker.count
    note("only ours", onlyOurs.map(\.description))
    note("only \(linker)'s", onlyLinker.map(\.description))
    if row.linker != row.ours {
      differences.append("\(row.ours) members, \(linker): \(row.linker)")
    }
    if linker == .mold { countReferences(extractions) } else { compareReasons(extractions) }
  }

  private mutating func isBytecode(_ name: FileName) -> Bool {
    names.contents(of: name).contains {
      Data($0).range(of: Data(".gnu.lto_.symtab".utf8)) != nil
    }
  }

  private func difference(_ left: [FileName: Int], _ right: [FileName: Int]) -> [FileName] {
    left.flatMap { Array(repeating: $0.key, count: max(0, $0.value - (right[$0.key] ?? 0))) }
  }

  private mutating func note(_ title: String, _ list: [String]) {
    if list.isEmpty { return }
    differences.append("\(title) (\(list.count)): \(list.sorted().prefix(6))")
  }

  /// Every reason that the linker gives is ours, word for word.
  private mutating func compareReasons(_ extractions: ReportExtractions) {
    let ours = Dictionary(grouping: extractions.extractions, by: \.member)
    for theirs in answer.reasons.sorted(by: { $0.description < $1.description })
    // Options are no files: LLD calls them `--undefined` and `<internal>`.
    where isFile(theirs.referrer) {
      guard let own = ours[theirs.member] else { continue }
      if own.contains(where: { isSame($0, theirs) }) {
        row.reasons += 1
      } else {
        differences.append("\(linker): \(theirs), ours: \(own.prefix(3))")
      }
    }
  }

  private mutating func isSame(_ ours: Extraction, _ theirs: LinkerAnswer.Reason) -> Bool {
    // LLD prints a versioned definition, we what was asked for.
    guard let symbol = ours.symbol, Self.base(symbol) == Self.base(theirs.symbol) else {
      return false
    }
    // GNU ld's map names no referrer of a versioned name, and so do we for gold.
    if ours.referrer == theirs.referrer || ours.referrer == nil && symbol.contains("@") {
      return true
    }
    // LLD remembers who named the symbol first, though a weak reference extracts nothing.
    return linker.isLLD
      && names.contents(of: theirs.referrer).contains { ObjectSymbols($0).weak.contains(symbol) }
  }

  /// mold extracts by reachability: of several references none is the reason.
  private mutating func countReferences(_ extractions: ReportExtractions) {
    row.reasons =
      Set(extractions.extractions.compactMap(Self.reason))
      .intersection(answer.reasons).count
  }

  private static func reason(_ extraction: Extraction) -> LinkerAnswer.Reason? {
    guard let referrer = extraction.referrer, let symbol = extraction.symbol else { return nil }
    return .init(member: extraction.member, referrer: referrer, symbol: symbol)
  }

  private func isFile(_ name: FileName) -> Bool {
    FileManager.default.fileExists(atPath: name.path)
  }

  /// The definition that the linked file has of every name, by the section it lies in.
  private mutating func compareBindings(_ report: ResolveReport) {
    guard let image = answer.observation.forcedImage ?? answer.observation.image else { return }
    var ours: [String: FileName] = [:]
    for binding in report.bindings ?? [] {
      guard let place = binding.chosen else { continue }
      ours[binding.symbol] = FileName(path: names.real(place.path), member: place.member)
    }
    // Hidden symbols, and in static files of mold all, are as local as any other of that name.
    var theirs: [String: Set<FileName>] = [:]
    var isGlobal: Set<String> = []
    for symbol in image.symbols where symbol.isDefinition {
      guard symbol.binding != 0 || ours[symbol.name] != nil,
        let address = image.address(of: symbol)
      else { continue }
      let files = answer.pieces.files(
        at: address, isSized: symbol.size > 0, isThreadLocal: symbol.isTLS)
      theirs[symbol.name, default: []].formUnion(files.map { names.name(inMap: $0) })
      if symbol.binding != 0 { isGlobal.insert(symbol.name) }
    }
    for (symbol, files) in theirs.sorted(by: { $0.key < $1.key }) where !files.isEmpty {
      let own = ours[symbol]
      if let own, files.contains(own) {
        row.bindings += 1
        continue
      }
      // Another file's local, or of the linker's own making and only beside a file's section.
      guard own != nil || isGlobal.contains(symbol),
        files.contains(where: { defines($0, symbol) }),
        // Once more resolved, with the code that was made.
        own.map({ isBytecode($0) }) != true
      else { continue }
      differences.append(
        "\(symbol) is \(own?.description ?? "nothing"), \(linker): \(files)")
    }
  }

  private mutating func defines(_ file: FileName, _ symbol: String) -> Bool {
    names.contents(of: file).contains { ObjectSymbols($0).defined.contains(symbol) }
  }

  private mutating func compareSymbols(_ report: ResolveReport) {
    let messages = answer.observation.messages
    let duplicates = Self.unversioned((report.duplicates ?? []).map(\.symbol))
    let undefined = Self.unversioned(report.unresolved.filter { $0.weak != true }.map(\.symbol))
    let theirDuplicates = Self.unversioned(Array(messages.duplicates))
    let theirUndefined = Self.unversioned(Array(messages.undefined))
    noteSets("duplicates", duplicates, theirDuplicates)
    // LLD and mold end over duplicates before they look for what is undefined.
    if linker.isLLD || linker == .mold, !theirDuplicates.isEmpty { return }
    noteSets("undefined", undefined, theirUndefined)
  }

  private mutating func noteSets(_ title: String, _ ours: Set<String>, _ theirs: Set<String>) {
    note("\(title), only ours", Array(ours.subtracting(theirs)))
    note("\(title), only \(linker)'s", Array(theirs.subtracting(ours)))
  }

  /// `a@@V1` as `a`: the linkers do not agree on which of the two to print.
  private static func unversioned(_ names: [String]) -> Set<String> { Set(names.map(base)) }

  private static func base(_ symbol: String) -> String { String(symbol.prefix { $0 != "@" }) }
}

extension ElfTables.Symbol {
  /// Of a section, no file's or section's own name.
  fileprivate var isDefinition: Bool {
    !isUndefined && !isAbsolute && !isCommon && type != 3 && type != 4 && !name.contains("@")
  }
}
