internal import FoundationEssentials
public import ObjectFiles
public import StaticLinkToolchain

/// Has the target's interpreter compile and marshal the modules of a program.
public enum Freezer {
  /// Writes code and data of everything asked for into one file.
  ///
  /// The same request gives the same bytes, whatever is in the cache.
  ///
  /// - Parameters:
  ///   - blob: the file to write.
  ///   - work: an existing directory for what stands between.
  /// - Throws: ``FreezeError``.
  public static func run(
    _ request: FreezeRequest, blob: ByteString, work: ByteString, environment: Environment
  ) throws(FreezeError) -> FreezeReport {
    let script = work.appending(component: "freeze.py")
    let question = work.appending(component: "freeze.json")
    let answer = work.appending(component: "frozen.json")
    do throws(FileError) {
      try script.write(PackageResources.freeze_py)
      try question.write(FreezeQuestion(request, blob: blob, report: answer, work: work).text)
    } catch {
      throw .file(error)
    }
    let outcome: ChildProcess.Outcome
    do throws(ProcessError) {
      outcome = try ChildProcess(
        request.interpreter, ["-B", "-s", script, question],
        environment: settled(environment), timeout: 1200
      ).run()
    } catch {
      throw .interpreter(request.interpreter, error.description)
    }
    guard outcome.status != .exited(refusal) else {
      throw .refused(ByteString(outcome.errors).split(separator: 0x0a).first?.description ?? "")
    }
    guard outcome.status.isSuccess else {
      throw .interpreter(
        request.interpreter, String(decoding: outcome.errors.suffix(2000), as: UTF8.self))
    }
    return try report(answer, by: request.interpreter)
  }

  /// How the script ends when an input is to blame.
  private static let refusal: Int32 = 3

  private static func report(
    _ path: ByteString, by interpreter: ByteString
  ) throws(FreezeError) -> FreezeReport {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SystemFiles().contents(of: path)
    } catch {
      throw .file(error)
    }
    guard let report = try? JSONDecoder().decode(FreezeReport.self, from: Data(bytes)) else {
      throw .interpreter(interpreter, "its report cannot be read")
    }
    return report
  }

  /// An environment in which sets have one order and nobody's settings count.
  private static func settled(_ environment: Environment) -> Environment {
    var settled = environment
    for name in environment.names where name.hasPrefix("PYTHON") { settled[name] = nil }
    settled["PYTHONHASHSEED"] = "0"
    settled["PYTHONUTF8"] = "1"
    return settled
  }
}
