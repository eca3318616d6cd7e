import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("Which provider is chosen")
struct EvidenceTests {
  private var world: World

  init() throws {
    world = try World()
  }

  /// One provider of the same symbol for every rung, so that each one is chosen exactly when all
  /// stronger ones are excluded.
  @Test("each rung of the ladder beats the next", arguments: 0..<7)
  mutating func rungs(excluded: Int) throws {
    try world.object("main.o", "main: app")
    try world.archive("own/libapp.a", "app: need")
    // The weaker the evidence, the earlier the name in its directory.
    let rungs: [(kind: Evidence.Kind, name: ByteString, path: String)] = [
      (.preferred, "z_preferred", "sys/libz_preferred.a"), (.toolchain, "m", "sys/libm.a"),
      (.declared, "k_declared", "sys/libk_declared.a"),
      (.sameDirectory, "app_helper", "own/libapp_helper.a"),
      (.samePackage, "c_package", "sys/libc_package.a"),
      (.packageDependency, "b_depends", "sys/libb_depends.a"),
      (.coverage, "a_covers", "sys/liba_covers.a"),
    ]
    #expect(rungs.map(\.kind) == Evidence.Kind.allCases)
    for rung in rungs { try world.archive(rung.path, "need:") }
    world.evidence.needs["own/libapp.a"] = ["k_declared"]
    world.evidence.packages = [
      "own/libapp.a": "app-dev", "sys/libc_package.a": "app-dev", "sys/libb_depends.a": "b-dev",
      "sys/liba_covers.a": "stranger",
    ]
    world.evidence.distances[["app-dev", "b-dev"]] = 1

    let plan = try world.resolve(
      "main.o", "own/libapp.a", prefer: ["z_preferred"],
      exclude: rungs[..<excluded].map(\.name))
    #expect(plan.chosen == [ByteString(rungs[excluded].path)])
    let evidence = plan.discovered.first?.evidence.map(\.kind)
    #expect(evidence == [rungs[excluded].kind], "\(plan.steps)")
    try world.expectLinks(plan)
  }

  @Test("a nearer dependency beats a farther one")
  mutating func distance() throws {
    try world.object("main.o", "main: app")
    try world.archive("own/libapp.a", "app: need")
    try world.archive("sys/liba.a", "need:")
    try world.archive("sys/libb.a", "need:")
    world.evidence.packages = ["own/libapp.a": "app", "sys/liba.a": "far", "sys/libb.a": "near"]
    world.evidence.distances = [["app", "far"]: 2, ["app", "near"]: 1]
    #expect(try world.resolve("main.o", "own/libapp.a").chosen == ["sys/libb.a"])
  }

  @Test("what covers more of what is open is chosen, when nothing else tells")
  func coverage() throws {
    try world.object("main.o", "main: f g h")
    try world.archive("sys/liba.a", "f:")
    try world.archive("sys/libb.a", "f:", "g:", "h:")
    let plan = try world.resolve("main.o")
    #expect(plan.chosen == ["sys/libb.a"])
    try world.expectLinks(plan)
  }

  @Test("nothing stands on the line of which nothing is taken")
  func unused() throws {
    try world.object("main.o", "main: f g")
    try world.archive("sys/libm.a", "f:")
    try world.archive("sys/liba.a", "f:", "g:")
    let plan = try world.resolve("main.o")
    try world.expectLinks(plan)
    let lines = try plan.words.indices.dropFirst().map { index in
      var words = plan.words
      words.remove(at: index)
      return try world.link(words).succeeded
    }
    #expect(!lines.contains(true), "\(plan.words)")
  }

  @Test("a tie is decided by the order of the directories, and said")
  func tie() throws {
    try world.object("main.o", "main: f")
    try world.archive("sys/liba.a", "f:")
    try world.archive("sys/libb.a", "f:")
    let plan = try world.resolve("main.o")
    #expect(plan.chosen == ["sys/liba.a"])
    #expect(plan.findingIDs == [.ambiguousProvider])
    #expect(plan.findings.first?.message.contains("libb.a") == true)
    #expect(plan.verdict == .links)
    for settled in [
      try world.resolve("main.o", prefer: ["b"]), try world.resolve("main.o", exclude: ["a"]),
      try world.resolve("main.o", prefer: ["sys/libb.a"]),
      try world.resolve("main.o", exclude: ["sys/liba.a"]),
    ] {
      #expect(settled.chosen == ["sys/libb.a"])
      #expect(settled.findings.isEmpty, "\(settled.findings)")
    }
  }

  @Test("a user's directory goes before the toolchain's, and hides its libraries of one name")
  func userDirectory() throws {
    try world.object("main.o", "main: f")
    try world.archive("sys/libz.a", "f:")
    try world.archive("mine/libz.a", "f:")
    let plan = try world.resolve("main.o", "-Lmine")
    #expect(plan.chosen == ["mine/libz.a"])
    #expect(plan.line.last == .library("z", isFileName: false))
    try world.expectLinks(plan)
    // Excluded by its path, it hides nothing; -lz would still mean it.
    let other = try world.resolve("main.o", "-Lmine", exclude: ["mine/libz.a"])
    #expect(other.chosen == ["sys/libz.a"])
    #expect(other.line.last == .file("sys/libz.a"))
    try world.expectLinks(other)
  }

  @Test(
    "special builds of a library are never chosen",
    arguments: [
      "z_pic", "z-pic", "z_g", "z_p", "z_nonshared", "z_debug", "z-debug", "z_dbg", "z_prof",
      "asan", "tsan", "ubsan", "lsan", "hwasan", "gcov", "clang_rt.builtins-x86_64",
    ])
  func variants(name: String) throws {
    try world.object("main.o", "main: f")
    try world.archive("sys/lib\(name).a", "f:")
    let plan = try world.resolve("main.o")
    #expect(plan.chosen.isEmpty)
    #expect(plan.unresolved.map(\.symbol) == ["f"])
    // Named by the user it is taken like any other.
    try world.expectLinks(world.resolve("main.o", "-l\(name)"))
  }

  @Test("an excluded library is not even a candidate")
  func excluded() throws {
    try world.object("main.o", "main: f")
    try world.archive("sys/libz.a", "f:")
    let plan = try world.resolve("main.o", exclude: ["z"])
    #expect(plan.verdict == .fails)
    #expect(plan.unresolved.first?.candidates == [])
  }
}
