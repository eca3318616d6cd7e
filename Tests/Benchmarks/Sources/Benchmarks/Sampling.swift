import Glibc

/// The time that one run took, in seconds.
struct Sample {
  var wall: Double
  /// User and system time of the process, all threads.
  var cpu: Double
}

/// The middle of several runs.
struct Median {
  let wall: Double
  let cpu: Double

  init(_ samples: [Sample]) {
    wall = Median.middle(samples.map(\.wall))
    cpu = Median.middle(samples.map(\.cpu))
  }

  private static func middle(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
}

/// Several ways of doing something, measured in turns, so that whatever else the machine does
/// meets all of them alike.
///
/// One round before the first that counts fills the page cache.
func interleaved(
  runs: Int, _ ways: [() throws -> Sample]
) throws -> [Median] {
  var samples = ways.map { _ in [Sample]() }
  for way in ways { _ = try way() }
  for run in 0..<runs {
    // Every other round backwards: nobody always runs behind the same neighbour.
    for index in run % 2 == 0 ? Array(ways.indices) : ways.indices.reversed() {
      samples[index].append(try ways[index]())
    }
  }
  return samples.map(Median.init)
}

/// Measures work inside this process.
func measure(_ work: () throws -> Void) throws -> Sample {
  let wall = seconds(CLOCK_MONOTONIC)
  let cpu = seconds(CLOCK_PROCESS_CPUTIME_ID)
  try work()
  return Sample(
    wall: seconds(CLOCK_MONOTONIC) - wall, cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
}

func seconds(_ clock: clockid_t) -> Double {
  var now = timespec()
  clock_gettime(clock, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
