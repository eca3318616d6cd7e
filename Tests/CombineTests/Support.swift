import BinaryHarness
import Foundation
import LinkerObservers
import Testing

extension Workbench {
  /// `staticld combine` in this directory, whatever comes of it.
  func tryCombine(_ words: [String], environment: [String: String] = [:]) throws -> Outcome {
    try Staticld.run(["combine"] + words, in: path, environment: environment)
  }

  /// The same where the test cannot go on without the result.
  @discardableResult
  func combine(_ words: String...) throws -> Outcome {
    let outcome = try tryCombine(words)
    guard outcome.succeeded else {
      throw HarnessError("combine \(words.joined(separator: " ")): \(outcome.errorText)")
    }
    return outcome
  }

  /// Links with a linker, runs the program and gives what it prints.
  func run(
    _ linker: ObservedLinker, _ files: [String], _ flags: [String] = ["-static"],
    driver: String = "g++"
  ) throws -> String {
    let program = "app.\(linker.rawValue)"
    try run([driver] + linkerOptions(linker) + flags + ["-o", program] + files)
    return try run(["./" + program]).outputText
  }

  /// What makes a driver run this linker and no other of its family.
  func linkerOptions(_ linker: ObservedLinker) throws -> [String] {
    let directory = file("linkers.\(linker.rawValue)")
    let link = "\(directory)/ld.\(linker.family)"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    if !FileManager.default.fileExists(atPath: link) {
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: linker.path ?? linker.program)
    }
    return ["-B\(directory)", "-fuse-ld=\(linker.family)"]
  }

  /// A program of the test's own, copied by another process: one that a parallel test starts while
  /// this one writes would hold it open, and nobody could run it.
  func script(_ name: String, _ text: String) throws {
    try write(name + ".text", text)
    try run("install", "-m", "755", name + ".text", name)
  }

  /// The names that other objects see, as `nm` lists them.
  func globals(of file: String) throws -> [String] {
    try run("nm", "-g", "-P", "--defined-only", file).outputText.split(separator: "\n")
      .filter { !$0.hasSuffix("]:") && !$0.hasSuffix(".o:") }
      .map { String($0.prefix { $0 != " " }) }.sorted()
  }

  /// What a file does not define, with nm's letter: `U` or `w`.
  func undefined(in file: String) throws -> [String] {
    try run("nm", "-u", "-P", file).outputText.split(separator: "\n").map(String.init).sorted()
  }
}

/// The compilers of a language on this machine.
enum Compilers {
  static let c = installed(["gcc", "clang"])
  static let cxx = installed(["g++", "clang++"])

  private static func installed(_ names: [String]) -> [String] {
    names.filter { (try? Command([$0, "--version"]).run().succeeded) == true }
  }
}
