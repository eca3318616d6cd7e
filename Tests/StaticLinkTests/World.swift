import BinaryHarness
import Foundation
import ObjectFiles
import StaticLink
import Testing

/// A small world of files that real tools made, given to the resolver as values.
///
/// `sys` is the toolchain's directory. The toolchain adds nothing of its own, so that a plan speaks
/// of the test's libraries alone; gcc links the same lines with all that it adds.
struct World {
  let bench: Workbench
  var evidence = FakeEvidence()
  var mode = LinkMode.static

  init() throws {
    bench = try Workbench()
    try bench.run("mkdir", "sys")
  }

  /// C for `f: g h` (f calls g and h), one definition a piece between semicolons.
  static func source(_ text: String) -> String {
    text.split(separator: ";").map { piece in
      let parts = piece.split(separator: ":", omittingEmptySubsequences: false)
      let name = parts[0].trimmingCharacters(in: .whitespaces)
      let calls = parts.count > 1 ? parts[1].split(separator: " ").map(String.init) : []
      let declarations = calls.map { "int \($0)(void);" }.joined(separator: " ")
      return "\(declarations) int \(name)(void) { return 0\(calls.map { " + \($0)()" }.joined()); }"
    }.joined(separator: "\n")
  }

  @discardableResult
  func object(_ name: String, _ text: String) throws -> String {
    try bench.object(name, World.source(text))
  }

  /// An archive with a member for each text, named after the archive.
  @discardableResult
  func archive(_ path: String, _ members: String..., operation: String = "qcs") throws -> String {
    try archive(path, members: members, operation: operation)
  }

  @discardableResult
  func archive(_ path: String, members: [String], operation: String = "qcs") throws -> String {
    let stem = path.replacing("/", with: "_")
    let sources = members.enumerated().map {
      ("\(stem).\($0.offset).o", World.source($0.element))
    }
    return try bench.archive(path, compiling: sources, operation: operation)
  }

  func files(listing: ValueFiles.Listing = .sorted) throws -> ValueFiles {
    try ValueFiles(under: bench.path, listing: listing)
  }

  var toolchain: Toolchain {
    Toolchain(
      driver: "/usr/bin/gcc",
      linker: LinkerIdentity(family: .bfd, version: "2.40", path: "/usr/bin/ld"), mode: mode,
      before: [], after: [], deferredLibraries: [], searchDirectories: ["sys"], sysroot: "",
      linkerDefinedSymbols: ["_GLOBAL_OFFSET_TABLE_"])
  }

  func request(
    _ words: [String], roots: [ByteString] = [], prefer: [ByteString] = [],
    exclude: [ByteString] = []
  ) -> ResolveRequest {
    ResolveRequest(
      arguments: words.map(LinkArgument.init(word:)), toolchain: toolchain, roots: roots,
      prefer: prefer, exclude: exclude)
  }

  func resolve(
    _ words: String..., roots: [ByteString] = [], prefer: [ByteString] = [],
    exclude: [ByteString] = []
  ) throws -> LinkPlan {
    try resolve(request(words, roots: roots, prefer: prefer, exclude: exclude))
  }

  func resolve(
    _ request: ResolveRequest, listing: ValueFiles.Listing = .sorted
  ) throws -> LinkPlan {
    try Resolver(files: files(listing: listing), evidence: evidence).resolve(request)
  }

  /// Links with the real compiler, which finds the toolchain's directory by a `-L` behind all else.
  func link(_ words: [String]) throws -> Outcome {
    try Command(
      ["gcc", "-static", "-o", "app"] + words + ["-Lsys"], in: bench.path
    ).run()
  }

  /// The plan is what the real linker accepts, too.
  func expectLinks(
    _ plan: LinkPlan, with objects: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(plan.verdict == .links, "\(plan.findings)", sourceLocation: sourceLocation)
    let link = try link(objects + plan.words)
    #expect(
      link.succeeded, "\(plan.words)\n\(link.errorText)", sourceLocation: sourceLocation)
  }
}

/// Evidence that is a value.
struct FakeEvidence: EvidenceSource {
  var needs: [ByteString: [ByteString]] = [:]
  var packages: [ByteString: ByteString] = [:]
  /// From package to package.
  var distances: [[ByteString]: Int] = [:]

  func declaredNeeds(of library: ByteString) -> [DeclaredNeed] {
    (needs[library] ?? []).map {
      DeclaredNeed(library: $0, source: .pkgConfig, file: "app.pc")
    }
  }

  func package(owning file: ByteString) -> ByteString? { packages[file] }

  func distance(from package: ByteString, to other: ByteString) -> Int? {
    package == other ? 0 : distances[[package, other]]
  }
}
