import BinaryHarness
import Foundation

extension Workbench {
  /// `staticld resolve` in this directory.
  func resolve(_ words: String..., environment: [String: String] = [:]) throws -> Outcome {
    try Staticld.run(["resolve"] + words, in: path, environment: environment)
  }

  /// Links the words a shell makes of a printed line.
  func linkShellLine(_ line: [UInt8]) throws -> Outcome {
    let script = Array("eval \"exec gcc -static -o app $1\"".utf8)
    return try Command(
      bytes: [Array("sh".utf8), Array("-c".utf8), script, Array("sh".utf8), line], in: path
    ).run()
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  /// A program that calls `a`, liba that needs `b` and libb that has it.
  func makeChain() throws {
    try object("main.o", "int a(void); int main(void) { return a(); }")
    try archive("liba.a", compiling: [("a.o", "int b(void); int a(void) { return b(); }")])
    try archive("libb.a", compiling: [("b.o", "int b(void) { return 0; }")])
  }

  /// A program whose library has a member with a reference nobody satisfies.
  func makeMissing() throws {
    try object("main.o", "int foo(void); int main(void) { return foo(); }")
    try archive(
      "libfoo.a",
      compiling: [
        ("bar.o", "int nowhere_defined(void); int foo(void) { return nowhere_defined(); }")
      ]
    )
  }
}
