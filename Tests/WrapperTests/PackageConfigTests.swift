import BinaryHarness
import Foundation
import Testing

/// pkg-config's answers for static links.
@Suite("staticld-pkg-config")
struct PackageConfigTests {
  private let project: WrapperBench

  init() throws { project = try WrapperBench() }

  private func ask(_ words: String...) throws -> Outcome { try project.run("pkg-config", words) }

  @Test(
    "every other question is the real one's",
    arguments: [
      ["--version"], ["--cflags", "zlib"], ["--libs", "zlib"], ["--modversion", "zlib"],
      ["--exists", "nosuch"], ["--libs", "--static", "nosuch"], ["--list-package-names"], [],
      ["--variable=prefix", "zlib"], ["--print-errors", "--libs", "nosuch"],
    ])
  func others(words: [String]) throws {
    let real = try Command(["pkg-config"] + words, in: project.bench.path).run()
    let outcome = try project.run("pkg-config", words)
    #expect(outcome.status == real.status)
    #expect(outcome.outputText == real.outputText)
    #expect(outcome.errorText == real.errorText)
  }

  /// libxml2's own file does not say that ICU, which it names, needs the C++ library.
  @Test("what the real one leaves out is there, in order")
  func complete() throws {
    try project.bench.write(
      "xml.c",
      """
      #include <libxml/parser.h>
      int main(void) { xmlInitParser(); return xmlReadMemory("<a/>", 4, 0, 0, 0) == 0; }
      """)
    let answer = try ask("--cflags", "--libs", "--static", "libxml-2.0")
    #expect(answer.succeeded, "\(answer.errorText)")
    let words = answer.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(words.first?.hasPrefix("-I") == true)
    let link = try project.real(words: ["-static", "xml.c", "-o", "xml"] + words)
    #expect(link.succeeded, "\(answer.outputText)\(link.errorText)")
    #expect(try project.runs("xml"))
  }

  @Test("the parts of an answer make up the whole")
  func parts() throws {
    func words(_ option: String) throws -> [String] {
      try ask("--static", option, "libxml-2.0").outputText.split(whereSeparator: \.isWhitespace)
        .map(String.init)
    }
    let whole = try words("--libs")
    let parts = try words("--libs-only-L") + words("--libs-only-l") + words("--libs-only-other")
    #expect(parts.sorted() == whole.sorted())
    #expect(try words("--libs-only-l").allSatisfy { $0.hasPrefix("-l") })
  }
}
