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

  /// Cases that staticld answers differently from a linker so far.
  private static let open: [String: Set<ObservedLinker>] = [
    // A file that ends inside its first header is an empty archive to them.
    "lld bad-archive.s: what is no archive": [.bfd, .mold]
  ]

  private func check(_ peerCase: PeerCase) throws {
    for index in peerCase.lines.indices {
      let linkCase = peerCase.linkCase(index)
      let bench = try Workbench()
      try linkCase.build(in: bench)
      for linker in peerCase.linkers where linker.path != nil {
        guard case .differs(let difference) = try Comparison.run(linker, linkCase, in: bench) else {
          continue
        }
        let text = difference.text(peerCase.testDescription, linkCase)
        if PeerTests.open[peerCase.testDescription]?.contains(linker) == true {
          withKnownIssue("not modelled yet") { Issue.record("\(text)") }
        } else {
          Issue.record("\(text)")
        }
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
