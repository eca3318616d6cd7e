import BinaryHarness
import Foundation
import Testing

@Suite("Who may import whom")
struct ArchitectureTests {
  /// The rooms of the design, with the modules of the system that each one uses.
  static let rooms: [String: Set<String>] = [
    "CGlibc": [],
    "CLibelf": [],
    "ObjectFiles": ["CLibelf", "Glibc"],
    "StaticLink": ["ObjectFiles", "Glibc", "Synchronization"],
    "StaticLinkToolchain": ["ObjectFiles", "StaticLink", "CGlibc", "Glibc", "Synchronization"],
    "Reports": ["ObjectFiles", "StaticLink", "Glibc"],
    "BuildWrapper": ["ObjectFiles", "StaticLink", "StaticLinkToolchain", "Reports", "Glibc"],
    "PythonEmbedding": [
      "ObjectFiles", "StaticLink", "StaticLinkToolchain", "FoundationEssentials", "Glibc",
    ],
    "StaticldCommands": [
      "ObjectFiles", "StaticLink", "StaticLinkToolchain", "Reports", "BuildWrapper",
      "PythonEmbedding",
      "ArgumentParser", "TOMLKit", "FoundationEssentials", "Glibc",
    ],
    "staticld": ["StaticldCommands", "Glibc"],
    "staticld-cc": ["BuildWrapper", "Glibc"],
  ]

  private struct Import {
    var file: String
    var words: [Substring]
    var module: String { words.last.map { String($0.prefix { $0 != "." }) } ?? "" }
  }

  private func imports(of room: String) throws -> [Import] {
    let root = "\(Staticld.packageRoot)/Sources/\(room)"
    let files = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: " ") }
        .filter { $0.prefix(3).contains("import") && $0.first?.hasPrefix("//") == false }
        .map { Import(file: "\(room)/\(file)", words: $0) }
    }
  }

  @Test("every room imports what the design allows", arguments: rooms.keys.sorted())
  func directions(room: String) throws {
    let allowed = try #require(Self.rooms[room])
    let found = try imports(of: room)
    if !room.hasPrefix("C") { #expect(!found.isEmpty) }
    for one in found { #expect(allowed.contains(one.module), "\(one.file): \(one.module)") }
  }

  @Test("no room is without a rule")
  func everyRoom() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(Staticld.packageRoot)/Sources")
    #expect(Set(names) == Set(Self.rooms.keys))
  }

  @Test("the simulation asks the system for threads, and for nothing else")
  func pure() throws {
    let files = try imports(of: "StaticLink").filter { $0.module == "Glibc" }.map(\.file)
    #expect(files == ["StaticLink/Inputs/Threads.swift"])
  }

  @Test("Foundation stays out of what the wrapper uses")
  func foundation() throws {
    for room in [
      "ObjectFiles", "StaticLink", "StaticLinkToolchain", "Reports", "BuildWrapper", "staticld-cc",
    ] {
      let found = try imports(of: room).filter { $0.module.hasPrefix("Foundation") }
      #expect(found.map(\.file) == [])
    }
  }

  @Test("C modules are nobody's public import")
  func publicImports() throws {
    for room in Self.rooms.keys {
      let leaks = try imports(of: room).filter {
        $0.words.first == "public" && ["CGlibc", "CLibelf", "Glibc"].contains($0.module)
      }
      #expect(leaks.map(\.file) == [])
    }
  }

  /// Whether a source compiles against the modules that this test was built with.
  private func compiles(_ source: String) throws -> Outcome {
    let bench = try Workbench()
    try bench.write("client.swift", source)
    let root = Staticld.packageRoot
    return try Command(
      [
        "swiftc", "-typecheck", "-I", "\(root)/.build/debug/Modules", "-Xcc",
        "-fmodule-map-file=\(root)/Sources/CLibelf/module.modulemap", "client.swift",
      ], in: bench.path
    ).run()
  }

  @Test("a client of StaticLink sees no type of libelf")
  func clientSeesNoC() throws {
    let sound = try compiles("import StaticLink\nlet plan: LinkPlan? = nil\n")
    #expect(sound.succeeded, "\(sound.errorText)")
    let known = try compiles("import CLibelf\nlet symbol: Elf64_Sym? = nil\n")
    #expect(known.succeeded, "\(known.errorText)")
    let leak = try compiles("import StaticLink\nlet symbol: Elf64_Sym? = nil\n")
    #expect(leak.errorText.contains("cannot find type 'Elf64_Sym'"), "\(leak.errorText)")
  }
}
