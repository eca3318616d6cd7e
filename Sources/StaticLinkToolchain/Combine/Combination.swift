import ObjectFiles
import StaticLink

/// Several objects and archives as one object, of which others see the kept symbols only.
///
/// Two copies of a library, or two modules that define the same names, can then live in one
/// program. GNU ld makes one object of the inputs, objcopy changes its symbols.
public enum Combination {
  /// Makes the file; it appears complete or not at all, and is the same for the same inputs.
  ///
  /// - Parameter environment: says where temporary files go (`TMPDIR`).
  /// - Throws: ``CombinationError``. What would be wrong or could not be linked is refused.
  @discardableResult
  public static func make(
    _ request: CombinationRequest, tools: CombinationTools, environment: Environment
  ) throws(CombinationError) -> CombinationReport {
    let survey = try InputSurvey(request, files: SystemFiles())
    guard survey.findings.isEmpty else { throw .refused(survey.findings) }
    let kept = KeptSymbols(request, survey)
    guard kept.findings.isEmpty else { throw .refused(kept.findings) }

    let bench = try CombinationBench(tools, environment: environment)
    let (linked, messages) = try bench.link(
      words(request, survey, kept), survey: survey, keepsGroups: request.sharesComdat,
      to: "linked.o")
    let (object, sections) = try read(linked, bench, by: tools.linker.path)
    let edits = ObjectEdits(
      object, sections: sections, request, survey, kept, linker: tools.linker)
    if let lost = kept.names.filter({ !edits.globals.contains($0.value) }).keys.min() {
      throw .wrongResult(path: tools.linker.path, symbol: lost)
    }
    var edited = try bench.edit(linked, edits)
    if edits.needsLink {
      edited = try bench.link([edited], survey: survey, keepsGroups: true, to: "bound.o").path
    }
    var result = try bench.localize(edited, edits)
    try check(result, bench, against: edits, tools.objcopy)
    if request.isArchive { result = try bench.archive(result, as: memberName(request.output)) }
    let bytes = try bench.bytes(of: result)
    do throws(FileError) { try request.output.write(bytes) } catch { throw .file(error) }
    var report = edits.report
    report.messages = ByteString(messages).split(separator: 0x0a).filter { !$0.isEmpty }
    return report
  }

  /// The inputs as GNU ld takes them.
  private static func words(
    _ request: CombinationRequest, _ survey: InputSurvey, _ kept: KeptSymbols
  ) -> [ByteString] {
    let paths = request.inputs.map { $0.hasPrefix("-") || $0.hasPrefix("@") ? "./" + $0 : $0 }
    guard request.archives == .needed else { return ["--whole-archive"] + paths }
    let roots = kept.names.keys.sorted().flatMap { ["-u", $0] as [ByteString] }
    let pairs = zip(request.inputs, paths)
    let archives = pairs.filter { survey.archives.contains($0.0) }.map(\.1)
    return roots + pairs.filter { !survey.archives.contains($0.0) }.map(\.1)
      + ["--start-group"] + archives + ["--end-group"]
  }

  private static func read(
    _ path: ByteString, _ bench: borrowing CombinationBench, by tool: ByteString
  ) throws(CombinationError) -> (ObjectFile, [SectionHeader]) {
    let bytes = try bench.bytes(of: path)
    do throws(ObjectFileError.Problem) {
      return (try ObjectFile(elf: bytes), try ObjectFile.sectionHeaders(in: bytes))
    } catch {
      throw .toolFailed(path: tool, message: "what it wrote cannot be read")
    }
  }

  /// An objcopy that leaves a symbol global would let two copies of a library run into each other.
  private static func check(
    _ path: ByteString, _ bench: borrowing CombinationBench, against edits: ObjectEdits,
    _ tool: ByteString
  ) throws(CombinationError) {
    let symbols = try read(path, bench, by: tool).0.symbols
    var missing = edits.globals
    for row in 0..<symbols.count where !symbols.flags[row].isUndefined {
      let name = symbols.name(row)
      guard missing.remove(name) != nil else { throw .wrongResult(path: tool, symbol: name) }
    }
    if let name = missing.min() { throw .wrongResult(path: tool, symbol: name) }
  }

  /// `libz.o` in `libz.a`.
  private static func memberName(_ output: ByteString) -> ByteString {
    output.lastPathComponent.dropLast(2) + ".o"
  }
}
