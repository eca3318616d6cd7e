import Foundation

/// The built binary, run as a user runs it.
package enum Staticld {
  /// `$STATICLD_BINARY`, or the one built beside this test bundle.
  package static let binary: String? = {
    if let named = ProcessInfo.processInfo.environment["STATICLD_BINARY"] { return named }
    let beside = Bundle.main.executableURL?.deletingLastPathComponent().path
    let candidates = [
      beside, packageRoot + "/.build/debug", packageRoot + "/.build/release",
    ]
    return candidates.compactMap { $0.map { $0 + "/staticld" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Four levels above this file.
  package static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  package static func path() throws -> String {
    guard let binary, FileManager.default.isExecutableFile(atPath: binary) else {
      throw HarnessError("no staticld binary: run `swift build` or set STATICLD_BINARY")
    }
    return binary
  }

  package static func run(
    _ words: [String], in directory: String? = nil, environment: [String: String] = [:],
    timeout: Double = 120
  ) throws -> Outcome {
    try run(
      bytes: words.map { Array($0.utf8) }, in: directory, environment: environment,
      timeout: timeout)
  }

  package static func run(
    bytes words: [[UInt8]], in directory: String? = nil, environment: [String: String] = [:],
    timeout: Double = 120
  ) throws -> Outcome {
    try Command(
      bytes: [Array(try path().utf8)] + words, in: directory, environment: environment,
      timeout: timeout
    ).run()
  }
}
