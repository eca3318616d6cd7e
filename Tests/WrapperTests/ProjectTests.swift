import BinaryHarness
import Testing

/// The drop-in in builds that nobody here wrote; `Fixtures/wrapper/projects.py` without names
/// builds them all.
@Suite("The drop-in in real builds")
struct ProjectTests {
  private let dropIn: DropIn

  init() throws { dropIn = try DropIn.shared.get() }

  @Test("a build that works is the same, byte for byte")
  func transparency() throws { try run(["zlib", "lua", "jsoncpp", "swift"]) }

  @Test("static probes of CMake and Meson are answered as before")
  func probes() throws { try run(["--static", "cmake", "meson"]) }

  @Test("a static build that fails for its libraries' libraries goes through")
  func repair() throws { try run(["--repair", "lua"]) }

  private func run(_ words: [String]) throws {
    let script = Staticld.packageRoot + "/Fixtures/wrapper/projects.py"
    let work = Staticld.packageRoot + "/.build/projects"
    let outcome = try Command(
      ["python3", script, "--prefix", dropIn.root, "--work", work] + words, timeout: 1800
    ).run()
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
