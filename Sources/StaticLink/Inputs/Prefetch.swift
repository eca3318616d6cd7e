internal import ObjectFiles
internal import Synchronization

/// Reads on another thread what a simulation is going to ask for.
///
/// What is read is a function of the files alone, and a simulation takes it in its own order, so that
/// no result depends on how fast either is. Everything but the work itself belongs to the thread that
/// asks.
final class Prefetch {
  enum Key: Hashable {
    case archive(ByteString)
    case heads(ByteString)
    case member(FileID, offset: UInt64)
  }

  enum Request: Sendable {
    case archive(ByteString, source: any FileSource)
    /// The first bytes of all members.
    case heads(Archive)
    case member(FileID, offset: UInt64, reader: MemberReader)

    fileprivate var key: Key {
      switch self {
      case .archive(let path, _): .archive(path)
      case .heads(let archive): .heads(archive.path)
      case .member(let file, let offset, _): .member(file, offset: offset)
      }
    }
  }

  enum Found: Sendable {
    case archive(Archive)
    case heads([Archive.Head])
    case member(ArchiveMember, ObjectFile)
  }

  /// Whether anything is read ahead: to start another thread and to wake it takes longer than a few
  /// archives do.
  private(set) var isAtWork = false
  private var jobs: [Key: Job] = [:]
  private let worker = Worker()

  deinit { worker.end() }

  /// Begins, where a line has archives enough.
  func begin(archives: Int) {
    if archives >= Prefetch.manyArchives { isAtWork = true }
  }

  private static let manyArchives = 8

  /// Has things read, the last ones first: whoever asks for the first of them reads it himself, and
  /// the two meet somewhere in between.
  func request(_ requests: [Request]) {
    guard isAtWork else { return }
    var new: [Job] = []
    for request in requests where jobs[request.key] == nil {
      let job = Job(request)
      jobs[request.key] = job
      new.append(job)
    }
    if !new.isEmpty { worker.add(new) }
  }

  /// What was read; `nil` when whoever asks had better read it himself.
  func take(_ key: Key) -> Found? { jobs[key]?.take() }

  /// Something to read, which two threads may want to begin.
  private final class Job: Sendable {
    private enum Progress: UInt8, AtomicRepresentable { case waiting, begun, done, taken }

    private let request: Request
    private let progress = Atomic(Progress.waiting)
    /// Written before ``progress`` says that it is done, read behind that.
    nonisolated(unsafe) private var found: Found?

    init(_ request: Request) { self.request = request }

    func run() {
      guard
        progress.compareExchange(
          expected: .waiting, desired: .begun, ordering: .acquiringAndReleasing
        ).exchanged
      else { return }
      // Who asks for what cannot be read reads it again, and says so.
      found = try? request.read()
      progress.store(.done, ordering: .releasing)
    }

    /// Waits for what is being read just now, which takes less long than to begin anew.
    func take() -> Found? {
      var rounds = 0
      while true {
        switch progress.compareExchange(
          expected: .waiting, desired: .taken, ordering: .acquiringAndReleasing
        ) {
        case (true, _), (_, .taken): return nil
        case (_, .done):
          progress.store(.taken, ordering: .relaxed)
          return found.take()
        default:
          Threads.pause(rounds)
          rounds += 1
        }
      }
    }
  }

  /// The other thread and its work, the last of it first.
  private final class Worker: Sendable {
    private enum Condition { case unborn, works, sleeps, ended }

    private let state = Mutex((waiting: [Job](), condition: Condition.unborn))
    private let alarm = Semaphore()

    func add(_ jobs: [Job]) {
      let found = state.withLock { state in
        state.waiting += jobs
        defer { state.condition = .works }
        return state.condition
      }
      switch found {
      case .unborn: Threads.detach { self.work() }
      case .sleeps: alarm.signal()
      case .works, .ended: break
      }
    }

    func end() {
      let found = state.withLock { state in
        defer { state.condition = .ended }
        state.waiting = []
        return state.condition
      }
      if found == .sleeps { alarm.signal() }
    }

    private func work() {
      while true {
        let (job, condition) = state.withLock { state in
          let job = state.waiting.popLast()
          if job == nil, state.condition == .works { state.condition = .sleeps }
          return (job, state.condition)
        }
        if let job {
          job.run()
        } else if condition == .ended {
          return
        } else {
          alarm.wait()
        }
      }
    }
  }
}

extension Prefetch.Request {
  fileprivate func read() throws(ObjectFileError) -> Prefetch.Found? {
    switch self {
    case .archive(let path, let source):
      let (file, kind) = try source.opened(path)
      guard kind == .archive || kind == .thinArchive else { return nil }
      return .archive(try Archive(path: path, file: file, allowsRest: true))
    case .heads(let archive):
      return try archive.heads().map { .heads($0) }
    case .member(_, let offset, let reader):
      let near = MemberReader(
        archive: try reader.archive.readingAhead(at: offset), source: reader.source)
      let member = try near.archive.member(at: offset)
      return .member(member, try near.object(of: member))
    }
  }
}

extension InputSet {
  /// Has archives opened beside whatever goes on, the first ones first.
  func prefetch(archives: [ByteString]) {
    prefetch.begin(archives: archives.count)
    prefetch.request(
      archives.reversed().filter { !isLoaded($0) }.map { .archive($0, source: source) })
  }

  /// Has the first bytes of an archive's members read beside whatever goes on.
  func prefetchHeads(of file: FileID) {
    guard case .archive(let archive) = files[file.index].contents, files[file.index].heads == nil
    else { return }
    prefetch.request([.heads(archive)])
  }

  /// How many objects are read by one thread alone.
  private static let prefetchThreshold = 128

  /// Whether so many objects were read that a second thread pays.
  var isPrefetching: Bool { prefetch.isAtWork && objects.count >= InputSet.prefetchThreshold }

  /// Has members read beside whatever goes on that will be asked for soon.
  func prefetch(_ wanted: [(file: FileID, offset: UInt64)]) {
    prefetch.request(
      wanted.compactMap { file, offset in
        guard files[file.index].members[offset] == nil,
          case .archive(let archive) = files[file.index].contents
        else { return nil }
        return .member(file, offset: offset, reader: MemberReader(archive: archive, source: source))
      })
  }
}
