internal import ObjectFiles
internal import Synchronization

/// Reads members on another thread that a simulation is going to ask for.
///
/// What is read is a function of the files alone, and a simulation takes it in its own order, so that
/// no result depends on how fast either is.
final class MemberPrefetch: Sendable {
  struct Key: Hashable, Sendable {
    var file: FileID
    var offset: UInt64
  }

  struct Request: Sendable {
    var key: Key
    var reader: MemberReader
  }

  struct Found: Sendable {
    var member: ArchiveMember
    var object: ObjectFile
  }

  private enum Progress {
    case waiting
    /// Somebody reads it, or has tried to.
    case taken
    case read(Found)
  }

  private struct State {
    var waiting: [Request] = []
    var progress: [Key: Progress] = [:]
    var isRunning = false
  }

  private let state = Mutex(State())

  /// Has members read, the last ones first: they are asked for next.
  func request(_ requests: [Request]) {
    let mustStart = state.withLock { state in
      for request in requests.reversed() where state.progress[request.key] == nil {
        state.progress[request.key] = .waiting
        state.waiting.append(request)
      }
      guard !state.isRunning, !state.waiting.isEmpty else { return false }
      state.isRunning = true
      return true
    }
    if mustStart { Threads.detach { self.work() } }
  }

  /// A member that was read; `nil` when whoever asks had better read it himself.
  func take(_ key: Key) -> Found? {
    state.withLock { state in
      defer { state.progress[key] = .taken }
      guard case .read(let found) = state.progress[key] else { return nil }
      return found
    }
  }

  private func work() {
    while let request = next() {
      // Who asks for a member that cannot be read reads it again, and says so.
      guard let found = try? request.reader.member(at: request.key.offset) else { continue }
      state.withLock { state in
        // Nobody waited for it.
        guard case .waiting = state.progress[request.key] else { return }
        state.progress[request.key] = .read(found)
      }
    }
  }

  private func next() -> Request? {
    state.withLock { state in
      while let request = state.waiting.popLast() {
        if case .waiting = state.progress[request.key] { return request }
      }
      state.isRunning = false
      return nil
    }
  }
}

extension MemberReader {
  /// The member whose header stands at an offset.
  fileprivate func member(at offset: UInt64) throws(ObjectFileError) -> MemberPrefetch.Found {
    let near = MemberReader(archive: try archive.readingAhead(at: offset), source: source)
    let member = try near.archive.member(at: offset)
    return MemberPrefetch.Found(member: member, object: try near.object(of: member))
  }
}

extension InputSet {
  /// How many objects are read by one thread alone.
  private static let prefetchThreshold = 128

  /// Whether so many objects were read that a second thread pays.
  var isPrefetching: Bool { objects.count >= InputSet.prefetchThreshold }

  /// Has members read beside whatever goes on that will be asked for soon.
  func prefetch(_ wanted: [(file: FileID, offset: UInt64)]) {
    prefetch.request(
      wanted.compactMap { file, offset in
        guard files[file.index].members[offset] == nil,
          case .archive(let archive) = files[file.index].contents
        else { return nil }
        return MemberPrefetch.Request(
          key: .init(file: file, offset: offset),
          reader: MemberReader(archive: archive, source: source))
      })
  }
}
