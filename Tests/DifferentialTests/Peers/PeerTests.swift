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
    "lld allow-shlib-undefined.s: what shared objects lack": [.bfd, .gold, .lld21, .lld14],
    "lld archive-thin-missing-member.s: a member's file is gone": [.bfd, .lld21, .mold],
    "lld archive-thin-missing-member.s: the file of a member nobody wants": [.lld21, .mold],
    "lld bad-archive.s: what is no archive": [.bfd, .mold],
    "lld comdat-linkonce.s: groups beside .gnu.linkonce sections": [.lld21, .lld14, .mold],
    "lld incompatible.s: a library of another class in front of the right one": [.mold],
    "lld incompatible.s: an object of another class that somebody wants": [.lld21, .mold],
    "lld start-lib.s: brackets that do not close or nest": [.lld21, .lld14, .gold],
    "lld start-lib.s: objects that are taken when they are wanted": [.gold, .lld21, .lld14],
    "mold incompatible-libs.sh: an archive of another class found first": [.mold],
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
