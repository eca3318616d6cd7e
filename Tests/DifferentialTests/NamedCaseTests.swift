import BinaryHarness
import Foundation
import LinkerObservers
import Testing

/// A program that once told two answers apart, kept as the script that shows it.
struct NamedCase: CustomTestStringConvertible, Sendable {
  let name: String
  let linkers: [ObservedLinker]
  /// Linkers whose answer staticld does not give yet.
  let open: [ObservedLinker]
  let linkCase: LinkCase

  var testDescription: String { name }
}

extension NamedCase {
  static let directory = Staticld.packageRoot + "/Tests/DifferentialTests/NamedCases"

  /// Every script of the directory; `# linkers: …` in it says for which linkers it holds, and
  /// `# open: …` for which of them it is not solved yet.
  static let all: [NamedCase] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return files.filter { $0.hasSuffix(".sh") }.sorted().compactMap { file in
      guard let text = FileManager.default.contents(atPath: "\(directory)/\(file)"),
        let script = String(bytes: text, encoding: .utf8),
        let linkCase = try? LinkCase(script: script)
      else { return nil }
      return NamedCase(
        name: String(file.dropLast(3)),
        linkers: (linkers("linkers", script) ?? ObservedLinker.allCases).filter { $0.path != nil },
        open: linkers("open", script) ?? [], linkCase: linkCase)
    }
  }()

  private static func linkers(_ title: String, _ script: String) -> [ObservedLinker]? {
    let prefix = "# \(title): "
    return script.split(separator: "\n").first { $0.hasPrefix(prefix) }?
      .dropFirst(prefix.count).split(separator: " ")
      .compactMap { ObservedLinker(rawValue: String($0)) }
  }
}

extension Difference: CustomStringConvertible {
  var description: String {
    "\(linker.program): \(kind.rawValue), \(detail)\n\(linker.program):\n\(theirs.text)"
      + "staticld:\n\(ours.text)"
  }
}

extension DifferentialTests {
  @Test("a case that was found once stays solved", arguments: NamedCase.all)
  func namedCase(_ named: NamedCase) throws {
    let bench = try Workbench()
    try named.linkCase.build(in: bench)
    for linker in named.linkers {
      let result = try Comparison.run(linker, named.linkCase, in: bench)
      func report() {
        if case .differs(let difference) = result { Issue.record("\(difference)") }
      }
      if named.open.contains(linker) { withKnownIssue { report() } } else { report() }
    }
  }

  @Test("every file among the named cases is one")
  func namedCasesAreRead() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: NamedCase.directory)
    #expect(files.count == NamedCase.all.count)
  }

  @Test("the shrinker finds the one difference that matters")
  func shrinking() throws {
    let seed: UInt64 = 7
    let program = Generator.program(seed: seed, number: 0, features: Feature.all)
    let shrinker = Shrinker { candidate in
      candidate.hasEntry && candidate.linkCase.files.contains { $0.text.contains("_start") }
    }
    let smallest = shrinker.shrink(program).canonical
    #expect(smallest.linkCase.line == ["o0.o"])
    #expect(smallest.usedObjects == [0])
    #expect(smallest.objects[0].references.isEmpty && smallest.objects[0].definitions.isEmpty)
  }

  @Test("a program is the same whenever it is made, and its script reads back")
  func reproducible() throws {
    for number in 0..<50 {
      let made = Generator.program(seed: 11, number: number, features: Feature.all)
      #expect(made == Generator.program(seed: 11, number: number, features: Feature.all))
      let script = made.linkCase.script(["one"])
      #expect(try LinkCase(script: script).script(["one"]) == script)
    }
  }

  /// Two ways to see one thing: what the linker says, and whose words are in its output.
  @Test("linkers name the members that are in what they link", arguments: ObservedLinker.installed)
  func observersAgree(_ linker: ObservedLinker) throws {
    let features = Feature.basic.union([.thin, .script, .byName])
    for number in 0..<20 {
      let program = Generator.program(seed: 13, number: number, features: features)
      let bench = try Workbench()
      let linkCase = program.linkCase
      try linkCase.build(in: bench)
      let inputs = Inputs(linkCase, in: bench.path)
      let answer = Answer(try .run(linker, linkCase.line, in: bench.path), inputs)
      guard answer.verdict == .links, let objects = answer.objects else { continue }
      let members = objects.compactMap { inputs.members[$0] }
      #expect(Dictionary(members.map { ($0, 1) }, uniquingKeysWith: +) == answer.extracted)
    }
  }
}
