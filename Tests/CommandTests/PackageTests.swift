import BinaryHarness
import Foundation
import Testing

/// What is shipped: a library that another package can use, and a binary that needs nothing.
@Suite("package")
struct PackageTests {
  /// Slow: builds the library from scratch, as its user would.
  @Test("a package that depends on the StaticLink product builds")
  func dependency() throws {
    let bench = try Workbench()
    let identity = (Staticld.packageRoot as NSString).lastPathComponent
    try bench.write(
      "Package.swift",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "User",
        dependencies: [.package(path: "\(Staticld.packageRoot)")],
        targets: [
          .executableTarget(
            name: "User", dependencies: [.product(name: "StaticLink", package: "\(identity)")])
        ])
      """)
    try bench.write("Sources/User/main.swift", "import StaticLink\nprint(\"it links\")\n")
    // The outer `swift test` has settings of its own that a user's build would not have.
    let build = try Command(
      ["swift", "build", "--package-path", ".", "--scratch-path", ".build", "--jobs", "2"],
      in: bench.path, timeout: 900
    ).run()
    #expect(build.succeeded, "\(build.outputText.suffix(4_000))\(build.errorText.suffix(4_000))")
    let run = try Command([bench.file(".build/debug/User")]).run()
    #expect(run.outputText == "it links\n")
  }

  @Test("staticld is no dynamic executable")
  func fullyStatic() throws {
    let listing = try Command(["ldd", try Staticld.path()]).run()
    let text = listing.outputText + listing.errorText
    #expect(text.contains("not a dynamic executable"), "\(text)")
  }

  @Test("staticld runs with an empty environment and no locale")
  func emptyEnvironment() throws {
    let outcome = try Command(["env", "-i", try Staticld.path(), "--help"]).run()
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.outputText.contains("resolve"))
  }
}
