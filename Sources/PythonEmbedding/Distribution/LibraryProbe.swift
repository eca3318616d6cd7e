internal import ObjectFiles
internal import StaticLinkToolchain

/// Tries which libraries can be linked statically with the compiler that will build Python.
struct LibraryProbe {
  private let compiler: CompilerRun
  private let options: [ByteString]
  private let directory: ByteString

  init(directory: ByteString, environment: Environment) throws(PythonDistributionError) {
    do throws(ProbeError) {
      compiler = try CompilerRun(environment.nonEmpty("CC") ?? "cc", environment: environment)
    } catch {
      throw .noProgram(environment.nonEmpty("CC") ?? "cc", package: "gcc")
    }
    options = ["CPPFLAGS", "CFLAGS", "LDFLAGS"].flatMap { (name: ByteString) in
      (environment[name] ?? "").split(separator: 0x20).filter { !$0.isEmpty }
    }
    self.directory = directory
    FileCopy.makeDirectories(directory)
  }

  /// What becomes of a module.
  func decide(
    _ module: LibraryModule, series: PythonSeries
  ) throws(PythonDistributionError) -> SetupFile.Decision {
    let source = directory.appending(component: ByteString(module.name) + ".c")
    let text = """
      #define _GNU_SOURCE
      #include <stdio.h>
      #include <\(module.header)>
      int main(void) { void *volatile kept = (void *)\(module.function); return !kept; }

      """
    do throws(FileError) { try source.write(Array(text.utf8)) } catch { throw .file(error) }
    var said: ByteString?
    for words in module.words {
      let outcome: ChildProcess.Outcome
      do throws(ProcessError) {
        outcome = try compiler.run(
          options + ["-w", "-static", "-o", source.dropLast(2), source] + words)
      } catch {
        throw .library(module.name, reason: error.description)
      }
      if outcome.status.isSuccess {
        let flags = series.compilerFlags(of: module.name)
        return .built(flags + words.map(\.description))
      }
      // What the usual words lack tells more than what the others do.
      said = said ?? ByteString(outcome.errors)
    }
    return .leftOut(LibraryProbe.reason(module, compilerSaid: said ?? ""))
  }

  private static func reason(_ module: LibraryModule, compilerSaid said: ByteString) -> String {
    let lines = said.split(separator: 0x0a).map(\.description)
    if lines.contains(where: { $0.contains(module.header + ": No such file") }) {
      return "there is no \(module.header) (Debian's package \(module.package))"
    }
    let missing = lines.compactMap { line -> Substring? in
      guard let start = line.firstRange(of: "cannot find -l")?.upperBound else { return nil }
      return line[start...].prefix { $0 != ":" && $0 != " " }
    }
    if let library = missing.first {
      return "there is no static library lib\(library).a (Debian's package \(module.package))"
    }
    let telling = lines.first { $0.contains("undefined reference") || $0.contains("error:") }
    let text = telling.map { ": " + $0 } ?? ""
    return "\(module.function) cannot be linked statically" + text
  }
}
