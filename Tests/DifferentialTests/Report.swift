import BinaryHarness
import Foundation
import LinkerObservers

/// What `staticld check --format json --bindings` says of a line.
struct Report: Decodable {
  struct Place: Decodable, Hashable {
    let path: String
    let member: String?
    let offset: Int?
  }

  struct Library: Decodable {
    struct Member: Decodable {
      /// Nil where the library is an object by itself.
      let name: String?
      let offset: Int?
    }

    let path: String
    let members: [Member]?
  }

  struct Binding: Decodable {
    let symbol: String
    let chosen: Place?
  }

  struct Unresolved: Decodable {
    let symbol: String
    let weak: Bool?
  }

  struct Duplicate: Decodable { let symbol: String }

  struct Finding: Decodable {
    let id: String
    let severity: String
    let message: String
  }

  let verdict: String
  let libraries: [Library]?
  let bindings: [Binding]?
  let unresolved: [Unresolved]?
  let duplicates: [Duplicate]?
  let findings: [Finding]?

  /// Asks staticld what the linker would do with the line.
  static func run(
    _ linker: ObservedLinker, _ words: [String], in directory: String
  ) throws -> (Report?, Outcome) {
    let outcome = try Staticld.run(
      [
        "check", "--format", "json", "--bindings", "--no-hints", "--",
        linker.path ?? linker.program,
      ]
        + ["-o", "out"] + words, in: directory)
    return (try? JSONDecoder().decode(Report.self, from: Data(outcome.output)), outcome)
  }
}

extension Answer {
  init(_ report: Report, _ outcome: Outcome, _ inputs: Inputs) {
    verdict = outcome.status == 0 ? .links : .fails
    var linked: [Int] = []
    for library in report.libraries ?? [] {
      for member in library.members ?? [] {
        if let number = inputs.object(library.path, member: member.name, offset: member.offset) {
          linked.append(number)
        }
        guard let name = member.name else { continue }
        extracted["\(inputs.short(library.path))(\(inputs.short(name)))", default: 0] += 1
      }
    }
    objects = linked.sorted()
    for binding in report.bindings ?? [] {
      chosen[binding.symbol] = Self.meaning(of: binding, inputs)
    }
    undefined = Self.unversioned(
      Set((report.unresolved ?? []).filter { $0.weak != true }.map(\.symbol)))
    duplicates = Self.unversioned(Set((report.duplicates ?? []).map(\.symbol)))
    otherErrors = (report.findings ?? []).filter {
      $0.severity == "error" && $0.id != "unresolved-symbol" && $0.id != "duplicate-symbol"
    }.map { "\($0.id): \($0.message)" }
  }

  private static func meaning(of binding: Report.Binding, _ inputs: Inputs) -> BoundDefinition {
    guard let place = binding.chosen else { return .nothing }
    guard
      let tables = inputs.tables(
        place.path, member: place.member, offset: place.offset)
    else { return .unreadable }
    if !tables.isRelocatable { return .shared }
    // gold gives a common symbol the wrapper's name.
    // GNU ld's `X@@V` can be a common symbol `X`.
    let names = [
      binding.symbol, String(binding.symbol.trimmingPrefix("__wrap_")),
      String(binding.symbol.prefix { $0 != "@" }),
    ]
    let symbol = names.lazy.compactMap { name in
      tables.symbols.first { $0.name == name && !$0.isUndefined }
    }.first
    if symbol?.isCommon == true { return .common }
    return tables.linkedObjects.first.map { .object($0) } ?? .unreadable
  }
}
