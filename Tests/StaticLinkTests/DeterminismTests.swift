import BinaryHarness
import ObjectFiles
import StaticLink
import Testing

@Suite("The same question has the same answer")
struct DeterminismTests {
  private let world: World

  init() throws {
    world = try World()
    try world.object("main.o", "main: a f g h k")
    try world.archive("mine/liba.a", "a: b f", "b:")
    // Ties, takings back and a cycle, so that every decision has to be made.
    try world.archive("sys/libt1.a", "f:")
    try world.archive("sys/libt2.a", "f:")
    try world.archive("sys/libt3.a", "f: nowhere")
    try world.archive("sys/libg.a", "g: h2", "g2:")
    try world.archive("sys/libh.a", "h: g2", "h2:")
    try world.archive("sys/libk1.a", "k:")
    try world.archive("sys/libk0.a", "k: ; a:")
  }

  @Test(
    "whatever the order in which directories are listed",
    arguments: [ValueFiles.Listing.reversed, .shuffled(1), .shuffled(2), .shuffled(3)])
  func listing(_ listing: ValueFiles.Listing) throws {
    let request = world.request(["main.o", "mine/liba.a"])
    let plan = try world.resolve(request)
    #expect(plan.chosen.count == 4)
    try world.expectLinks(plan)
    #expect(try world.resolve(request, listing: listing).fingerprint == plan.fingerprint)
  }

  @Test("however often it is asked")
  func again() throws {
    var request = world.request(["main.o", "mine/liba.a"])
    request.wantsBindings = true
    let files = try world.files()
    let resolver = Resolver(files: files, evidence: world.evidence)
    let first = try resolver.resolve(request).fingerprint
    for _ in 0..<5 {
      #expect(try resolver.resolve(request).fingerprint == first)
    }
  }

  @Test("a completed line stays as it is when it is completed again")
  func stable() throws {
    let plan = try world.resolve("main.o", "mine/liba.a")
    let again = try world.resolve(
      ResolveRequest(arguments: plan.line, toolchain: world.toolchain))
    #expect(again.words == plan.words)
    #expect(again.chosen.isEmpty)
    try world.expectLinks(again)
  }

  /// Members are read by several threads from 64 on; ar's order is kept all the same.
  @Test("members that are read side by side", arguments: [63, 64, 65, 150])
  func parallel(count: Int) throws {
    for number in 0..<count {
      let next = number + 1 < count ? "call m\(number + 1)" : "nop"
      try world.bench.write("m\(number).s", ".globl m\(number)\nm\(number): \(next)\nret\n")
    }
    try world.bench.run(
      "sh", "-c",
      "for f in m[0-9]*.s; do as -o ${f%.s}.o $f || exit 1; done; ar qcs libmany.a m[0-9]*.o")
    try world.object("start.o", "main: m0")
    let request = world.request(["start.o", "--whole-archive", "libmany.a", "--no-whole-archive"])
    let plan = try world.resolve(request)
    let listed = try world.bench.run("ar", "t", "libmany.a").outputText.split(separator: "\n")
    let taken = plan.libraries.first { $0.path == "libmany.a" }?.members
    #expect(listed.count == count)
    #expect(taken?.map { $0.name?.description } == listed.map { String($0) })
    for _ in 0..<3 { #expect(try world.resolve(request).fingerprint == plan.fingerprint) }
    try world.expectLinks(plan)
  }
}
