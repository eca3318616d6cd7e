import BinaryHarness
import Foundation

/// A link as a user would show it: texts, the commands that make the inputs, and the line.
struct LinkCase: Sendable {
  var files: [(name: String, text: String)] { names.map { ($0, texts[$0] ?? "") } }
  var steps: [[String]] = []
  var line: [String] = []
  private var names: [String] = []
  private var texts: [String: String] = [:]

  mutating func add(_ name: String, _ text: String) {
    if texts[name] == nil { names.append(name) }
    texts[name] = text
  }

  /// Makes the inputs in the directory.
  func build(in bench: Workbench) throws {
    for (name, text) in files { try bench.write(name, text) }
    for step in steps {
      if step[0] == "as" {
        try Assembler.run(source: step[3], text: texts[step[3]] ?? "", object: step[2], in: bench)
      } else {
        try bench.run(step)
      }
    }
  }

  /// A shell script that makes the inputs and runs `$LD`, a linker, on them.
  func script(_ comments: [String]) -> String {
    var lines = ["#!/bin/sh", ": ${LD:=ld}"] + comments.map { "# \($0)" }
    let directories = Set(names.compactMap { $0.contains("/") ? $0.split(separator: "/")[0] : nil })
    if !directories.isEmpty {
      lines.append("mkdir -p " + directories.sorted().joined(separator: " "))
    }
    for (name, text) in files { lines += ["cat > \(name) <<'EOF'", text + "EOF"] }
    lines += steps.map { $0.joined(separator: " ") }
    return (lines + ["$LD -o a.out " + line.joined(separator: " ")]).joined(separator: "\n") + "\n"
  }
}

/// Assembles a text once: what is shrunk consists of the same few objects again and again.
enum Assembler {
  private static let cache = Cache()

  static func run(source: String, text: String, object: String, in bench: Workbench) throws {
    if let bytes = cache[text] {
      try bench.write(object, bytes: bytes)
    } else {
      try bench.run(["as", "-o", object, source])
      cache[text] = try bench.bytes(of: object)
    }
  }

  private final class Cache: @unchecked Sendable {
    private let lock = NSLock()
    private var objects: [String: [UInt8]] = [:]

    subscript(text: String) -> [UInt8]? {
      get { lock.withLock { objects[text] } }
      set {
        lock.withLock {
          if objects.count > 20_000 { objects = [:] }
          objects[text] = newValue
        }
      }
    }
  }
}
