import BinaryHarness
import Foundation
import LinkerObservers

/// Links random programs with every linker and holds staticld to what they do.
struct DifferentialRun: Sendable {
  var seed: UInt64 = 1
  var programs = 500
  /// The first program's number: a long run can go on where another one ended.
  var first = 0
  var features = Feature.all
  var linkers = ObservedLinker.installed
  /// Only programs on whose line a word begins so.
  var only: String?
  /// Where the smallest failing programs are written, one file for each cause.
  var directory: String?
  /// Ends the search after so many different causes.
  var limit = 20

  /// `STATICLD_DIFFERENTIAL_PROGRAMS`, `_SEED`, `_FIRST`, `_FEATURES`, `_LINKERS`, `_DIRECTORY`,
  /// `_LIMIT`, `_ONLY`.
  static func fromEnvironment() throws -> DifferentialRun {
    let environment = ProcessInfo.processInfo.environment
    func value(_ name: String) -> String? { environment["STATICLD_DIFFERENTIAL_" + name] }
    var run = DifferentialRun()
    run.seed = value("SEED").flatMap(UInt64.init) ?? run.seed
    run.programs = value("PROGRAMS").flatMap(Int.init) ?? run.programs
    run.first = value("FIRST").flatMap(Int.init) ?? run.first
    run.limit = value("LIMIT").flatMap(Int.init) ?? run.limit
    run.directory = value("DIRECTORY")
    run.only = value("ONLY")
    if let text = value("FEATURES") {
      guard let features = Feature.set(text) else { throw HarnessError("features: \(text)") }
      run.features = features
    }
    if let text = value("LINKERS") {
      run.linkers = text.split(separator: ",").compactMap { ObservedLinker(rawValue: String($0)) }
    }
    return run
  }

  struct Tally: Sendable {
    var links = 0
    var crashes = 0
    var notModelled = 0
    /// Smallest failing programs, by signature.
    var found: [String: (Difference, LinkCase, count: Int)] = [:]
    var errors: [String] = []
  }

  func run() -> Tally {
    let result = Results()
    let next = Counter()
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while let count = next.take(below: programs), result.tally.found.count < limit {
        let number = first + count
        do { try judge(number, result) } catch { result.add(error: "program \(number): \(error)") }
        if count % 500 == 499 { report(number, result.tally.found.count) }
      }
    }
    return result.tally
  }

  private func report(_ number: Int, _ differences: Int) {
    let text = "program \(number) of seed \(seed), \(differences) differences so far\n"
    FileHandle.standardError.write(Data(text.utf8))
  }

  private func judge(_ number: Int, _ result: Results) throws {
    let program = Generator.program(seed: seed, number: number, features: features)
    let bench = try Workbench()
    let linkCase = program.linkCase
    if let only, !linkCase.line.contains(where: { $0.hasPrefix(only) }) { return }
    try linkCase.build(in: bench)
    for linker in linkers where program.isMeant(for: linker) {
      switch try Comparison.run(linker, linkCase, in: bench) {
      case .same: result.add(crashed: false)
      case .notModelled: result.addNotModelled()
      case .crashed: result.add(crashed: true)
      case .differs(let difference):
        result.add(crashed: false)
        let (smallest, shown) = shrunk(program, difference)
        let comments = [
          "seed \(seed), program \(number)",
          "\(linker.program): \(shown.kind.rawValue), \(shown.detail)",
        ]
        let isNew = result.add(shown, smallest, program: number)
        if isNew { try write(shown, smallest, comments, result.tally.found.count) }
      }
    }
  }

  private func shrunk(_ program: Program, _ first: Difference) -> (LinkCase, Difference) {
    var last = first
    let linker = first.linker
    func difference(_ candidate: Program) -> Difference? {
      guard candidate.isMeant(for: linker), candidate.hasEntry, let bench = try? Workbench() else {
        return nil
      }
      let linkCase = candidate.linkCase
      guard (try? linkCase.build(in: bench)) != nil,
        case .differs(let found)? = try? Comparison.run(linker, linkCase, in: bench)
      else { return nil }
      return found
    }
    let shrinker = Shrinker { candidate in
      guard let found = difference(candidate), found.isLike(last) else { return false }
      last = found
      return true
    }
    let smallest = shrinker.shrink(program)
    let canonical = smallest.canonical
    if let found = difference(canonical), found.isLike(last) { return (canonical.linkCase, found) }
    return (smallest.linkCase, last)
  }

  private func write(
    _ difference: Difference, _ linkCase: LinkCase, _ comments: [String], _ number: Int
  ) throws {
    guard let directory else { return }
    let folder = "\(directory)/\(difference.linker.rawValue)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let used = (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    let name = String(used + 1001).dropFirst()
    let text =
      linkCase.script(comments) + "\n# \(difference.linker.program):\n"
      + commented(difference.theirs.text) + "# staticld:\n" + commented(difference.ours.text)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).txt"))
  }

  private func commented(_ text: String) -> String {
    text.split(separator: "\n").map { "# \($0)\n" }.joined()
  }
}

/// What the workers found, behind one lock.
private final class Results: @unchecked Sendable {
  private let lock = NSLock()
  private var value = DifferentialRun.Tally()

  var tally: DifferentialRun.Tally { lock.withLock { value } }

  func add(crashed: Bool) {
    lock.withLock {
      value.links += 1
      value.crashes += crashed ? 1 : 0
    }
  }

  func addNotModelled() {
    lock.withLock {
      value.links += 1
      value.notModelled += 1
    }
  }

  func add(error: String) { lock.withLock { value.errors.append(error) } }

  /// True for the first program of its cause.
  func add(_ difference: Difference, _ linkCase: LinkCase, program: Int) -> Bool {
    let signature =
      "\(difference.linker) \(difference.kind) \(difference.detail) \(linkCase.signature)"
    return lock.withLock {
      let known = value.found[signature]
      value.found[signature] = known.map { ($0.0, $0.1, $0.count + 1) } ?? (difference, linkCase, 1)
      return known == nil
    }
  }
}

private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var value = 0

  func take(below limit: Int) -> Int? {
    lock.withLock {
      guard value < limit else { return nil }
      value += 1
      return value - 1
    }
  }
}

extension Program {
  /// Whether the linker knows every option on the line.
  func isMeant(for linker: ObservedLinker) -> Bool {
    let unknown: [(String, Set<ObservedLinker>)] = [
      ("--require-defined", [.gold, .lld21, .lld14])
    ]
    return !uses { item in
      switch item {
      case .lib: return linker == .bfd
      case .words(let words):
        return unknown.contains { words[0].hasPrefix($0.0) && $0.1.contains(linker) }
      default: return false
      }
    }
  }
}
