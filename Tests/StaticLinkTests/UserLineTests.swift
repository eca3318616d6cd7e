import BinaryHarness
import ObjectFiles
import Testing

@testable import StaticLink

@Suite("The user's part of a line")
struct UserLineTests {
  private let world: World

  init() throws {
    world = try World()
  }

  private func line(_ words: String) throws -> UserLine {
    try UserLine(
      words.split(separator: " ").map { LinkArgument(word: String($0)) },
      toolchain: world.toolchain)
  }

  @Test(
    "what is left open ends with the user's last argument",
    arguments: [
      ("--whole-archive a", "--whole-archive a --no-whole-archive"),
      ("--start-group a b", "--start-group a b --end-group"),
      (
        "--whole-archive --start-group a",
        "--whole-archive --start-group a --end-group --no-whole-archive"
      ),
      // Popping brings the switch back.
      (
        "--whole-archive --push-state --no-whole-archive a --pop-state b",
        "--whole-archive --push-state --no-whole-archive a --pop-state b --no-whole-archive"
      ),
    ])
  func closed(_ given: String, _ expected: String) throws {
    let words = expected.split(separator: " ").map { LinkArgument(word: String($0)) }
    #expect(try line(given).arguments == words)
  }

  @Test(
    "what is closed already is left alone",
    arguments: [
      "--whole-archive a --no-whole-archive b", "--start-group a --end-group b", "a b",
      "--push-state --whole-archive a --pop-state b",
    ])
  func alreadyClosed(_ words: String) throws {
    let given = words.split(separator: " ").map { LinkArgument(word: String($0)) }
    #expect(try line(words).arguments == given)
  }

  /// An archive that is taken whole and not closed would take the driver's libc whole, too.
  @Test("an open --whole-archive does not reach the driver's libraries")
  func driver() throws {
    try world.object("main.o", "main: a")
    try world.archive("liba.a", "a:")
    try world.archive("sys/libimplicit.a", "one: nowhere", "two:")
    var toolchain = world.toolchain
    toolchain.after = [.library("implicit", isFileName: false)]
    for words in [
      "--whole-archive main.o liba.a",
      "--whole-archive --push-state --no-whole-archive main.o liba.a --pop-state",
    ] {
      let arguments = words.split(separator: " ").map { LinkArgument(word: String($0)) }
      let plan = try world.resolve(ResolveRequest(arguments: arguments, toolchain: toolchain))
      #expect(plan.verdict == .links, "\(words): \(plan.findings)")
      try world.expectLinks(plan)
    }
  }

  @Test("inputs are spelled with switches only where they change")
  func spelled() throws {
    let user = try line("a --whole-archive b c --no-whole-archive -Bdynamic -ld -Bstatic e -Lx")
    let words = user.spell(user.units).map(\.word).joined(separator: " ")
    #expect(
      words == "a -Wl,--whole-archive b c -Wl,--no-whole-archive -Wl,-Bdynamic -ld -Wl,-Bstatic e")
    #expect(user.options == [.searchDirectory("x")])
  }
}
