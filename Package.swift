// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors, every existential is spelled `any`, and no module leaks what it imports.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let withoutFoundation: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib", "-static-executable"])
]

/// The tools must run where nothing is installed, in an empty container or on a compute node.
let fullyStatic: [LinkerSetting] =
  withoutFoundation + [
    // What Foundation's archives need and its modules name only under --static-swift-stdlib, which
    // `swift test` does not know.
    .linkedLibrary("_FoundationCollections"), .linkedLibrary("_FoundationCShims"),
  ]

let package = Package(
  name: "staticld",
  products: [
    .library(name: "StaticLink", targets: ["StaticLink"]),
    .library(name: "StaticLinkToolchain", targets: ["StaticLinkToolchain"]),
    .library(name: "PythonEmbedding", targets: ["PythonEmbedding"]),
    .executable(name: "staticld", targets: ["staticld"]),
    .executable(name: "staticld-cc", targets: ["staticld-cc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibelf", providers: [.apt(["libelf-dev"])]),
    .systemLibrary(name: "CGlibc"),
    .target(name: "ObjectFiles", dependencies: ["CLibelf"], swiftSettings: strict),
    .target(name: "StaticLink", dependencies: ["ObjectFiles"], swiftSettings: strict),
    .target(
      name: "StaticLinkToolchain", dependencies: ["CGlibc", "StaticLink"], swiftSettings: strict),
    .target(name: "Reports", dependencies: ["StaticLink"], swiftSettings: strict),
    .target(
      name: "BuildWrapper", dependencies: ["Reports", "StaticLinkToolchain"],
      swiftSettings: strict),
    .target(
      name: "PythonEmbedding", dependencies: ["StaticLink", "StaticLinkToolchain"],
      resources: [
        .embedInCode("Resources/freeze.py"), .embedInCode("Resources/boot.py"),
        .embedInCode("Resources/resources.py"), .embedInCode("Resources/program.c"),
        .embedInCode("Resources/dynamic.c"), .embedInCode("Resources/distribution.py"),
        .embedInCode("Resources/installation.py"),
      ],
      swiftSettings: strict),
    .target(
      name: "StaticldCommands",
      dependencies: [
        "BuildWrapper", "PythonEmbedding", "Reports", "StaticLink", "StaticLinkToolchain",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      resources: [.embedInCode("Schemas"), .embedInCode("Pages")],
      swiftSettings: strict),
    .executableTarget(
      name: "staticld", dependencies: ["StaticldCommands"], swiftSettings: strict,
      linkerSettings: fullyStatic),
    .executableTarget(
      name: "staticld-cc", dependencies: ["BuildWrapper"], swiftSettings: strict,
      linkerSettings: withoutFoundation),
    .target(name: "BinaryHarness", path: "Tests/CommandTests/Harness", swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["BinaryHarness"], exclude: ["Harness", "Sarif"],
      swiftSettings: strict),
    .target(
      name: "LinkerObservers", dependencies: ["BinaryHarness"], path: "Tests/Observers",
      swiftSettings: strict),
    .testTarget(
      name: "OracleTests", dependencies: ["BinaryHarness", "LinkerObservers"],
      swiftSettings: strict),
    .testTarget(
      name: "DifferentialTests", dependencies: ["BinaryHarness", "LinkerObservers"],
      exclude: ["NamedCases"], swiftSettings: strict),
    .testTarget(
      name: "CombineTests", dependencies: ["BinaryHarness", "LinkerObservers"],
      swiftSettings: strict),
    .testTarget(
      name: "PythonTests",
      dependencies: ["BinaryHarness", "ObjectFiles", "PythonEmbedding", "StaticLinkToolchain"],
      swiftSettings: strict),
    .testTarget(
      name: "WrapperTests", dependencies: ["BinaryHarness"], swiftSettings: strict),
    .testTarget(
      name: "ObjectFilesTests", dependencies: ["BinaryHarness", "ObjectFiles"],
      swiftSettings: strict),
    .testTarget(
      name: "StaticLinkTests", dependencies: ["BinaryHarness", "ObjectFiles", "StaticLink"],
      swiftSettings: strict),
    .testTarget(
      name: "StaticLinkToolchainTests",
      dependencies: ["ObjectFiles", "StaticLink", "StaticLinkToolchain"],
      exclude: ["Captured"], swiftSettings: strict),
  ]
)
