import Glibc

/// A moment by the clock that nobody sets.
///
/// The standard library's clocks bring Dispatch with them, which looks at the machine whenever a
/// program starts.
package struct MonotonicTime: Comparable, Sendable {
  private var sinceStart: Duration

  package static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(
      sinceStart: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.sinceStart < right.sinceStart
  }

  package static func - (left: MonotonicTime, right: MonotonicTime) -> Duration {
    left.sinceStart - right.sinceStart
  }

  package static func + (left: MonotonicTime, right: Duration) -> MonotonicTime {
    MonotonicTime(sinceStart: left.sinceStart + right)
  }
}
