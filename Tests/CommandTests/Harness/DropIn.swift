import Foundation

/// The drop-in as `make install` lays it out, in a directory of its own: it finds its other names
/// by the place that it runs from.
package final class DropIn: Sendable {
  package let root: String

  /// Laid out once for all tests.
  package static let shared = Result { try DropIn() }

  private init() throws {
    let workbench = NSTemporaryDirectory() + "/staticld-drop-in.\(getpid())"
    root = URL(fileURLWithPath: workbench).resolvingSymlinksInPath().path
    let outcome = try Command(
      [
        "make", "-s", "install", "PREFIX=" + root, "BINARY=" + Staticld.path(),
        "WRAPPER=" + Staticld.path() + "-cc",
      ], in: Staticld.packageRoot
    ).run()
    guard outcome.succeeded else { throw HarnessError(outcome.errorText) }
    atexit {
      guard case .success(let installed) = DropIn.shared else { return }
      try? FileManager.default.removeItem(atPath: installed.root)
    }
  }

  /// `staticld-cc` and its like.
  package func tool(_ name: String) -> String { "\(root)/bin/staticld-\(name)" }

  /// Where the linkers' names are, and below `bin` those to put first in PATH.
  package var libexec: String { "\(root)/libexec/staticld" }
}
