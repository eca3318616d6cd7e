import BinaryHarness
import Foundation
import LinkerObservers
import Testing

/// What `staticld resolve --portable` promises of libraries that nobody here made up, asked of the
/// linkers.
@Suite("portable lines of the corpus")
struct PortableCorpusTests {
  private static let linkers: [ObservedLinker] = [.bfd, .gold, .lld21, .mold]

  /// Every case where the table is asked for (`make oracle`), else a sample.
  static let cases: [OracleCase] = {
    let isComplete = ProcessInfo.processInfo.environment["STATICLD_ORACLE_TABLE"] != nil
    let all = CorpusCases.all(.whole) + CorpusCases.all(.ref)
    return all.enumerated().filter {
      isComplete || $0.offset % 8 == 0 || $0.element.name.contains("zmq")
    }.map(\.element)
  }()

  @Test("four linkers take the same members, or differ as it says", arguments: cases)
  func portable(_ oracleCase: OracleCase) throws {
    do {
      try compare(oracleCase)
    } catch is OracleCase.NotApplicable {
      return
    }
  }

  private func compare(_ oracleCase: OracleCase) throws {
    let bench = try Workbench()
    let inputs = try oracleCase.make(bench)
    let portable = try resolve(oracleCase, inputs, ["--portable"], in: bench)
    if portable.succeeded {
      let answers = try answers(to: inputs.program + line(portable), oracleCase, in: bench)
      expectSame(answers, "\(oracleCase.name)")
      return
    }
    let plain = try resolve(oracleCase, inputs, [], in: bench)
    guard plain.succeeded else { return }
    #expect(portable.errorText.contains("error: ") && portable.output.isEmpty)
    #expect(portable.errorText.contains("[linkers-disagree]"), "\(portable.errorText)")
    let answers = try answers(to: inputs.program + line(plain), oracleCase, in: bench)
    let agree =
      answers.allSatisfy(\.observation.succeeded)
      && Set(answers.dropLast().map(\.members)).count == 1
      && Set(answers[3].members.keys).isSubset(of: answers[0].members.keys)
    #expect(!agree, "\(oracleCase.name): \(portable.errorText)")
  }

  private func resolve(
    _ oracleCase: OracleCase, _ inputs: OracleCase.Inputs, _ options: [String], in bench: Workbench
  ) throws -> Outcome {
    try Staticld.run(
      ["resolve", "--cc", oracleCase.driver] + options + inputs.arguments, in: bench.path)
  }

  private func line(_ outcome: Outcome) -> [String] {
    outcome.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func answers(
    to words: [String], _ oracleCase: OracleCase, in bench: Workbench
  ) throws -> [LinkerAnswer] {
    var names = FileNames(directory: bench.path)
    return try Self.linkers.map { linker in
      let line = try #require(
        try LinkerLine(
          driver: oracleCase.driver, oracleCase.mode + words, for: linker, in: bench))
      return try LinkerAnswer(linker, line, in: bench, names: &names)
    }
  }

  private func expectSame(_ answers: [LinkerAnswer], _ name: String) {
    for (linker, answer) in zip(Self.linkers, answers) {
      #expect(answer.observation.succeeded, "\(name), \(linker)")
      let difference =
        linker == .mold
        // Of members that nothing refers to and that are empty, mold tells the number alone.
        ? Set(answer.members.keys).subtracting(answers[0].members.keys)
        : Set(answer.members.keys).symmetricDifference(answers[0].members.keys)
      #expect(difference.isEmpty, "\(name), \(linker)")
      if linker != .mold { #expect(answer.members == answers[0].members, "\(name), \(linker)") }
    }
    #expect(!answers[0].members.isEmpty, "\(name)")
  }
}
