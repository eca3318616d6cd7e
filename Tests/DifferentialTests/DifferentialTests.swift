import BinaryHarness
import Foundation
import LinkerObservers
import Testing

@Suite("Differential")
struct DifferentialTests {
  @Test("staticld says what every linker does with random programs")
  func randomPrograms() throws {
    let run = try DifferentialRun.fromEnvironment()
    let start = Date()
    let tally = run.run()
    let seconds = Int(Date().timeIntervalSince(start))
    print(
      "seed \(run.seed): \(run.programs) programs from \(run.first), \(tally.links) links, ",
      terminator: "")
    print("\(tally.crashes) crashes of linkers, \(tally.notModelled) under options not modelled")
    print("\(tally.found.count) differences, \(seconds) s")
    for error in tally.errors.prefix(10) { Issue.record("\(error)") }
    for (difference, linkCase, count) in tally.found.values {
      Issue.record("\(count) times: \(difference)\(linkCase.script([]))")
    }
  }
}
