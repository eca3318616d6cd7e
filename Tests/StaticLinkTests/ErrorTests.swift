import BinaryHarness
import Glibc
import ObjectFiles
import StaticLink
import Testing

@Suite("Inputs that cannot be had")
struct ErrorTests {
  private var world: World

  init() throws {
    world = try World()
    try world.object("main.o", "main:")
  }

  private func error(_ words: String...) throws -> LinkInputError {
    try #require(throws: LinkInputError.self) { try world.resolve(world.request(words)) }
  }

  @Test("a library that is nowhere")
  func missingLibrary() throws {
    #expect(try error("main.o", "-lnone") == .missingLibrary(name: "none", sharedOnly: nil))
    #expect(try error("main.o", "-l:none.a") == .missingLibrary(name: "none.a", sharedOnly: nil))
  }

  @Test("a library that comes as a shared object only")
  mutating func sharedOnly() throws {
    try world.bench.run("gcc", "-shared", "-o", "sys/libs.so", "main.o", "-nostdlib")
    #expect(
      try error("main.o", "-ls") == .missingLibrary(name: "s", sharedOnly: "sys/libs.so"))
    world.mode = .dynamic
    #expect(try world.resolve("main.o", "-ls").verdict == .links)
  }

  @Test("a file that is not there")
  func missingFile() throws {
    guard case .file(let file) = try error("main.o", "gone.o"),
      case .file(let cause) = file.problem
    else {
      Issue.record("another error")
      return
    }
    #expect(file.path == "gone.o")
    #expect(cause.cause == .system(ENOENT))
  }

  @Test("a script that names itself, and two that name each other")
  func recursion() throws {
    try world.bench.write("self.a", "INPUT(self.a)\n")
    try world.bench.write("one.a", "GROUP(two.a)\n")
    try world.bench.write("two.a", "GROUP(one.a)\n")
    for name in ["self.a", "one.a"] {
      var found = try error("main.o", name)
      while case .inScript(_, let inner) = found { found = inner }
      guard case .scriptsNestTooDeep = found else {
        Issue.record("\(found)")
        continue
      }
    }
  }

  @Test("what a script names is said with the script")
  func inScript() throws {
    try world.bench.write("lib/libx.a", "INPUT(gone.a)\n")
    guard case .inScript(let script, .file(let file)) = try error("main.o", "lib/libx.a") else {
      Issue.record("another error")
      return
    }
    #expect(script == "lib/libx.a")
    #expect(file.path == "gone.a")
  }

  @Test("a member of a thin archive that is gone is named")
  func thinMember() throws {
    try world.object("main.o", "main: f")
    try world.archive("liba.a", "f:", operation: "qcsT")
    try world.bench.run("rm", "liba.a.0.o")
    guard case .file(let file) = try error("main.o", "liba.a") else {
      Issue.record("another error")
      return
    }
    #expect(file.member == "liba.a.0.o")
    #expect(
      file.problem == .missingMember(path: "liba.a.0.o", cause: .system(ENOENT)))
  }

  @Test(
    "groups and states that do not match",
    arguments: [
      ["--end-group"], ["--push-state", "--pop-state", "--pop-state"],
    ])
  func unbalanced(words: [String]) throws {
    let found = try #require(throws: LinkInputError.self) {
      try world.resolve(world.request(["main.o"] + words))
    }
    guard case .unbalanced = found else { throw found }
    let spelled = words.map { LinkArgument(word: $0).word }
    #expect(try !world.link(["main.o"] + spelled).succeeded)
  }

  @Test("groups in groups are no error to GNU ld")
  func nestedGroups() throws {
    let words = ["--start-group", "--start-group", "--end-group", "--end-group"]
    #expect(try world.link(["main.o"] + words.map { LinkArgument(word: $0).word }).succeeded)
    #expect(try world.resolve(world.request(["main.o"] + words)).verdict == .links)
  }

  @Test("an archive without an index")
  func indexMissing() throws {
    try world.object("main.o", "main: f")
    try world.archive("liba.a", "f:", operation: "qcS")
    let plan = try world.resolve("main.o", "liba.a")
    #expect(plan.verdict == .fails)
    #expect(plan.findingIDs.contains(.indexMissing))
    #expect(try !world.link(["main.o", "liba.a"]).succeeded)
  }
}
