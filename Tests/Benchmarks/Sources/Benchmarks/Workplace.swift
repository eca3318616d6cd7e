import Glibc
import ObjectFiles
import StaticLinkToolchain

/// A directory for what the measurements compile and link, gone with the value.
final class Workplace {
  let directory: String

  init() throws {
    var template = Array("/tmp/staticld-benchmarks-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else {
      throw BenchmarkError.setUp("mkdtemp: \(String(cString: strerror(errno)))")
    }
    directory = String(cString: path)
  }

  deinit {
    _ = try? Command(["rm", "-r", directory]).run()
  }

  func path(_ name: String) -> String { directory + "/" + name }

  /// Compiles a C source; `options` may make the driver link as well.
  func compile(
    _ source: String, to name: String, options: [String] = ["-c"]
  ) throws -> String {
    let file = path(name + ".c")
    guard let stream = fopen(file, "w") else { throw BenchmarkError.setUp("cannot write \(file)") }
    fputs(source, stream)
    fclose(stream)
    _ = try Command(["gcc", "-O2", file, "-o", path(name)] + options).run()
    return path(name)
  }

  /// What a program prints, on standard output and on standard error.
  func outputs(
    of words: [String]
  ) throws -> (output: [String], errors: [String]) {
    let environment = Environment.current
    guard let path = ExecutableSearch(environment: environment).find(ByteString(words[0])) else {
      throw BenchmarkError.setUp("\(words[0]) is not installed")
    }
    let outcome: ChildProcess.Outcome
    do throws(ProcessError) {
      outcome = try ChildProcess(
        path, words.dropFirst().map { ByteString($0) }, environment: environment
      ).run()
    } catch {
      throw BenchmarkError.setUp("\(words[0]): \(error)")
    }
    guard outcome.status.isSuccess else {
      throw BenchmarkError.setUp(
        "\(words.prefix(3).joined(separator: " ")):\n\(ByteString(outcome.errors))")
    }
    return (lines(outcome.output), lines(outcome.errors))
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    ByteString(bytes).split(separator: UInt8(ascii: "\n")).filter { !$0.isEmpty }
      .map(\.description)
  }
}
