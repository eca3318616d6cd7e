/// Random numbers that are the same on every machine and under every Swift.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The numbers of one program of a run: any program can be made without those before it.
  init(seed: UInt64, program: Int) {
    var first = SplitMix64(seed: seed &+ UInt64(program) &* 0xd1b5_4a32_d192_ed03)
    state = first.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`; the standard library's algorithm may change, this one may not.
  mutating func below(_ bound: Int) -> Int { Int(next() >> 11) % bound }

  mutating func isTrue(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
}
