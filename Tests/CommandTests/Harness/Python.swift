import Foundation

/// Python scripts that lean on a module which nobody here wrote.
package enum Python {
  /// Runs a script in the directory by the first python3 that has the module.
  ///
  /// None is a failure of the environment, said aloud with Debian's package.
  package static func run(
    _ script: String, importing module: String, package: String, in bench: Workbench
  ) throws -> Outcome {
    for python in ["python3", "/usr/bin/python3"] {
      let probe = try? Command([python, "-c", "import \(module)"]).run()
      guard probe?.succeeded == true else { continue }
      return try Command([python, "-W", "ignore", "-c", script], in: bench.path).run()
    }
    throw HarnessError(
      "no python3 here imports \(module): apt-get install \(package) (or pip install)")
  }
}
