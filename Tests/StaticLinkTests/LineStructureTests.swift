import ObjectFiles
import Testing

@testable import StaticLink

@Suite("Switches of a line, applied")
struct LineStructureTests {
  private func structure(
    _ words: String, _ semantics: LinkerSemantics = .bfd, allowsShared: Bool = false
  ) throws -> LineStructure {
    try LineStructure(
      LinkLine(
        arguments: words.split(separator: " ").map { LinkArgument(word: String($0)) },
        searchDirectories: [], sysroot: "", allowsShared: allowsShared, linkerDefinedSymbols: []),
      semantics: semantics)
  }

  /// Each input with the letters of the switches that are on for it.
  private func inputs(_ words: String, allowsShared: Bool = false) throws -> [String] {
    try structure(words, allowsShared: allowsShared).inputs.map { input in
      let name: ByteString =
        switch input.name {
        case .file(let path): path
        case .library(let name, _): name
        }
      return "\(name):" + (input.isWhole ? "w" : "") + (input.isAsNeeded ? "n" : "")
        + (input.allowsShared ? "s" : "")
    }
  }

  @Test("a switch concerns what stands behind it")
  func switches() throws {
    #expect(
      try inputs("a --whole-archive b --as-needed c --no-whole-archive d --no-as-needed e")
        == ["a:", "b:w", "c:wn", "d:n", "e:"])
    #expect(
      try inputs("-la -Bdynamic -lb -Bstatic -lc", allowsShared: true) == ["a:s", "b:s", "c:"])
    #expect(try inputs("-la -Bdynamic -lb") == ["a:", "b:s"])
  }

  @Test("--push-state keeps what --pop-state brings back")
  func states() throws {
    #expect(
      try inputs(
        "--whole-archive a --push-state --no-whole-archive --as-needed b --push-state -Bdynamic c "
          + "--pop-state d --pop-state e")
        == ["a:w", "b:n", "c:ns", "d:n", "e:w"])
  }

  @Test("groups hold their inputs, numbered through")
  func groups() throws {
    let line = try structure("a --start-group b c --end-group d")
    #expect(line.inputs.map(\.index) == [0, 1, 2, 3])
    #expect(line.nodes.count == 3)
    guard case .group(let group) = line.nodes[1] else {
      Issue.record("no group")
      return
    }
    #expect(group.count == 2)
  }

  /// The words, and the linkers that take them, as `ld.bfd a.o WORDS` and so on told.
  @Test(
    "an open group, one in another, a closed one that was not open, a state too many",
    arguments: [
      ("--start-group a", [.bfd, .lld14, .lld21, .mold]),
      ("--start-group a --start-group b --end-group --end-group", [.bfd, .mold]),
      ("a --end-group", [.mold]),
      ("--push-state --pop-state --pop-state", []),
      ("--start-lib a --end-lib", [.gold, .lld14, .lld21, .mold]),
      ("--require-defined=f a", [.bfd, .mold]),
    ] as [(String, [LinkerSemantics])])
  func brackets(words: String, takers: [LinkerSemantics]) throws {
    for semantics in LinkerSemantics.all {
      if takers.contains(semantics) {
        _ = try structure(words, semantics)
        continue
      }
      let error = #expect(throws: LinkInputError.self) { try structure(words, semantics) }
      guard case .unbalanced = error else {
        Issue.record("\(words): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("symbols of the command line")
  func symbols() throws {
    let line = try structure("-uf a --wrap=g")
    #expect(line.undefined == ["f"])
    #expect(line.wrapped == ["g"])
    #expect(line.inputs.count == 1)
  }
}
