import BinaryHarness
import Foundation
import Testing

/// What the drop-in leaves behind when it is asked to.
@Suite("The log and the bundles")
struct RecordTests {
  private let project: WrapperBench
  private let bad = ["-static", "-o", "app", "main.o", "libpicture.a"]

  init() throws { project = try WrapperBench() }

  @Test("each link is a line of the log, and a command of link_commands.json that links again")
  func log() throws {
    let environment = ["STATICLD_LOG": project.bench.file("links.jsonl")]
    #expect(try project.run(bad, environment: environment).succeeded)
    #expect(try project.run(bad + ["-lz"], environment: environment).succeeded)
    #expect(try !project.run(["-o", "bad", "picture.o"], environment: environment).succeeded)

    let text = try Staticld.run(["log", "links.jsonl"], in: project.bench.path)
    let lines = text.outputText.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(
      lines.filter { $0.count > 1 && $0[0].contains("T") }.map { $0[1] } == [
        "mended", "linked", "failed",
      ])
    #expect(text.outputText.contains("added -lz"))

    let commands = try Staticld.run(
      ["log", "--link-commands", "links.jsonl"], in: project.bench.path)
    let links = try #require(
      try JSONSerialization.jsonObject(with: Data(commands.output)) as? [[String: Any]])
    #expect(links.count == 3)
    let words = try #require(links[0]["arguments"] as? [String])
    #expect(links[0]["directory"] as? String == project.bench.path)
    #expect(links[0]["output"] as? String == "app")
    try FileManager.default.removeItem(atPath: project.bench.file("app"))
    #expect(try Command(words, in: project.bench.path).run().succeeded)
    #expect(try project.runs("app"))
  }

  @Test("the log's answers validate, and a damaged log is named")
  func schema() throws {
    let environment = ["STATICLD_LOG": project.bench.file("links.jsonl")]
    #expect(try project.run(bad, environment: environment).succeeded)
    let schema = try Staticld.run(["log", "--schema"])
    let answer = try Staticld.run(
      ["log", "--format", "json", "links.jsonl"], in: project.bench.path)
    #expect(
      try JSONSchema.errors(in: answer.output, against: schema.output, project.bench) == "")
    let configured = try Staticld.run(["configure", "--format", "json"])
    let configuration = try Staticld.run(["configure", "--schema"])
    #expect(
      try JSONSchema.errors(in: configured.output, against: configuration.output, project.bench)
        == "")
    let text = try project.bench.bytes(of: "links.jsonl")
    try project.bench.write("damaged.jsonl", bytes: text + text.dropLast(20))
    let damaged = try Staticld.run(["log", "damaged.jsonl"], in: project.bench.path)
    #expect(damaged.status == 2)
    #expect(damaged.errorText.contains("damaged.jsonl:2: not a line of staticld's log"))
  }

  @Test("a saved link can be linked again where its libraries are not")
  func bundle() throws {
    let environment = ["STATICLD_SAVE_DIR": project.bench.file("saved")]
    #expect(try project.run(bad + ["-lz"], environment: environment).succeeded)
    try project.bench.run("mv", "saved/app", "elsewhere")
    try project.bench.run("rm", "main.o", "libpicture.a", "app")
    try project.bench.run("elsewhere/run")
    #expect(try project.runs("elsewhere/app"))
  }
}
