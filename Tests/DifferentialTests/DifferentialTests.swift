import BinaryHarness
import Foundation
import LinkerObservers
import Testing

@Suite("Differential")
struct DifferentialTests {
  @Test func selfCheck() throws {
    let env = ProcessInfo.processInfo.environment
    let features = Feature.set(env["STATICLD_DIFFERENTIAL_FEATURES"] ?? "basic") ?? []
    let count = Int(env["STATICLD_DIFFERENTIAL_PROGRAMS"] ?? "50") ?? 50
    let bench = try Workbench()
    var tally: [String: Int] = [:]
    for number in 0..<count {
      let program = Generator.program(seed: 1, number: number, features: features)
      let linkCase = program.linkCase
      do { try linkCase.build(in: bench) } catch {
        print("BUILD", error, linkCase.script([])); continue
      }
      for linker in ObservedLinker.installed {
        let seen = try LinkerObservation.run(linker, linkCase.line, in: bench.path)
        let answer = Answer(seen, Inputs(linkCase, in: bench.path))
        tally["\(linker.rawValue) \(answer.verdict)", default: 0] += 1
        if !answer.otherErrors.isEmpty { print(linker, answer.otherErrors.prefix(2)) }
        if answer.verdict == .fails && answer.undefined.isEmpty && answer.duplicates.isEmpty
          && answer.otherErrors.isEmpty
        {
          print(linker, "UNPARSED", seen.messages.text)
        }
        if number < 2 { print(linker, answer.text) }
      }
      if number < 2 { print(linkCase.script([])) }
    }
    print(tally.sorted { $0.key < $1.key })
  }
}
