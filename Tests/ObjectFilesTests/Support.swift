import BinaryHarness
import Foundation
import ObjectFiles
import Testing

extension Workbench {
  func memory(_ name: String) throws -> MemoryFile {
    MemoryFile(path: ByteString(file(name)), bytes: try bytes(of: name))
  }

  func archive(reading name: String) throws -> Archive {
    let file = try memory(name)
    return try Archive(path: file.path, file: file)
  }

  func elf(reading name: String) throws -> ObjectFile { try ObjectFile(elf: bytes(of: name)) }

  /// The lines that a tool prints, as bytes: names need not be text.
  func lines(_ words: String...) throws -> [ByteString] {
    var lines = ByteString(try run(words).output).split(separator: 0x0a)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension ByteString {
  /// The pieces between runs of blanks.
  var fields: [ByteString] { split(separator: 0x20).filter { !$0.isEmpty } }
}

/// Whether a tool that a test asks is on this machine.
func isInstalled(_ tool: String) -> Bool {
  let found = try? Command(["sh", "-c", "command -v \"$1\"", "sh", tool]).run()
  return found?.succeeded ?? false
}

/// A compiler that makes objects for one machine.
struct Target: CustomTestStringConvertible, Sendable {
  var words: [String]

  var testDescription: String { words.joined(separator: " ") }

  /// Both classes, both byte orders, relocations with and without addends.
  static let all: [Target] =
    [["gcc"], ["gcc", "-m32"], ["gcc", "-mx32"], ["aarch64-linux-gnu-gcc"]].map {
      Target(words: $0)
    }
    + [
      "aarch64_be-linux-gnu", "armv7-linux-gnueabihf", "armeb-linux-gnueabi", "riscv32-linux-gnu",
      "riscv64-linux-gnu", "mips-linux-gnu", "mips64el-linux-gnuabi64", "powerpc-linux-gnu",
      "powerpc64-linux-gnu", "powerpc64le-linux-gnu", "s390x-linux-gnu",
    ].map { Target(words: ["clang", "--target=\($0)"]) }

  /// Compiles a source; `nil` where the compiler or its back end is missing.
  func object(
    _ name: String, _ source: String, language: String = "c", flags: [String] = [],
    in bench: Workbench
  ) throws -> ObjectFile? {
    guard isInstalled(words[0]) else { return nil }
    let text = try bench.write("\(name).\(language)", source)
    let compile = try Command(
      words + ["-c"] + flags + [text, "-o", name], in: bench.path
    ).run()
    guard compile.succeeded else {
      let isMissing = [
        "unable to create target", "No available targets", "unrecognized", "cannot execute",
      ]
      .contains { compile.errorText.contains($0) }
      if isMissing { return nil }
      throw HarnessError("\(testDescription): \(compile.errorText)")
    }
    return try bench.elf(reading: name)
  }
}
