// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that its users never fetch or build any of this.
// Run here: swift run -c release --static-swift-stdlib Benchmarks

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "staticld", path: "../..")],
  targets: [
    .target(
      name: "CReference", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("elf"), .linkedLibrary("z")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CReference", .product(name: "StaticLinkToolchain", package: "staticld"),
      ],
      swiftSettings: strict),
  ]
)
