import BinaryHarness
import Foundation
import Testing

/// Damaged files give an answer or a clear error: never a crash, a hang or a memory blow-up.
@Suite("corrupt inputs")
struct CorruptInputTests {
  /// `STATICLD_FUZZ_RUNS` mutations in all (5,000), from `STATICLD_FUZZ_SEED` (printed).
  private static let settings = ProcessInfo.processInfo.environment
  private static let runs = settings["STATICLD_FUZZ_RUNS"].flatMap { Int($0) } ?? 5_000
  private static let seed: UInt64 = {
    let seed = settings["STATICLD_FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
    print("corrupt inputs: STATICLD_FUZZ_SEED=\(seed)")
    return seed
  }()

  @Test("truncated at every 64 bytes", arguments: CorruptFixture.names)
  func truncated(_ name: String) throws {
    let fixture = try CorruptFixture(name)
    for length in stride(from: 0, to: fixture.original.count, by: 64) {
      try fixture.check(Array(fixture.original[..<length]), "truncated to \(length)")
    }
  }

  @Test("mutated at random places", arguments: CorruptFixture.names)
  func mutated(_ name: String) throws {
    let fixture = try CorruptFixture(name)
    let number = CorruptFixture.names.firstIndex(of: name)!
    var random = SplitMix(state: Self.seed &+ UInt64(number) << 32)
    for run in 0..<(Self.runs / CorruptFixture.names.count) {
      var bytes = fixture.original
      var places: [Int] = []
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        // Extremes find more than noise: sizes and offsets of all ones, of zero, off by one.
        let values: [UInt8] = [
          0, 0xff, 0x7f, 0x80, bytes[place] &+ 1, UInt8(truncatingIfNeeded: random.next()),
        ]
        bytes[place] = values[Int(random.next() % UInt64(values.count))]
        places.append(place)
      }
      try fixture.check(bytes, "seed \(Self.seed) run \(run), bytes \(places)")
    }
  }

  @Test("a file that shrinks while it is read")
  func shrinking() throws {
    let bench = try Workbench()
    try bench.makeChain()
    try bench.object("pad.o", "char pad[24 << 20] = {1};")
    try bench.archive("libbig.a", ["pad.o", "a.o"])
    for delay in stride(from: 0, through: 40, by: 2) {
      try bench.run("cp", "libbig.a", "libshrink.a")
      let outcome = try Command(
        [
          "sh", "-c",
          "(sleep 0.0\(delay < 10 ? "0" : "")\(delay); truncate -s 3000 libshrink.a) &\n"
            + "\"$1\" resolve --allow-unresolved main.o libshrink.a libb.a; s=$?; wait; exit $s",
          "sh", try Staticld.path(),
        ], in: bench.path, timeout: 20
      ).run()
      let isClean = [0, 1, 2].contains(outcome.status ?? -1)
      #expect(isClean, "after \(delay) ms: \(outcome.ending)\n\(outcome.errorText)")
      if outcome.status == 2 { #expect(outcome.errorText.contains("libshrink.a")) }
    }
  }
}

/// Reproducible from its seed, on every machine.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
