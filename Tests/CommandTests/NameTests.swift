import BinaryHarness
import Foundation
import Testing

/// Any name a file can have goes through: blanks, quotes, newlines, bytes that are no UTF-8.
@Suite("names")
struct NameTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.makeChain()
  }

  /// Names no shell takes literally.
  static let difficult: [[UInt8]] =
    [
      "a b.a", "it's.a", "say \"x\".a", "back\\slash.a", "new\nline.a", "tab\t.a", "do$llar.a",
      "par(en).a", "st*r.a", "semi;.a", "#hash.a", "ümlaut.a", "-dash.a",
    ].map { Array("./\($0)".utf8) } + [Array("./caf".utf8) + [0xe9] + Array(".a".utf8)]

  private func resolve(_ name: [UInt8], format: String) throws -> Outcome {
    _ = try Command(bytes: [Array("mv".utf8), Array("liba.a".utf8), name], in: bench.path).run()
    let words = ["resolve", "--format", format, "main.o"].map { Array($0.utf8) }
    return try Staticld.run(bytes: words + [name, Array("libb.a".utf8)], in: bench.path)
  }

  @Test("--format shell is safe to eval", arguments: difficult)
  func shell(_ name: [UInt8]) throws {
    let outcome = try resolve(name, format: "shell")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let link = try bench.linkShellLine(outcome.output)
    #expect(link.succeeded, "\(outcome.outputText)\n\(link.errorText)")
  }

  @Test("--format rsp is read back by the driver", arguments: difficult)
  func responseFile(_ name: [UInt8]) throws {
    let outcome = try resolve(name, format: "rsp")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    try bench.write("line.rsp", bytes: outcome.output)
    let link = try Command(["gcc", "-static", "-o", "app", "@line.rsp"], in: bench.path).run()
    #expect(link.succeeded, "\(outcome.outputText)\n\(link.errorText)")
  }

  @Test("--format args refuses what would need quoting and names rsp")
  func argumentsRefused() throws {
    let outcome = try resolve(Array("./a b.a".utf8), format: "args")
    #expect(outcome.ending == .exit(2))
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains("rsp"))
    #expect(outcome.errorText.contains("a b.a"))
  }

  @Test("JSON carries the bytes of a name that is no UTF-8, and only of such a name")
  func bytesInJSON() throws {
    let name = Self.difficult.last!
    let outcome = try resolve(name, format: "json")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    let libraries = try #require(report?["libraries"] as? [[String: Any]])
    let encoded = libraries.compactMap { $0["pathBytes"] as? String }
      .compactMap { Data(base64Encoded: $0).map { [UInt8]($0) } }
    #expect(encoded.count == 1)
    #expect(encoded.first?.suffix(name.count - 2) == name.suffix(name.count - 2))
  }

  @Test("inputs come from a response file, with its quoting")
  func responseInput() throws {
    try bench.run("mv", "liba.a", "lib a.a")
    try bench.write("in.rsp", "main.o \"lib a.a\"\n@more.rsp\n")
    try bench.write("more.rsp", "libb\\.a\n")
    let outcome = try bench.resolve("--format", "shell", "@in.rsp")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(try bench.linkShellLine(outcome.output).succeeded)
  }

  @Test("a response file that includes itself ends")
  func recursiveResponse() throws {
    try bench.write("loop.rsp", "main.o @loop.rsp\n")
    let outcome = try Staticld.run(["resolve", "@loop.rsp"], in: bench.path, timeout: 10)
    #expect(outcome.ending == .exit(2), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("loop.rsp"))
  }
}
