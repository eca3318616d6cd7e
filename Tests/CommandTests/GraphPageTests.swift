import BinaryHarness
import Foundation
import Testing

/// The page of `graph --format html` in a real browser.
@Suite(
  "graph page",
  .enabled(
    if: Browser.path != nil, "no browser here: apt-get install chromium, and the page is tested"))
struct GraphPageTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// Two hundred libraries of 25 members, each of which calls one of a later library.
  private func makeLarge() throws -> [String] {
    let libraries = 200
    let members = 25
    for library in 0..<libraries {
      for member in 0..<members {
        let later = min(libraries - 1, library + 1 + (library * 7 + member * 13) % 31)
        let next = member + 1 < members ? ["f\(library)_\(member + 1)"] : []
        let object = TinyObject(
          defines: ["f\(library)_\(member)"],
          refersTo: next + (later > library ? ["f\(later)_0"] : []), size: 100 + member * 40)
        try bench.write("l\(library)/m\(library)_\(member).o", bytes: object.bytes)
      }
      try bench.run("sh", "-c", "ar qcs lib\(library).a l\(library)/*.o")
    }
    let calls = (0..<libraries).map { "f\($0)_0" }
    try bench.object(
      "main.o",
      calls.map { "void \($0)(void);" }.joined()
        + "int main(void) { \(calls.map { "\($0)();" }.joined()) return 0; }")
    return ["main.o"] + (0..<libraries).map { "lib\($0).a" }
  }

  private func makePage(_ words: [String], level: String = "library") throws {
    let outcome = try Staticld.run(
      ["graph", "--format", "html", "--level", level, "--output", "graph.html"] + words,
      in: bench.path)
    #expect(outcome.succeeded, "\(outcome.errorText)")
  }

  @Test("200 libraries with 5,000 members open within two seconds")
  func large() throws {
    try makePage(try makeLarge())
    let page = try Browser.load(bench, "graph.html")
    #expect(page["ready"] == "1")
    #expect((page.number("nodes") ?? 0) > 200)
    #expect((page.number("edges") ?? 0) > 400)
    let start = try #require(page.number("start-ms"))
    #expect(start < 2000)

    let open = try Browser.load(bench, "graph.html#expand=member&search=7_0")
    #expect((open.number("nodes") ?? 0) > 5000)
    // The first member of each library that ends in 7, and what it defines.
    #expect(open.number("results") == 2 * (0..<200).count { String($0).hasSuffix("7") })
    #expect((open.number("start-ms") ?? 9999) < 4000)

    let one = try Browser.load(bench, "graph.html#select=m7_3.o")
    #expect(one["selected"] == "lib7.a(m7_3.o)")
    #expect(one.dom.contains("f7_4"))
    let picture = try Browser.screenshot(bench, "graph.html#theme=dark")
    #expect(picture.starts(with: [0x89, 0x50, 0x4e, 0x47]))
    #expect(picture.count > 30_000, "an empty page is smaller")
  }

  @Test("the page is one file and asks nobody for anything")
  func selfContained() throws {
    try bench.makeChain()
    try makePage(["main.o", "liba.a", "libb.a"])
    let text = String(decoding: try bench.bytes(of: "graph.html"), as: UTF8.self)
    for mark in ["http:", "https:", "src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
      #expect(!text.contains(mark), "\(mark)")
    }
    #expect(text.contains("default-src 'none'"))
    let page = try Browser.load(bench, "graph.html#search=liba.a")
    #expect(page["ready"] == "1")
    #expect((page.number("results") ?? 0) >= 1)
  }

  @Test("names of strangers are text, whatever they look like")
  func hostile() throws {
    let member = "<img src=x onerror=document.title=1>.o"
    let symbol = "</script><script>document.title='taken'</script><!--"
    let object = TinyObject(defines: ["evil", symbol], refersTo: [], size: 8)
    try bench.write(member, bytes: object.bytes)
    try bench.run("ar", "qcs", "libevil.a", member)
    try bench.write(
      "user.o", bytes: TinyObject(defines: ["main"], refersTo: [symbol], size: 8).bytes)
    try makePage(["user.o", "libevil.a"], level: "member")
    let page = try Browser.load(bench, "graph.html#search=taken&select=libevil.a")
    #expect(page["ready"] == "1")
    #expect(page.number("results") == 1)
    #expect(page.dom.contains("<title>user.o - staticld graph</title>"))
    #expect(!page.dom.contains("<img"))
    #expect(page.dom.contains("&lt;img src=x"))
  }
}

/// A browser without a window.
enum Browser {
  static let path: String? = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap {
    let outcome = try? Command(["sh", "-c", "command -v \($0)"]).run()
    return outcome?.succeeded == true
      ? outcome?.outputText.trimmingCharacters(in: .whitespacesAndNewlines) : nil
  }.first

  /// A page after its scripts have run.
  struct Page {
    let dom: String

    /// What the script wrote into a `data-` attribute of the root element.
    subscript(name: String) -> String? {
      let element = dom.components(separatedBy: "<html").dropFirst().first?
        .components(separatedBy: "><").first
      return element?.components(separatedBy: " data-\(name)=\"").dropFirst().first?
        .components(separatedBy: "\"").first
    }

    func number(_ name: String) -> Int? { self[name].flatMap(Int.init) }
  }

  static func load(_ bench: Workbench, _ page: String) throws -> Page {
    Page(dom: try run(bench, page, "--dump-dom").outputText)
  }

  static func screenshot(_ bench: Workbench, _ page: String) throws -> [UInt8] {
    _ = try run(bench, page, "--screenshot=\(bench.file("page.png"))")
    return try bench.bytes(of: "page.png")
  }

  private static func run(_ bench: Workbench, _ page: String, _ what: String) throws -> Outcome {
    let outcome = try Command(
      [
        path ?? "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
        "--hide-scrollbars", "--window-size=1600,1000",
        "--user-data-dir=\(bench.file("profile"))", what, "file://\(bench.path)/\(page)",
      ], in: bench.path, timeout: 90
    ).run()
    guard outcome.succeeded else {
      throw HarnessError("the browser failed: \(outcome.ending) \(outcome.errorText)")
    }
    return outcome
  }
}
