import Foundation
import LinkerObservers
import Testing

/// A case and a linker.
struct LinkerCase: Sendable, CustomTestStringConvertible {
  let oracleCase: OracleCase
  let linker: ObservedLinker

  var testDescription: String { "\(oracleCase.name), \(linker)" }

  func check() throws { try LinkerOracle.check(oracleCase, linker) }

  static let made = each(
    ArchiveCases.all + SymbolCases.all + BytecodeCases.all + DriverCases.all + CrossCases.all)
  static let corpus = each(CorpusCases.all(.whole) + CorpusCases.all(.ref))

  /// Every case with every linker where the table is asked for (`make oracle`), else with one linker
  /// of all in turn.
  private static func each(_ cases: [OracleCase]) -> [LinkerCase] {
    let linkers = ObservedLinker.allCases
    let isComplete = ProcessInfo.processInfo.environment["STATICLD_ORACLE_TABLE"] != nil
    return cases.enumerated().flatMap { number, oracleCase in
      (isComplete ? linkers : [linkers[number % linkers.count]])
        .map { LinkerCase(oracleCase: oracleCase, linker: $0) }
    }
  }
}
