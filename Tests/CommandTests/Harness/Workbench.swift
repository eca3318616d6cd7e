import Foundation

/// A directory of one test, in which it makes its sources, objects and archives.
package final class Workbench: Sendable {
  package let path: String

  package init() throws {
    var template = Array("\(NSTemporaryDirectory())/staticld-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw HarnessError("no temporary directory in \(NSTemporaryDirectory())")
    }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, making the directories above it.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, bytes: Array(text.utf8))
  }

  @discardableResult
  package func write(_ name: String, bytes: [UInt8]) throws -> String {
    let target = file(name)
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    return name
  }

  package func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// Runs a tool in the directory; the test cannot go on without what it makes.
  @discardableResult
  package func run(_ words: String...) throws -> Outcome { try run(words) }

  @discardableResult
  package func run(_ words: [String]) throws -> Outcome {
    let outcome = try Command(words, in: path).run()
    guard outcome.succeeded else {
      throw HarnessError("\(words.joined(separator: " ")): \(outcome.ending)\n\(outcome.errorText)")
    }
    return outcome
  }

  /// Compiles a source text into the object `name`; the language is the source's extension.
  @discardableResult
  package func object(
    _ name: String, _ source: String, language: String = "c", compiler: String = "gcc",
    flags: [String] = []
  ) throws -> String {
    let text = "\(name).\(language)"
    try write(text, source)
    try run([compiler, "-c"] + flags + [text, "-o", name])
    return name
  }

  /// Puts objects into an archive as `ar` does with these operation letters (`qcsT`: thin).
  @discardableResult
  package func archive(
    _ name: String, _ members: [String], operation: String = "qcs", ar: String = "ar"
  ) throws -> String {
    try FileManager.default.createDirectory(
      atPath: (file(name) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try run([ar, operation, name] + members)
    return name
  }

  /// An archive whose members are compiled from (name, C source).
  @discardableResult
  package func archive(
    _ name: String, compiling sources: [(String, String)], operation: String = "qcs",
    compiler: String = "gcc"
  ) throws -> String {
    let objects = try sources.map { try object($0.0, $0.1, compiler: compiler) }
    return try archive(name, objects, operation: operation)
  }
}
