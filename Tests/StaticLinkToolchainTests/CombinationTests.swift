import ObjectFiles
import StaticLink
import StaticLinkToolchain
import Testing

/// Combining as a library: what the report says, and which error comes.
@Suite("combination", .enabled(if: isInstalled("gcc")))
struct CombinationTests {
  private let scratch = Scratch()
  private let environment = Environment.current

  private func compile(_ name: ByteString, _ source: String) throws {
    scratch.write(Array(source.utf8), to: name + ".c")
    let gcc = try #require(ExecutableSearch(environment: environment).find("gcc"))
    let outcome = try ChildProcess(
      gcc, ["-fcommon", "-c", scratch[name + ".c"], "-o", scratch[name]], environment: environment
    ).run()
    #expect(outcome.status.isSuccess, "\(ByteString(outcome.errors))")
  }

  @Test("one module's objects under another name")
  func module() throws {
    try compile("init.o", "int helper(void); int table; int PyInit_x(void) { return helper(); }")
    try compile("helper.o", "int table; extern int api(void); int helper(void) { return api(); }")
    let tools = try CombinationTools(command: "gcc", environment: environment)
    let report = try Combination.make(
      CombinationRequest(
        inputs: [scratch["init.o"], scratch["helper.o"]],
        renaming: [.init("PyInit_x", to: "PyInit_pkg_x")], output: scratch["x.o"]),
      tools: tools, environment: environment)
    #expect(report.objects == 2)
    #expect(report.kept.map(\.newName) == ["PyInit_pkg_x"])
    #expect(report.localized.map(\.name) == ["helper", "table"])
    #expect(report.localized.map(\.strength) == [.strong, .common])
    #expect(report.localized.first?.place == Place(path: scratch["helper.o"]))
    #expect(report.undefined == [.init(name: "api", isWeak: false)])
    let file = try SystemFiles().open(scratch["x.o"])
    let object = try ObjectFile(elf: try file.read(at: 0, count: Int(file.size)))
    let defined = (0..<object.symbols.count).filter { !object.symbols.flags[$0].isUndefined }
    #expect(defined.map { object.symbols.name($0) } == ["PyInit_pkg_x"])
  }

  @Test("the error says who is to blame")
  func errors() throws {
    try compile("a.o", "int a(void) { return 1; }")
    let tools = try CombinationTools(command: "gcc", environment: environment)
    func failure(_ request: CombinationRequest) -> CombinationError? {
      do throws(CombinationError) {
        try Combination.make(request, tools: tools, environment: environment)
        return nil
      } catch {
        return error
      }
    }
    let object = scratch["a.o"]
    let unknown = CombinationRequest(inputs: [object], keeping: ["b"], output: scratch["o.o"])
    guard case .refused(let findings) = failure(unknown) else {
      return #expect(Bool(false), "not refused")
    }
    #expect(findings.map(\.id) == [.unresolvedSymbol] && findings[0].symbol == "b")
    var request = CombinationRequest(
      inputs: [object, scratch["gone.o"]], keeping: ["a"], output: scratch["o.o"])
    guard case .unreadable(let finding) = failure(request) else {
      return #expect(Bool(false), "not unreadable")
    }
    #expect(finding.place == Place(path: scratch["gone.o"]))
    request.inputs = [object]
    request.output = scratch["gone/o.o"]
    guard case .file(let error) = failure(request) else {
      return #expect(Bool(false), "written")
    }
    #expect(error.path == request.output && error.operation == .write)
  }
}
