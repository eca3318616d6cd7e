import BinaryHarness
import Foundation
import Testing

/// The same question has the same answer, byte by byte.
@Suite("determinism")
struct DeterminismTests {
  private static let question = [
    "resolve", "--format", "json", "--bindings", "/usr/lib/x86_64-linux-gnu/libtiff.a",
  ]

  @Test("on one processor and on all of them")
  func threads() throws {
    let all = try Command([try Staticld.path()] + Self.question).run()
    let one = try Command(["taskset", "-c", "0", try Staticld.path()] + Self.question).run()
    #expect(all.succeeded && one.succeeded)
    #expect(all.output == one.output && all.errors == one.errors)
  }

  @Test("in every locale", arguments: ["C", "C.UTF-8", "tr_TR.UTF-8", "nonsense"])
  func locales(_ locale: String) throws {
    let plain = try Staticld.run(Self.question, environment: ["LC_ALL": "C"])
    let other = try Staticld.run(Self.question, environment: ["LC_ALL": locale, "LANG": locale])
    #expect(plain.succeeded)
    #expect(plain.output == other.output && plain.errors == other.errors)
  }

  /// A file system lists a directory in the order in which it was filled, or by a hash.
  @Test("however a directory was filled")
  func directories() throws {
    let bench = try Workbench()
    try bench.object(
      "main.o", "int f(void), g(void), h(void); int main(void) { return f() + g() + h(); }")
    for name in ["f", "g", "h"] {
      try bench.object("\(name).o", "int \(name)(void) { return 0; }")
    }
    let libraries = [
      "libf": "f", "libf2": "f", "libg": "g", "libg2": "g", "libh": "h", "libh2": "h",
    ]
    var answers: Set<String> = []
    for order in [libraries.keys.sorted(), libraries.keys.sorted().reversed()] {
      try bench.run("rm", "-rf", "lib")
      for library in order { try bench.archive("lib/\(library).a", ["\(libraries[library]!).o"]) }
      let outcome = try Staticld.run(["resolve", "main.o", "-Llib"], in: bench.path)
      #expect(outcome.succeeded)
      answers.insert(outcome.outputText + outcome.errorText)
    }
    #expect(answers.count == 1)
  }
}
