internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

/// One link: the real linker on the untouched line and, where that fails, on the repaired one.
struct LinkAttempt {
  let linker: ByteString
  let words: [ByteString]
  let environment: EnvironmentBlock
  let settings: WrapperSettings
  /// The driver was run without us before, and failed.
  var hasFailed = false

  func run() -> Int32 {
    if settings.mode == .check, settings.capture == nil { return check() }
    let start = MonotonicTime.now
    let first = hasFailed ? nil : HeldRun(linker, words, environment)
    if let first, let status = settle(first, since: start) { return status }
    return repair(after: first, since: start)
  }

  /// - Returns: `nil` when the link is to be repaired.
  private func settle(_ first: HeldRun, since start: MonotonicTime) -> Int32? {
    switch first.status {
    case .notStarted(let code): return Complaint.cannotRun(linker, code)
    case .signalled:
      first.replay()
      return first.status.exitStatus
    case .exited(0):
      first.replay()
      // Not even asked: what a record is made of costs more than all the rest.
      if isRecorded { record(.linked, since: start) }
      capture(words)
      return 0
    case .exited where settings.mode != .fix:
      first.replay()
      record(.failed, since: start)
      return first.status.exitStatus
    case .exited: return nil
    }
  }

  /// - Parameter failed: `nil` where nobody has seen yet what the linker says.
  private func repair(after failed: HeldRun?, since start: MonotonicTime) -> Int32 {
    let line = readLine()
    let judgement = line?.judge()
    if let judgement, judgement.isMendable, let line, let repaired = line.repair() {
      let second = HeldRun(linker, repaired.words, environment)
      if second.status == .exited(0) {
        second.replay()
        Complaint.say("note: " + repaired.note)
        record(.mended, line, after: repaired, findings: judgement.findings, since: start)
        capture(repaired.words)
        return 0
      }
    }
    let last = failed ?? HeldRun(linker, words, environment)
    if failed == nil, let status = settle(last, since: start) { return status }
    last.replay()
    guard let line, let judgement else {
      record(.failed, since: start)
      return last.status.exitStatus
    }
    let findings = line.hints(for: judgement)
    Complaint.write(FindingText(isColored: false).text(of: findings, limit: 20))
    record(.failed, line, findings: findings, since: start)
    return last.status.exitStatus
  }

  /// The judgement first, the linker's own afterwards: it has the last word.
  private func check() -> Int32 {
    let start = MonotonicTime.now
    let line = readLine()
    let findings = line?.judge().findings ?? []
    Complaint.write(FindingText(isColored: false).text(of: findings, limit: 20))
    record(.checked, line, findings: findings, since: start)
    return Execution.replace(linker, words, environment)
  }

  private func capture(_ words: [ByteString]) {
    guard let directory = settings.capture else { return }
    LinkKeeper(
      linker: linker, words: words, environment: environment.all,
      store: CaptureStore(path: directory)
    ).keep(
      driver: ParentProcess.line(where: ToolNames.isCompiler) ?? [], of: settings.capturedKinds)
  }

  private var isRecorded: Bool { settings.log != nil || settings.saveDirectory != nil }

  private func record(
    _ result: LinkRecord.Result, _ line: LinkerLineCase? = nil, after repaired: RepairedLine? = nil,
    findings: [Finding] = [], since start: MonotonicTime
  ) {
    guard isRecorded else { return }
    let record = LinkRecord(
      result: result, linker: linker, words: words, repaired: repaired, findings: findings,
      duration: MonotonicTime.now - start)
    if let log = settings.log { record.append(to: log) }
    if let directory = settings.saveDirectory {
      SavedLink(linker: linker, words: words, line: line ?? readLine()).write(below: directory)
    }
  }

  private func readLine() -> LinkerLineCase? {
    BusError.explain()
    return LinkerLineCase(linker: linker, words: words, environment: environment.all)
  }
}
