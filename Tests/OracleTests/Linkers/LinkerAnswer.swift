import BinaryHarness
import Foundation
import LinkerObservers

/// What a linker did with a line, by the real names of files and members.
struct LinkerAnswer {
  /// Why a member was extracted: who asked for what.
  struct Reason: Hashable, CustomStringConvertible {
    var member: FileName
    var referrer: FileName
    var symbol: String

    var description: String { "\(member) <- \(referrer) (\(symbol))" }
  }

  let observation: LinkerObservation
  /// Each member as often as it was extracted; once where only mold knows it.
  private(set) var members: [FileName: Int] = [:]
  /// How many objects and members were linked, where only mold says it and no names as often.
  private(set) var objectCount: Int?
  /// The linker's own words for an extraction; what mold prints are all references.
  private(set) var reasons: Set<Reason> = []
  private(set) var pieces: SectionMap

  /// Runs the linker on the line.
  init(
    _ linker: ObservedLinker, _ line: LinkerLine, in bench: Workbench, names: inout FileNames
  ) throws {
    let map = bench.file("\(linker).map")
    let why = bench.file("\(linker).why")
    for file in [map, why] { try? FileManager.default.removeItem(atPath: file) }
    let telling =
      linker == .mold
      ? ["--print-dependencies", "--stats"] : linker.isLLD ? ["--why-extract=\(why)"] : []
    observation = try .run(
      linker, line.words + ["-Map=\(map)"] + telling, in: bench.path, path: line.path,
      environment: line.environment)
    let mapText = Self.text(map)
    pieces = SectionMap(mapText, of: linker)
    switch linker {
    case .bfd:
      readReasons(LinkMap(mapText), names: &names)
    case .gold:
      for member in observation.extracted ?? [] { count(member, names: &names) }
      readReasons(LinkMap(mapText), names: &names)
    case .lld14, .lld21: readLLD(Self.text(why), names: &names)
    case .mold: readMold(names: &names)
    }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  /// GNU ld's map names all members that are extracted, `-u` and `--whole-archive` included.
  private mutating func readReasons(_ map: LinkMap, names: inout FileNames) {
    names.load(map.loaded)
    for inclusion in map.inclusions {
      if observation.linker == .bfd {
        members[names.name(inMap: inclusion.member), default: 0] += 1
      }
      guard !inclusion.isFromPlugin, let referrer = inclusion.referrer,
        let symbol = inclusion.symbol
      else { continue }
      reasons.insert(
        Reason(
          member: names.name(inMap: inclusion.member), referrer: names.name(inMap: referrer),
          symbol: symbol))
    }
  }

  private mutating func readLLD(_ why: String, names: inout FileNames) {
    for member in observation.extracted ?? [] { count(member, names: &names) }
    for line in why.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { continue }
      reasons.insert(
        Reason(
          member: names.name(inMap: fields[1]), referrer: names.name(inMap: fields[0]),
          symbol: fields[2]))
    }
  }

  private mutating func count(_ member: TracedMember, names: inout FileNames) {
    members[names.name(inMap: "\(member.archive ?? "")(\(member.name))"), default: 0] += 1
  }

  /// mold names the members that something refers to, and those with sections, and counts all.
  private mutating func readMold(names: inout FileNames) {
    for line in observation.output.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      if fields.count == 4 {
        let (from, to) = (file(fields[0], &names), file(fields[1], &names))
        if from.member != nil { members[from] = 1 }
        if to.member != nil { members[to] = 1 }
        reasons.insert(Reason(member: to, referrer: from, symbol: String(fields[3])))
      } else if let match = line.firstMatch(of: /num_objs=(\d+)/) {
        // One of them is mold's own.
        objectCount = Int(match.output.1).map { $0 - 1 }
      }
    }
    for file in pieces.files {
      let name = names.name(inMap: file)
      if name.member != nil { members[name] = 1 }
    }
  }

  /// `FILE:(SECTION)`, or FILE alone.
  private func file(_ text: Substring, _ names: inout FileNames) -> FileName {
    let cut = text.hasSuffix(")") ? text.range(of: ":(", options: .backwards) : nil
    return names.name(inMap: String(text[..<(cut?.lowerBound ?? text.endIndex)]))
  }
}
