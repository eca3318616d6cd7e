import BinaryHarness
import Foundation
import LinkerObservers
import Testing

@Suite("Peers' cases")
struct PeerTests {
  @Test("LLD", arguments: PeerCase.lld)
  func lld(_ peerCase: PeerCase) throws { try check(peerCase) }

  @Test("mold", arguments: PeerCase.mold)
  func mold(_ peerCase: PeerCase) throws { try check(peerCase) }

  func check(_ peerCase: PeerCase) throws {
    for index in peerCase.lines.indices {
      let linkCase = peerCase.linkCase(index)
      let bench = try Workbench()
      try linkCase.build(in: bench)
      for linker in peerCase.linkers where linker.path != nil {
        guard case .differs(let difference) = try Comparison.run(linker, linkCase, in: bench) else {
          continue
        }
        Issue.record("\(difference.text(peerCase.testDescription, linkCase))")
      }
    }
  }
}

extension Difference {
  /// A script that shows it, and what both sides say.
  func text(_ title: String, _ linkCase: LinkCase) -> String {
    "\(linker.program): \(kind.rawValue), \(detail)\n"
      + linkCase.script([title]) + "\(linker.program):\n" + theirs.text + "staticld:\n" + ours.text
  }
}
