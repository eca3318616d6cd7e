import BinaryHarness
import Foundation
import Testing

/// The dependency graph in the formats for other programs.
@Suite("graph")
struct GraphTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try bench.archive(
      "liba.a",
      compiling: [
        ("a.o", "int b(void), w(void) __attribute__((weak)); int a(void) { return b() + w(); }"),
        ("a2.o", "int a2(void) { return 0; }"),
      ])
    try bench.archive(
      "libb.a",
      compiling: [
        ("b.o", "int a2(void); int b(void) { return a2(); } int w(void) { return 1; }")
      ])
  }

  static let words = ["main.o", "liba.a", "libb.a"]

  private func graph(_ options: String...) throws -> Outcome {
    try Staticld.run(["graph"] + options + Self.words, in: bench.path)
  }

  private struct Document: Decodable {
    struct Place: Decodable {
      var path: String
      var member: String?
    }
    struct Bytes: Decodable { var total: Int }
    struct Node: Decodable {
      var place: Place
      var bytes: Bytes
      var cycle: Int?
    }
    struct Symbol: Decodable {
      var symbol: String
      var strength: String
    }
    struct Edge: Decodable {
      var from: Int
      var to: Int
      var symbols: [Symbol]
    }
    var nodes: [Node]
    var edges: [Edge]
    var cycles: [[Int]]

    func name(_ node: Int) -> String { nodes[node].place.member ?? nodes[node].place.path }

    /// The edges among the test's own files.
    var own: Set<String> {
      Set(
        edges.filter { [$0.from, $0.to].allSatisfy { !nodes[$0].place.path.hasPrefix("/") } }.map {
          edge in
          let symbols = edge.symbols.map { "\($0.symbol) \($0.strength)" }
          return "\(name(edge.from)) -> \(name(edge.to)): \(symbols.joined(separator: ", "))"
        })
    }
  }

  @Test("JSON has every symbol, and cycles of libraries")
  func libraries() throws {
    let outcome = try graph("--format", "json")
    let document = try JSONDecoder().decode(Document.self, from: Data(outcome.output))
    #expect(
      document.own == [
        "main.o -> liba.a: a strong", "liba.a -> libb.a: b strong, w weak",
        "libb.a -> liba.a: a2 strong",
      ])
    #expect(document.cycles.contains { $0.map(document.name) == ["liba.a", "libb.a"] })
    for (number, cycle) in document.cycles.enumerated() {
      for node in cycle { #expect(document.nodes[node].cycle == number) }
    }
  }

  @Test("members have no cycle where their libraries have one")
  func members() throws {
    let outcome = try graph("--format", "json", "--level", "member")
    let document = try JSONDecoder().decode(Document.self, from: Data(outcome.output))
    #expect(
      document.own == [
        "main.o -> a.o: a strong", "a.o -> b.o: b strong, w weak", "b.o -> a2.o: a2 strong",
      ])
    #expect(!document.cycles.contains { $0.map(document.name).contains("a.o") })
    // The same objects as in ld's map, libc's included.
    try bench.run(
      ["gcc", "-static", "-o", "app", "-Wl,-Map=app.map", "-Wl,--start-group"] + Self.words
        + ["-Wl,--end-group"])
    let map = try String(contentsOfFile: bench.file("app.map"), encoding: .utf8)
    let members = document.nodes.compactMap(\.place.member)
    #expect(members.count > 100)
    #expect(members.allSatisfy { map.contains("(\($0))") })
  }

  @Test("graphviz draws it, whatever the names are", arguments: ["library", "member"])
  func dot(level: String) throws {
    let hostile = "evil\"]; \\N <b>&amp; {x|y}.o"
    try bench.object("evil.o", "int a2(void) { return 0; }")
    try bench.run("cp", "evil.o", hostile)
    let outcome = try Staticld.run(
      ["graph", "--level", level, "main.o", hostile, "liba.a", "libb.a"], in: bench.path)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    try bench.write("g.dot", bytes: outcome.output)
    // To lay out all members of libc takes minutes; to read them takes none.
    #expect(try bench.run("nop", "-p", "g.dot").errorText == "")
    guard level == "library" else { return }
    let svg = try bench.run("dot", "-Tsvg", "g.dot")
    #expect(svg.errorText == "")
    // What a reader of the picture sees is the name as it is.
    let names = svg.outputText.components(separatedBy: "<text ").map { text in
      text.components(separatedBy: ">").dropFirst().first?.components(separatedBy: "</").first ?? ""
    }
    let written = hostile.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    #expect(names.contains { $0.replacing("&#160;", with: " ") == written }, "\(names)")
  }

  /// The part of mermaid's grammar that a flowchart of ours may use.
  @Test("mermaid's text is a flowchart", arguments: ["library", "member"])
  func mermaid(level: String) throws {
    try bench.object("x\"] --> y %% #.o", "int a2(void) { return 0; }")
    let outcome = try Staticld.run(
      [
        "graph", "--format", "mermaid", "--level", level, "main.o", "x\"] --> y %% #.o", "liba.a",
        "libb.a",
      ], in: bench.path)
    let label = ##"\[?"([^"#;<>`\\]|#[0-9]+;|<br/>)*"\]?"##
    let patterns = [
      "flowchart LR", "subgraph [cl][0-9]+" + label, "end",
      "n[0-9]+" + label + ":::(input|discovered|implicit)",
      "n[0-9]+ (-->|-\\.->)\\|" + label + "\\| n[0-9]+", "classDef [a-z]+ .*",
      "class [n0-9,]+ cycle",
    ]
    let whole = try NSRegularExpression(
      pattern: "^ *(\(patterns.joined(separator: "|")))$")
    let lines = outcome.outputText.split(separator: "\n").map(String.init)
    #expect(lines.count > 10)
    for line in lines {
      let range = NSRange(line.startIndex..., in: line)
      #expect(whole.firstMatch(in: line, range: range) != nil, "\(line)")
    }
    #expect(lines.contains { $0.contains("x#34;#93; --#62; y #37;#37; #35;.o") })
  }

  @Test("--max bounds the symbols on an edge and counts the rest")
  func bound() throws {
    #expect(try graph().outputText.contains("label=\"b\\nw\""))
    #expect(try graph("--max", "1").outputText.contains("label=\"b\\n1 more\""))
  }

  @Test("the same bytes every time")
  func determinism() throws {
    for format in ["dot", "mermaid", "json", "html"] {
      let first = try graph("--format", format).output
      #expect(try graph("--format", format).output == first, "\(format)")
    }
  }

  @Test("wrong usage is status 2")
  func usage() throws {
    for words in [["--format", "runes"], ["--level", "floor"], ["--max", "-1"]] {
      let outcome = try Staticld.run(["graph"] + words + Self.words, in: bench.path)
      #expect(outcome.ending == .exit(2), "\(words)")
      #expect(outcome.output.isEmpty)
    }
    #expect(try Staticld.run(["graph"]).ending == .exit(2))
  }
}
