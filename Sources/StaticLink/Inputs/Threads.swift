internal import Glibc
internal import Synchronization

/// Threads of the C library.
///
/// Dispatch would do as well, but it looks at the machine when a program starts, and the drop-in
/// starts with every call of a compiler.
enum Threads {
  /// Starts a thread that nobody waits for.
  ///
  /// - Returns: whether there is one.
  @discardableResult
  static func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
    start(body).map { pthread_detach($0) } == 0
  }

  /// Does a piece of work for each of the numbers below `count`, as many at once as there are
  /// processors, and returns when all are done.
  static func forEach(below count: Int, _ body: @Sendable (Int) -> Void) {
    let threads = min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let next = Atomic(0)
    withoutActuallyEscaping(body) { body in
      let work: @Sendable () -> Void = {
        while true {
          let number = next.add(1, ordering: .relaxed).oldValue
          guard number < count else { return }
          body(number)
        }
      }
      // Where no thread can be had, this one does it all.
      let helpers = (0..<max(0, threads - 1)).compactMap { _ in start(work) }
      work()
      for helper in helpers { pthread_join(helper, nil) }
    }
  }

  /// Lets another thread go on: what takes longer than a few rounds waits for a disk, and so may this
  /// one.
  static func pause(_ round: Int) {
    if round < 100 { sched_yield() } else { usleep(50) }
  }

  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        pointer.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      return nil
    }
    return thread
  }
}

/// Something that another thread works out.
final class Pending<Value: Sendable>: @unchecked Sendable {
  /// Written before ``isThere`` is signalled.
  private var result: Value?
  private let isThere = Semaphore()

  init(_ value: Value) {
    result = value
    isThere.signal()
  }

  init(_ work: @escaping @Sendable () -> Value) {
    let finish: @Sendable () -> Void = {
      self.result = work()
      self.isThere.signal()
    }
    if !Threads.detach(finish) { finish() }
  }

  /// Waits for it.
  func value() -> Value {
    isThere.wait()
    isThere.signal()
    guard let result else { preconditionFailure("signalled without a result") }
    return result
  }
}

/// A POSIX semaphore, which one thread sleeps on until another wakes it.
final class Semaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }

  func wait() {
    while sem_wait(semaphore) != 0, errno == EINTR {}
  }
}
